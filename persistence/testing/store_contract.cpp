#include "persistence/testing/store_contract.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "base/assert.h"
#include "base/testing/catch.h"
#include "persistence/batch_check.h"
#include "persistence/testing/sample_rows.h"

namespace sfn::persistence::testing {
namespace {

using enum WriteOutcome;

// Writes one batch and answers with its outcome.
WriteOutcome write_batch(Store& store, const Batch& batch) {
  const std::vector<WriteOutcome> outcomes = store.write(std::span(&batch, 1));
  REQUIRE(outcomes.size() == 1);
  return outcomes.front();
}

std::vector<std::int64_t> numbers_of(const std::vector<ExecutionRow>& rows) {
  std::vector<std::int64_t> numbers;
  for (const ExecutionRow& row : rows) numbers.push_back(row.number);
  return numbers;
}

std::vector<std::string> names_of(const std::vector<MachineRow>& rows) {
  std::vector<std::string> names;
  for (const MachineRow& row : rows) names.push_back(row.name);
  return names;
}

std::vector<std::int64_t> seqs_of(const std::vector<JournalRow>& rows) {
  std::vector<std::int64_t> seqs;
  for (const JournalRow& row : rows) seqs.push_back(row.seq);
  return seqs;
}

std::vector<JournalRow> whole_journal(const Store& store, std::int64_t execution) {
  return store.read_journal({.execution = execution, .from_seq = 1, .limit = 1'000'000});
}

using Numbers = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

void empty_store(const StoreBackend& backend) {
  const auto store = backend.open();
  CHECK(store->next_machine_id() == 1);
  CHECK(store->next_revision_number() == 1);
  CHECK(store->next_execution_number() == 1);
  CHECK_FALSE(store->find_machine(machine_arn("a")));
  CHECK_FALSE(store->find_machine_by_id(1));
  CHECK_FALSE(store->find_revision(1));
  CHECK_FALSE(store->find_execution("arn"));
  CHECK_FALSE(store->find_execution_by_number(1));
  CHECK_FALSE(store->find_setting("key"));
  CHECK(store->list_machines({.scope = "123456789012/us-east-1", .after_name = ""}).empty());
  CHECK(store->list_executions({.machine = 1, .status = {}, .before_number = {}}).empty());
  CHECK(store->list_running(0, 10).empty());
  CHECK(whole_journal(*store, 1).empty());
  CHECK(store->write({}).empty());
  const StoreCounts counts = store->counts();
  CHECK(counts.machines + counts.executions + counts.running == 0);
}

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

void execution_round_trip(const StoreBackend& backend) {
  const auto store = backend.open();
  CHECK(write_batch(*store, start_batch(7, 2)) == Written);
  ExecutionRow row = sample_execution(7);
  row.last_seq = 2;
  CHECK(store->find_execution(row.arn) == row);
  CHECK(store->find_execution_by_number(7) == row);
  CHECK_FALSE(store->find_execution(row.arn + "x"));
  CHECK_FALSE(store->find_execution_by_number(8));
  CHECK(store->next_execution_number() == 8);

  const UpdateExecution end = ending(7, ExecutionStatus::Failed, 5);
  CHECK(write_batch(*store, {.journal = sample_append(7, 3, 5), .rows = {end}}) == Written);
  row.status = ExecutionStatus::Failed;
  row.stopped_at = end.stopped_at;
  row.last_seq = 5;
  row.redrive_count = 1;
  row.sleeps_until = std::nullopt;
  CHECK(store->find_execution(row.arn) == row);
  CHECK(whole_journal(*store, 7) == sample_append(7, 1, 5).rows);
  CHECK(store->counts().running == 0);
}

void execution_conflicts(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, start_batch(1, 2)) == Written);
  ExecutionRow same_arn = sample_execution(2);
  same_arn.arn = sample_execution(1).arn;
  CHECK(write_batch(*store, {.journal = sample_append(2, 1, 3),
                             .rows = {InsertExecution{same_arn}}}) == Conflict);
  CHECK_FALSE(store->find_execution_by_number(2));
  CHECK(whole_journal(*store, 2).empty());

