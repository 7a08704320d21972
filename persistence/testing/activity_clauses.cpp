#include "persistence/testing/contract_clauses.h"
#include "persistence/testing/sample_rows.h"

namespace sfn::persistence::testing {

using enum WriteOutcome;

namespace {

Names names_of(const std::vector<ActivityRow>& rows) {
  Names names;
  for (const ActivityRow& row : rows) names.push_back(row.name);
  return names;
}

}  // namespace

void activity_round_trip(const StoreBackend& backend) {
  const auto store = backend.open();
  const ActivityRow a = sample_activity("a");
  CHECK(write_batch(*store, rows_batch({InsertActivity{a}})) == Written);
  CHECK(store->find_activity(a.arn) == a);
  CHECK_FALSE(store->find_activity(sample_activity("A").arn));

  // A name that is taken, also within a batch that it spoils.
  ActivityRow other = a;
  other.created_at = 1;
  const ActivityRow b = sample_activity("b");
  CHECK(write_batch(*store, rows_batch({InsertActivity{b}, InsertActivity{other}})) == Conflict);
  CHECK(store->find_activity(a.arn) == a);
  CHECK_FALSE(store->find_activity(b.arn));
}

void activity_deletion(const StoreBackend& backend) {
  const auto store = backend.open();
  const ActivityRow a = sample_activity("a");
  REQUIRE(write_batch(*store, rows_batch({InsertActivity{a}})) == Written);

  // What a refused batch deleted is there again.
  CHECK(write_batch(*store,
                    rows_batch({DeleteActivity{a.arn},
                                UpdateExecution{77, ExecutionStatus::Running, {}, 0, 0, {}}})) ==
        Conflict);
  CHECK(store->find_activity(a.arn) == a);
  CHECK(names_of(store->list_activities({.scope = a.scope, .after_name = ""})) == Names{"a"});

  CHECK(write_batch(*store, rows_batch({DeleteActivity{a.arn}})) == Written);
  CHECK_FALSE(store->find_activity(a.arn));
  CHECK(store->list_activities({.scope = a.scope, .after_name = ""}).empty());

  // Deleting again is nothing; the name is free.
  CHECK(write_batch(*store, rows_batch({DeleteActivity{a.arn}, DeleteActivity{"none"}})) ==
        Written);
  ActivityRow again = a;
  again.created_at = 5;
  CHECK(write_batch(*store, rows_batch({InsertActivity{again}})) == Written);
  CHECK(store->find_activity(a.arn) == again);
}

void activity_lists(const StoreBackend& backend) {
  const auto store = backend.open();
  for (const char* name : {"b", "a", "ab", "Z"}) {
    REQUIRE(write_batch(*store, rows_batch({InsertActivity{sample_activity(name)}})) == Written);
  }
  ActivityRow other = sample_activity("elsewhere");
  other.scope = "123456789012/eu-central-1";
  REQUIRE(write_batch(*store, rows_batch({InsertActivity{other}})) == Written);

  const std::string scope = sample_activity("a").scope;
  CHECK(names_of(store->list_activities({.scope = scope, .after_name = ""})) ==
        Names{"Z", "a", "ab", "b"});
  CHECK(names_of(store->list_activities({.scope = scope, .after_name = "", .limit = 2})) ==
        Names{"Z", "a"});
  CHECK(names_of(store->list_activities({.scope = scope, .after_name = "a", .limit = 2})) ==
        Names{"ab", "b"});
  CHECK(store->list_activities({.scope = scope, .after_name = "b"}).empty());
  CHECK(names_of(store->list_activities({.scope = other.scope, .after_name = ""})) ==
        Names{"elsewhere"});
  CHECK(store->list_activities({.scope = scope, .after_name = "", .limit = 0}).empty());
}

}  // namespace sfn::persistence::testing
