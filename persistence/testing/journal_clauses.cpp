#include "persistence/batch_check.h"
#include "persistence/testing/contract_clauses.h"
#include "persistence/testing/sample_rows.h"

namespace sfn::persistence::testing {

using enum WriteOutcome;

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

void several_journals(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, start_batch(1, 3)) == Written);
  // A parent that goes on and the children that it starts.
  const Batch starts{
      .journals = {sample_append(1, 4, 5), sample_append(2, 1, 2), sample_append(3, 1, 1)},
      .rows = {InsertExecution{sample_execution(2)}, InsertExecution{sample_execution(3)}}};
  CHECK(write_batch(*store, starts) == Written);
  CHECK(whole_journal(*store, 1) == sample_append(1, 1, 5).rows);
  CHECK(whole_journal(*store, 2) == sample_append(2, 1, 2).rows);
  CHECK(whole_journal(*store, 3) == sample_append(3, 1, 1).rows);

  // One that does not follow spoils all, whichever it is.
  const PutSetting lost{"lost", "1"};
  CHECK(write_batch(*store, {.journals = {sample_append(1, 6, 6), sample_append(2, 4, 4)},
                             .rows = {lost}}) == Stale);
  CHECK(write_batch(*store, {.journals = {sample_append(2, 2, 2), sample_append(1, 6, 6)},
                             .rows = {lost}}) == Stale);
  // So does a conflict.
  CHECK(write_batch(*store, {.journals = {sample_append(1, 6, 6), sample_append(4, 1, 1)},
                             .rows = {lost, InsertExecution{sample_execution(4)},
                                      InsertExecution{sample_execution(2)}}}) == Conflict);
  CHECK(whole_journal(*store, 1) == sample_append(1, 1, 5).rows);
  CHECK(whole_journal(*store, 2) == sample_append(2, 1, 2).rows);
  CHECK(whole_journal(*store, 4).empty());
  CHECK_FALSE(store->find_execution_by_number(4));
  CHECK_FALSE(store->find_setting("lost"));

  // Batches of one call see the ones before them.
  const std::vector<Batch> both{
      {.journals = {sample_append(1, 6, 6), sample_append(2, 3, 3)}, .rows = {}},
      {.journals = {sample_append(2, 4, 4), sample_append(3, 2, 2)}, .rows = {}}};
  CHECK(store->write(both) == std::vector{Written, Written});
  CHECK(whole_journal(*store, 2) == sample_append(2, 1, 4).rows);
}

void stale_batches(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, start_batch(1, 3)) == Written);
  const ExecutionRow before = *store->find_execution_by_number(1);
  const auto step = [](std::int64_t first, std::int64_t last) {
    return Batch{.journals = {sample_append(1, first, last)},
                 .rows = {ending(1, ExecutionStatus::Failed, last), PutSetting{"k", "v"},
                          InsertExecution{sample_execution(2)}}};
  };
  CHECK(write_batch(*store, step(3, 4)) == Stale);  // 3 is stored
  CHECK(write_batch(*store, step(1, 9)) == Stale);
  CHECK(write_batch(*store, step(5, 6)) == Stale);  // 4 is not
  CHECK(write_batch(*store, {.journals = {sample_append(5, 2, 2)}, .rows = {}}) == Stale);
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
  batches.push_back({.journals = {sample_append(1, 2, 3)}, .rows = {}});  // stale
  batches.push_back({.journals = {sample_append(1, 3, 3)}, .rows = {}});  // the order of the span
  batches.push_back(start_batch(1, 2));  // stale before it conflicts
  // Everything before and after the conflicting row goes with it.
  batches.push_back(
      {.journals = {sample_append(2, 1, 1)},
       .rows = {PutSetting{"lost", "1"}, DeleteMachine{1}, InsertExecution{sample_execution(2)},
                ending(1, ExecutionStatus::Aborted, 9), sample_machine(2, "b"),
                ReviseMachine{2, sample_revision(21, 2)}, InsertExecution{sample_execution(1)},
                PutSetting{"lost", "2"}}});
  batches.push_back({.journals = {sample_append(2, 1, 2)},
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

}  // namespace sfn::persistence::testing