  ExecutionRow same_number = sample_execution(1);
  same_number.arn += "-other";
  CHECK(write_batch(*store, rows_batch({InsertExecution{same_number}})) == Conflict);
  CHECK_FALSE(store->find_execution(same_number.arn));

  // An update of what is not there would lose what it says.
  CHECK(write_batch(*store, rows_batch({ending(3, ExecutionStatus::Failed, 1)})) == Conflict);
  CHECK(store->counts().executions == 1);
  CHECK(store->next_execution_number() == 2);
}

void execution_lists(const StoreBackend& backend) {
  const auto store = backend.open();
  for (std::int64_t number = 1; number <= 12; ++number) {
    REQUIRE(write_batch(*store, start_batch(number, 1, number % 2 == 0 ? 2 : 1)) == Written);
  }
  const auto end = [&](std::int64_t number, ExecutionStatus status) {
    REQUIRE(write_batch(*store, rows_batch({ending(number, status, 1)})) == Written);
  };
  end(1, ExecutionStatus::Succeeded);
  end(3, ExecutionStatus::Aborted);
  end(5, ExecutionStatus::Succeeded);
  end(7, ExecutionStatus::TimedOut);
  end(9, ExecutionStatus::Failed);

  const auto list = [&](std::optional<ExecutionStatus> status, std::optional<std::int64_t> before,
                        std::size_t limit) {
    return numbers_of(store->list_executions(
        {.machine = 1, .status = status, .before_number = before, .limit = limit}));
  };
  CHECK(list({}, {}, 100) == Numbers{11, 9, 7, 5, 3, 1});
  CHECK(list({}, {}, 2) == Numbers{11, 9});
  CHECK(list({}, 9, 2) == Numbers{7, 5});
  CHECK(list({}, 4, 100) == Numbers{3, 1});
  CHECK(list({}, 1, 100).empty());
  CHECK(list({}, {}, 0).empty());
  CHECK(list(ExecutionStatus::Succeeded, {}, 100) == Numbers{5, 1});
  CHECK(list(ExecutionStatus::Succeeded, {}, 1) == Numbers{5});
  CHECK(list(ExecutionStatus::Succeeded, 5, 100) == Numbers{1});
  CHECK(list(ExecutionStatus::Running, {}, 100) == Numbers{11});
  CHECK(list(ExecutionStatus::Failed, {}, 100) == Numbers{9});
  CHECK(list(ExecutionStatus::TimedOut, {}, 100) == Numbers{7});
  CHECK(list(ExecutionStatus::Aborted, {}, 100) == Numbers{3});
  CHECK(numbers_of(store->list_executions(
            {.machine = 2, .status = {}, .before_number = {}, .limit = 3})) == Numbers{12, 10, 8});
  CHECK(store->list_executions({.machine = 3, .status = {}, .before_number = {}}).empty());

  CHECK(numbers_of(store->list_running(0, 100)) == Numbers{2, 4, 6, 8, 10, 11, 12});
  CHECK(numbers_of(store->list_running(4, 3)) == Numbers{6, 8, 10});
  CHECK(store->list_running(12, 100).empty());
  CHECK(store->list_running(0, 1).front() == store->find_execution_by_number(2));

  // A redrive: it runs again.
  REQUIRE(write_batch(*store, rows_batch({UpdateExecution{.number = 9,
                                                          .status = ExecutionStatus::Running,
                                                          .stopped_at = {},
                                                          .last_seq = 1,
                                                          .redrive_count = 1,
                                                          .sleeps_until = {}}})) == Written);
  CHECK(list(ExecutionStatus::Running, {}, 100) == Numbers{11, 9});
  CHECK(list(ExecutionStatus::Failed, {}, 100).empty());
  CHECK(numbers_of(store->list_running(8, 2)) == Numbers{9, 10});
  const StoreCounts counts = store->counts();
  CHECK(counts.executions == 12);
  CHECK(counts.running == 8);
}

