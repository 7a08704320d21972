#include <array>
#include <atomic>
#include <thread>

#include "base/assert.h"
#include "persistence/batch_check.h"
#include "persistence/testing/contract_clauses.h"
#include "persistence/testing/sample_rows.h"

namespace sfn::persistence::testing {

using enum WriteOutcome;

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
  CHECK_FALSE(store->find_activity("arn"));
  CHECK(store->list_activities({.scope = "123456789012/us-east-1", .after_name = ""}).empty());
  CHECK(store->list_stops({}, 10).empty());
  CHECK(store->list_machines({.scope = "123456789012/us-east-1", .after_name = ""}).empty());
  CHECK(store->list_executions({.machine = 1, .status = {}, .before_number = {}}).empty());
  CHECK(store->list_running(0, 10).empty());
  CHECK_FALSE(store->find_map_run("arn"));
  CHECK_FALSE(store->find_map_run_by_number(1));
  CHECK(store->list_map_runs({.execution = 1}).empty());
  CHECK(store->list_children(1, -1, 10).empty());
  CHECK(whole_journal(*store, 1).empty());
  CHECK(store->write({}).empty());
  const StoreCounts counts = store->counts();
  CHECK(counts.machines + counts.executions + counts.running == 0);
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

void stops(const StoreBackend& backend) {
  const auto store = backend.open();
  const StopRow of_anybody{"arn:b", ""};
  const StopRow of_one{"arn:b", "x#1"};
  const StopRow other{"arn:a", "x#2"};
  // Beside the record that ends the waiting.
  Batch batch = start_batch(1, 2);
  batch.rows.emplace_back(PutStop{of_one});
  batch.rows.emplace_back(PutStop{other});
  CHECK(write_batch(*store, batch) == Written);
  CHECK(write_batch(*store, rows_batch({PutStop{of_anybody}, PutStop{of_one}})) == Written);
  CHECK(store->list_stops({}, 10) == std::vector<StopRow>{other, of_anybody, of_one});
  CHECK(store->list_stops({}, 2) == std::vector<StopRow>{other, of_anybody});
  CHECK(store->list_stops(of_anybody, 10) == std::vector<StopRow>{of_one});
  // A stale batch asks for nothing to be stopped.
  batch.rows.emplace_back(PutStop{{"arn:c", ""}});
  CHECK(write_batch(*store, batch) == Stale);
  CHECK(write_batch(*store, rows_batch({PutStop{{"arn:d", ""}},
                                        InsertExecution{sample_execution(1)}})) == Conflict);
  CHECK(write_batch(*store, rows_batch({RemoveStop{of_anybody}, RemoveStop{{"arn:e", ""}}})) ==
        Written);
  CHECK(store->list_stops({}, 10) == std::vector<StopRow>{other, of_one});
}

void odd_texts(const StoreBackend& backend) {
  const auto store = backend.open();
  JournalAppend append = sample_append(1, 1, 5);
  append.rows[0].payload = "";
  append.rows[1].payload = std::string("nul \0 inside", 12);
  append.rows[2].payload = "\xff\xfe not UTF-8 \xed\xa0\x80";
  append.rows[3].payload = "'; DROP TABLE journal; --";
  append.rows[4].payload = std::string(3'000'000, 'p');
  CHECK(write_batch(*store, {.journals = {append}, .rows = {}}) == Written);
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
  batch.journals.front().rows[0].at = -1;
  batch.journals.front().rows[1].kind = -2'147'483'647;
  CHECK(write_batch(*store, batch) == Written);
  CHECK(whole_journal(*store, last) == batch.journals.front().rows);
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
  refused({.journals = {JournalAppend{.execution = 2, .rows = {}}}, .rows = {}});
  refused({.journals = {sample_append(2, 0, 1)}, .rows = {}});
  refused({.journals = {sample_append(0, 1, 1)}, .rows = {}});
  refused({.journals = {sample_append(kExecutionNumberEnd, 1, 1)}, .rows = {}});
  refused({.journals = {sample_append(2, kSeqEnd, kSeqEnd)}, .rows = {}});
  Batch gap{.journals = {sample_append(2, 1, 3)}, .rows = {}};
  gap.journals.front().rows.erase(gap.journals.front().rows.begin() + 1);
  refused(gap);
  refused({.journals = {sample_append(2, 1, 1), sample_append(2, 2, 2)}, .rows = {}});
  refused(rows_batch({InsertExecution{sample_execution(-1)}}));
  refused(rows_batch({InsertExecution{sample_child(2, 1, -1)}}));
  refused(rows_batch({InsertMapRun{sample_map_run(0, 1)}}));
  refused(rows_batch({InsertMapRun{sample_map_run(1, 0)}}));
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
  REQUIRE(
      write_batch(*store, rows_batch({a, PutSetting{"k", "v"}, InsertActivity{sample_activity("b")},
                                      PutStop{{"arn", "by"}}})) == Written);
  REQUIRE(write_batch(*store, start_batch(6, 5)) == Written);
  const MapRunRow map_run = sample_map_run(3, 6);
  const ExecutionRow child = sample_child(7, 3, 0);
  REQUIRE(write_batch(*store, rows_batch({InsertMapRun{map_run}, InsertExecution{child}})) ==
          Written);
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
  CHECK(store->find_activity(sample_activity("b").arn) == sample_activity("b"));
  CHECK(store->list_stops({}, 10) == std::vector<StopRow>{{"arn", "by"}});
  CHECK(store->next_machine_id() == 5);
  CHECK(store->next_revision_number() == 41);
  CHECK(store->find_map_run(map_run.arn) == map_run);
  CHECK(store->list_children(3, -1, 9) == std::vector{child});
  CHECK(store->next_execution_number() == 8);
  CHECK(write_batch(*store, start_batch(6, 1)) == Stale);
  CHECK(write_batch(*store, {.journals = {sample_append(6, 6, 6)}, .rows = {}}) == Written);
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
    const Batch batch{.journals = {sample_append(1, i * 4 + 1, i * 4 + 4)}, .rows = {update}};
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

}  // namespace sfn::persistence::testing
