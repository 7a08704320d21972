#include "persistence/testing/contract_clauses.h"
#include "persistence/testing/sample_rows.h"

namespace sfn::persistence::testing {

using enum WriteOutcome;

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
  CHECK(write_batch(*store, {.journals = {sample_append(7, 3, 5)}, .rows = {end}}) == Written);
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
  CHECK(write_batch(*store, {.journals = {sample_append(2, 1, 3)},
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

}  // namespace sfn::persistence::testing