void journal_pages(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, start_batch(1, 4)) == Written);
  REQUIRE(write_batch(*store, start_batch(2, 10)) == Written);
  REQUIRE(write_batch(*store, start_batch(3, 4)) == Written);
  const auto read = [&](std::int64_t from, Direction direction, std::size_t limit,
                        bool visible_only) {
    return seqs_of(store->read_journal({.execution = 2,
                                        .from_seq = from,
                                        .direction = direction,
                                        .visible_only = visible_only,
                                        .limit = limit}));
  };
  using enum Direction;
  CHECK(store->read_journal({.execution = 2, .from_seq = 1}) == sample_append(2, 1, 10).rows);
  CHECK(read(0, Forward, 100, false) == Numbers{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  CHECK(read(1, Forward, 3, false) == Numbers{1, 2, 3});
  CHECK(read(4, Forward, 3, false) == Numbers{4, 5, 6});
  CHECK(read(10, Forward, 3, false) == Numbers{10});
  CHECK(read(11, Forward, 3, false).empty());
  CHECK(read(1, Forward, 0, false).empty());
  CHECK(read(0, Backward, 3, false) == Numbers{10, 9, 8});
  CHECK(read(7, Backward, 3, false) == Numbers{7, 6, 5});
  CHECK(read(2, Backward, 3, false) == Numbers{2, 1});
  CHECK(read(1'000, Backward, 1, false) == Numbers{10});
  // 3, 6 and 9 are private.
  CHECK(read(0, Forward, 100, true) == Numbers{1, 2, 4, 5, 7, 8, 10});
  CHECK(read(3, Forward, 2, true) == Numbers{4, 5});
  CHECK(read(0, Backward, 3, true) == Numbers{10, 8, 7});
  CHECK(read(6, Backward, 2, true) == Numbers{5, 4});
  // Beyond what a sequence or a number can be, nothing of a neighbour shows.
  CHECK(read(kSeqEnd, Forward, 100, false).empty());
  CHECK(read(kSeqEnd + 1, Backward, 1, false) == Numbers{10});
  CHECK(whole_journal(*store, 0).empty());
  CHECK(whole_journal(*store, -1).empty());
  CHECK(whole_journal(*store, kExecutionNumberEnd).empty());
  CHECK(whole_journal(*store, 4).empty());
}

void stale_batches(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, start_batch(1, 3)) == Written);
  const ExecutionRow before = *store->find_execution_by_number(1);
  const auto step = [](std::int64_t first, std::int64_t last) {
    return Batch{.journal = sample_append(1, first, last),
                 .rows = {ending(1, ExecutionStatus::Failed, last), PutSetting{"k", "v"},
                          InsertExecution{sample_execution(2)}}};
  };
  CHECK(write_batch(*store, step(3, 4)) == Stale);  // 3 is stored
  CHECK(write_batch(*store, step(1, 9)) == Stale);
  CHECK(write_batch(*store, step(5, 6)) == Stale);  // 4 is not
  CHECK(write_batch(*store, {.journal = sample_append(5, 2, 2), .rows = {}}) == Stale);
  CHECK(store->find_execution_by_number(1) == before);
  CHECK_FALSE(store->find_execution_by_number(2));
  CHECK_FALSE(store->find_setting("k"));
  CHECK(whole_journal(*store, 1) == sample_append(1, 1, 3).rows);
  CHECK(whole_journal(*store, 5).empty());
  CHECK(store->next_execution_number() == 2);
  CHECK(write_batch(*store, step(4, 4)) == Written);
  CHECK(whole_journal(*store, 1) == sample_append(1, 1, 4).rows);
}

void refused_batches_harm_no_others(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, rows_batch({sample_machine(1, "a")})) == Written);
  std::vector<Batch> batches;
  batches.push_back(start_batch(1, 2));
  batches.push_back({.journal = sample_append(1, 2, 3), .rows = {}});  // stale
  batches.push_back({.journal = sample_append(1, 3, 3), .rows = {}});  // the order of the span
  batches.push_back(start_batch(1, 2));                                // stale before it conflicts
  // Everything before and after the conflicting row goes with it.
  batches.push_back(
      {.journal = sample_append(2, 1, 1),
       .rows = {PutSetting{"lost", "1"}, DeleteMachine{1}, InsertExecution{sample_execution(2)},
                ending(1, ExecutionStatus::Aborted, 9), sample_machine(2, "b"),
                ReviseMachine{2, sample_revision(21, 2)}, InsertExecution{sample_execution(1)},
                PutSetting{"lost", "2"}}});
  batches.push_back({.journal = sample_append(2, 1, 2),
                     .rows = {InsertExecution{sample_execution(2)}, PutSetting{"kept", "x"}}});
  batches.push_back(rows_batch({InsertExecution{sample_execution(2)}}));  // now taken
  CHECK(store->write(batches) ==
        std::vector{Written, Stale, Written, Stale, Conflict, Written, Conflict});
  CHECK(whole_journal(*store, 1) == sample_append(1, 1, 3).rows);
  CHECK(whole_journal(*store, 2) == sample_append(2, 1, 2).rows);
  CHECK(store->find_execution_by_number(1)->status == ExecutionStatus::Running);
  CHECK(store->find_execution_by_number(2) == sample_execution(2));
  CHECK(store->find_machine(machine_arn("a")) == sample_machine(1, "a").machine);
  CHECK_FALSE(store->find_machine_by_id(2));
  CHECK_FALSE(store->find_revision(20));
  CHECK_FALSE(store->find_revision(21));
  CHECK_FALSE(store->find_setting("lost"));
  CHECK(store->find_setting("kept") == "x");
  CHECK(numbers_of(store->list_running(0, 9)) == Numbers{1, 2});
  CHECK(names_of(store->list_machines({.scope = "123456789012/us-east-1", .after_name = ""})) ==
        Names{"a"});
  const StoreCounts counts = store->counts();
  CHECK(counts.machines == 1);
  CHECK(counts.executions == 2);
}

