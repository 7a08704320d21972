#include "persistence/testing/contract_clauses.h"
#include "persistence/testing/sample_rows.h"

namespace sfn::persistence::testing {

using enum WriteOutcome;

void machine_round_trip(const StoreBackend& backend) {
  const auto store = backend.open();
  const InsertMachine a = sample_machine(1, "a");
  CHECK(write_batch(*store, rows_batch({a})) == Written);
  CHECK(store->find_machine(machine_arn("a")) == a.machine);
  CHECK(store->find_machine_by_id(1) == a.machine);
  CHECK(store->find_revision(10) == a.revision);
  CHECK_FALSE(store->find_machine(machine_arn("A")));
  CHECK(store->next_machine_id() == 2);
  CHECK(store->next_revision_number() == 11);
}

void machine_revision(const StoreBackend& backend) {
  const auto store = backend.open();
  const InsertMachine a = sample_machine(1, "a");
  REQUIRE(write_batch(*store, rows_batch({a})) == Written);
  const RevisionRow second = sample_revision(11, 1);
  CHECK(write_batch(*store, rows_batch({ReviseMachine{1, second}})) == Written);
  CHECK(store->find_machine(machine_arn("a"))->revision == 11);
  CHECK(store->find_revision(11) == second);
  CHECK(store->find_revision(10) == a.revision);

  // A number that is taken, and machines that are not there.
  CHECK(write_batch(*store, rows_batch({ReviseMachine{1, sample_revision(10, 1)}})) == Conflict);
  CHECK(store->find_machine(machine_arn("a"))->revision == 11);
  CHECK(store->find_revision(10) == a.revision);
  CHECK(write_batch(*store, rows_batch({ReviseMachine{2, sample_revision(12, 2)}})) == Conflict);
  REQUIRE(write_batch(*store, rows_batch({DeleteMachine{1}})) == Written);
  CHECK(write_batch(*store, rows_batch({ReviseMachine{1, sample_revision(12, 1)}})) == Conflict);
  CHECK_FALSE(store->find_revision(12));
}

void machine_deletion(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, rows_batch({sample_machine(1, "a")})) == Written);
  CHECK(write_batch(*store, rows_batch({DeleteMachine{1}})) == Written);
  CHECK_FALSE(store->find_machine(machine_arn("a")));
  MachineRow deleted = sample_machine(1, "a").machine;
  deleted.deleted = true;
  CHECK(store->find_machine_by_id(1) == deleted);
  CHECK(store->find_revision(10).has_value());
  CHECK(store->list_machines({.scope = deleted.scope, .after_name = ""}).empty());
  CHECK(store->counts().machines == 0);
  CHECK(store->next_machine_id() == 2);

  // Deleting again, or what never was, is nothing; the ARN is free.
  CHECK(write_batch(*store, rows_batch({DeleteMachine{1}, DeleteMachine{9}})) == Written);
  CHECK(write_batch(*store, rows_batch({sample_machine(2, "a")})) == Written);
  CHECK(store->find_machine(machine_arn("a"))->id == 2);
  CHECK(store->find_machine_by_id(1) == deleted);
}

void machine_conflicts(const StoreBackend& backend) {
  const auto store = backend.open();
  const InsertMachine a = sample_machine(1, "a");
  REQUIRE(write_batch(*store, rows_batch({a})) == Written);
  CHECK(write_batch(*store, rows_batch({sample_machine(2, "a")})) == Conflict);  // the ARN
  CHECK(write_batch(*store, rows_batch({sample_machine(1, "b")})) == Conflict);  // the id
  InsertMachine taken = sample_machine(3, "c");
  taken.machine.revision = 10;
  taken.revision.number = 10;
  CHECK(write_batch(*store, rows_batch({taken})) == Conflict);  // the revision's number
  CHECK(store->find_machine(machine_arn("a")) == a.machine);
  CHECK(store->find_revision(10) == a.revision);
  CHECK_FALSE(store->find_machine_by_id(2));
  CHECK_FALSE(store->find_machine_by_id(3));
  CHECK_FALSE(store->find_machine(machine_arn("b")));
  CHECK_FALSE(store->find_machine(machine_arn("c")));
  CHECK_FALSE(store->find_revision(20));
  CHECK(store->counts().machines == 1);
}

void machine_lists(const StoreBackend& backend) {
  const auto store = backend.open();
  std::int64_t id = 0;
  // Byte order: capitals before small letters, and UTF-8 last.
  for (const char* name : {"b", "a", "ab", "Z", "\xc3\xa4"}) {
    REQUIRE(write_batch(*store, rows_batch({sample_machine(++id, name)})) == Written);
  }
  InsertMachine other = sample_machine(++id, "elsewhere");
  other.machine.scope = "123456789012/eu-central-1";
  REQUIRE(write_batch(*store, rows_batch({other})) == Written);

  const std::string scope = "123456789012/us-east-1";
  CHECK(names_of(store->list_machines({.scope = scope, .after_name = ""})) ==
        Names{"Z", "a", "ab", "b", "\xc3\xa4"});
  CHECK(names_of(store->list_machines({.scope = scope, .after_name = "", .limit = 2})) ==
        Names{"Z", "a"});
  CHECK(names_of(store->list_machines({.scope = scope, .after_name = "a", .limit = 2})) ==
        Names{"ab", "b"});
  CHECK(names_of(store->list_machines({.scope = scope, .after_name = "aa"})) ==
        Names{"ab", "b", "\xc3\xa4"});
  CHECK(store->list_machines({.scope = scope, .after_name = "\xc3\xa4"}).empty());
  CHECK(names_of(store->list_machines({.scope = other.machine.scope, .after_name = ""})) ==
        Names{"elsewhere"});
  CHECK(store->list_machines({.scope = "123456789012/us", .after_name = ""}).empty());
  CHECK(store->list_machines({.scope = scope, .after_name = "", .limit = 0}).empty());
  CHECK(store->counts().machines == 6);
}

}  // namespace sfn::persistence::testing