void rows_in_order(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, rows_batch({sample_machine(1, "a")})) == Written);
  // A machine made anew in the batch that deletes the old one, and an execution that starts and
  // ends in one.
  CHECK(write_batch(*store, rows_batch({DeleteMachine{1}, sample_machine(2, "a"),
                                        ReviseMachine{2, sample_revision(21, 2)},
                                        InsertExecution{sample_execution(1)},
                                        ending(1, ExecutionStatus::Succeeded, 0),
                                        PutSetting{"k", "1"}, PutSetting{"k", "2"}})) == Written);
  CHECK(store->find_machine(machine_arn("a"))->id == 2);
  CHECK(store->find_machine(machine_arn("a"))->revision == 21);
  CHECK(store->find_execution_by_number(1)->status == ExecutionStatus::Succeeded);
  CHECK(store->find_setting("k") == "2");
  // The other way round the ARN is taken.
  CHECK(write_batch(*store, rows_batch({sample_machine(3, "a"), DeleteMachine{2}})) == Conflict);
  CHECK(store->find_machine(machine_arn("a"))->id == 2);
}

void settings(const StoreBackend& backend) {
  const auto store = backend.open();
  CHECK(write_batch(*store, rows_batch({PutSetting{"a", "1"}, PutSetting{"b", ""}})) == Written);
  CHECK(store->find_setting("a") == "1");
  CHECK(store->find_setting("b") == "");
  CHECK(write_batch(*store, rows_batch({PutSetting{"a", "2"}})) == Written);
  CHECK(store->find_setting("a") == "2");
  CHECK_FALSE(store->find_setting("A"));
}

void odd_texts(const StoreBackend& backend) {
  const auto store = backend.open();
  JournalAppend append = sample_append(1, 1, 5);
  append.rows[0].payload = "";
  append.rows[1].payload = std::string("nul \0 inside", 12);
  append.rows[2].payload = "\xff\xfe not UTF-8 \xed\xa0\x80";
  append.rows[3].payload = "'; DROP TABLE journal; --";
  append.rows[4].payload = std::string(3'000'000, 'p');
  CHECK(write_batch(*store, {.journal = append, .rows = {}}) == Written);
  CHECK(whole_journal(*store, 1) == append.rows);

  InsertMachine machine = sample_machine(1, "a");
  machine.revision.definition = std::string(1'048'576, 'd');
  machine.machine.settings = "";
  CHECK(write_batch(*store, rows_batch({machine})) == Written);
  CHECK(store->find_revision(10) == machine.revision);
  CHECK(store->find_machine_by_id(1) == machine.machine);
  CHECK_FALSE(store->find_execution(""));
}

void extreme_numbers(const StoreBackend& backend) {
  const auto store = backend.open();
  const std::int64_t last = kExecutionNumberEnd - 1;
  Batch batch = start_batch(last, 2);
  batch.journal->rows[0].at = -1;
  batch.journal->rows[1].kind = -2'147'483'647;
  CHECK(write_batch(*store, batch) == Written);
  CHECK(whole_journal(*store, last) == batch.journal->rows);
  CHECK(numbers_of(store->list_running(0, 9)) == Numbers{last});
  CHECK(numbers_of(store->list_executions({.machine = 1, .status = {}, .before_number = {}})) ==
        Numbers{last});
}

void bugs_are_reported(const StoreBackend& backend) {
  const auto store = backend.open();
  const auto refused = [&](const Batch& batch) {
    const std::array<Batch, 2> both{start_batch(1, 1), batch};
    CHECK_THROWS_AS((void)store->write(both), BugError);
    CHECK(store->counts().executions == 0);  // nor the good one beside it
  };
  refused({.journal = JournalAppend{.execution = 2, .rows = {}}, .rows = {}});
  refused({.journal = sample_append(2, 0, 1), .rows = {}});
  refused({.journal = sample_append(0, 1, 1), .rows = {}});
  refused({.journal = sample_append(kExecutionNumberEnd, 1, 1), .rows = {}});
  refused({.journal = sample_append(2, kSeqEnd, kSeqEnd), .rows = {}});
  Batch gap{.journal = sample_append(2, 1, 3), .rows = {}};
  gap.journal->rows.erase(gap.journal->rows.begin() + 1);
  refused(gap);
  refused(rows_batch({InsertExecution{sample_execution(-1)}}));
  refused(rows_batch({ReviseMachine{1, sample_revision(11, 2)}}));
}

void many_executions(const StoreBackend& backend) {
  const auto store = backend.open();
  constexpr std::int64_t kMany = 3'000;
  for (std::int64_t first = 1; first <= kMany; first += 250) {
    std::vector<Batch> batches;
    for (std::int64_t number = first; number < first + 250; ++number) {
      batches.push_back(start_batch(number, 3));
    }
    const std::vector<WriteOutcome> outcomes = store->write(batches);
    REQUIRE(std::count(outcomes.begin(), outcomes.end(), Written) == 250);
  }
  CHECK(store->counts().executions == kMany);
  std::optional<std::int64_t> before;
  std::int64_t expected = kMany;
  for (;;) {
    const auto page =
        store->list_executions({.machine = 1, .status = {}, .before_number = before, .limit = 77});
    if (page.empty()) break;
    for (const ExecutionRow& row : page) {
      if (row.number != expected--) FAIL("out of order at " << row.number);
    }
    before = page.back().number;
  }
  CHECK(expected == 0);
  for (std::int64_t number = 1; number <= kMany; number += 97) {
    CHECK(store->find_execution(sample_execution(number).arn)->number == number);
    CHECK(whole_journal(*store, number) == sample_append(number, 1, 3).rows);
  }
}

void reopening(const StoreBackend& backend) {
  auto store = backend.open();
  const InsertMachine a = sample_machine(4, "a");
  REQUIRE(write_batch(*store, rows_batch({a, PutSetting{"k", "v"}})) == Written);
  REQUIRE(write_batch(*store, start_batch(6, 5)) == Written);
  const ExecutionRow execution = *store->find_execution_by_number(6);
  store.reset();
  store = backend.open();
  if (!backend.durable) {
    CHECK(store->counts().executions == 0);
    CHECK(store->next_machine_id() == 1);
    return;
  }
  CHECK(store->find_machine(machine_arn("a")) == a.machine);
  CHECK(store->find_revision(40) == a.revision);
  CHECK(store->find_execution_by_number(6) == execution);
  CHECK(whole_journal(*store, 6) == sample_append(6, 1, 5).rows);
  CHECK(store->find_setting("k") == "v");
  CHECK(store->next_machine_id() == 5);
  CHECK(store->next_revision_number() == 41);
  CHECK(store->next_execution_number() == 7);
  CHECK(write_batch(*store, start_batch(6, 1)) == Stale);
  CHECK(write_batch(*store, {.journal = sample_append(6, 6, 6), .rows = {}}) == Written);
}

void concurrent_readers(const StoreBackend& backend) {
  const auto store = backend.open();
  constexpr std::int64_t kCommits = 150;
  std::atomic<bool> done = false;
  std::atomic<std::int64_t> torn = 0;
  std::atomic<std::int64_t> reads = 0;
  // Each commit appends four records and sets last_seq with them. Who reads the row and then the
  // journal may find more records than the row says, never fewer, and always whole commits.
  const auto read = [&] {
    do {
      const auto row = store->find_execution_by_number(1);
      const auto journal = whole_journal(*store, 1);
      const auto size = static_cast<std::int64_t>(journal.size());
      if (size % 4 != 0 || (row && size < row->last_seq)) ++torn;
      if (size != 0 && journal.back().seq != size) ++torn;
      ++reads;
    } while (!done);
  };
  std::array<std::thread, 3> readers;
  for (std::thread& reader : readers) reader = std::thread(read);
  std::thread upkeep([&] {
    do {
      store->maintain();
    } while (!done);
  });
  bool all_written = write_batch(*store, start_batch(1, 4)) == Written;
  for (std::int64_t i = 1; i < kCommits; ++i) {
    UpdateExecution update = ending(1, ExecutionStatus::Running, i * 4 + 4);
    const Batch batch{.journal = sample_append(1, i * 4 + 1, i * 4 + 4), .rows = {update}};
    all_written = all_written && write_batch(*store, batch) == Written;
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  upkeep.join();
  CHECK(all_written);
  CHECK(torn == 0);
  CHECK(reads >= 3);
  CHECK(store->find_execution_by_number(1)->last_seq == kCommits * 4);
}

struct Clause {
  const char* sentence;
  void (*check)(const StoreBackend&);
};

constexpr auto kClauses = std::to_array<Clause>({
    {"an empty store finds nothing and counts from 1", &empty_store},
    {"a machine comes back as it was stored", &machine_round_trip},
    {"a machine gets a new revision and keeps the old one", &machine_revision},
    {"a deleted machine is found by id only and frees its ARN", &machine_deletion},
    {"a machine with a key that is taken is a conflict", &machine_conflicts},
    {"machines are listed by name in byte order, page by page", &machine_lists},
    {"an execution comes back as it was stored and updated", &execution_round_trip},
    {"an execution with a key that is taken is a conflict", &execution_conflicts},
    {"executions are listed newest first, page by page, by status", &execution_lists},
    {"a journal is read in both directions, page by page", &journal_pages},
    {"a batch that does not follow the stored journal is stale", &stale_batches},
    {"a refused batch leaves no trace and harms no others", &refused_batches_harm_no_others},
    {"the rows of a batch are written in their order", &rows_in_order},
    {"a setting is put and replaced", &settings},
    {"texts keep every byte", &odd_texts},
    {"the largest numbers are kept", &extreme_numbers},
    {"a batch that only a bug can make is refused with its group", &bugs_are_reported},
    {"thousands of executions page in order", &many_executions},
    {"opening again finds what a durable store held", &reopening},
    {"readers see whole commits while a writer writes", &concurrent_readers},
});

}  // namespace

void store_contract(const std::function<StoreBackend()>& make_backend) {
  for (const Clause& clause : kClauses) {
    DYNAMIC_SECTION(clause.sentence) { clause.check(make_backend()); }
  }
}

}  // namespace sfn::persistence::testing
