#include "persistence/testing/contract_clauses.h"
#include "persistence/testing/sample_rows.h"

namespace sfn::persistence::testing {

using enum WriteOutcome;

namespace {

UpdateMapRun ended(std::int64_t number) {
  return {.number = number,
          .status = MapRunStatus::Failed,
          .stopped_at = 1'700'000'002'000,
          .state = R"({"itemCounts":{"failed":1}})"};
}

}  // namespace

void map_run_round_trip(const StoreBackend& backend) {
  const auto store = backend.open();
  MapRunRow row = sample_map_run(4, 7);
  // As the engine writes it: with the record that starts it.
  Batch batch = start_batch(7, 3);
  batch.rows.emplace_back(InsertMapRun{row});
  CHECK(write_batch(*store, batch) == Written);
  CHECK(store->find_map_run(row.arn) == row);
  CHECK(store->find_map_run_by_number(4) == row);
  CHECK_FALSE(store->find_map_run(row.arn + "x"));
  CHECK_FALSE(store->find_map_run_by_number(5));

  CHECK(write_batch(*store, rows_batch({ended(4)})) == Written);
  row.status = MapRunStatus::Failed;
  row.stopped_at = ended(4).stopped_at;
  row.state = ended(4).state;
  CHECK(store->find_map_run(row.arn) == row);
}

void map_run_conflicts(const StoreBackend& backend) {
  const auto store = backend.open();
  const MapRunRow row = sample_map_run(1, 1);
  REQUIRE(write_batch(*store, rows_batch({InsertMapRun{row}})) == Written);
  MapRunRow same_arn = sample_map_run(2, 1);
  same_arn.arn = row.arn;
  CHECK(write_batch(*store, rows_batch({InsertMapRun{same_arn}})) == Conflict);
  MapRunRow same_number = row;
  same_number.arn += "x";
  CHECK(write_batch(*store, rows_batch({InsertMapRun{same_number}})) == Conflict);
  // An update of what is not there would lose what it says.
  CHECK(write_batch(*store, rows_batch({ended(2)})) == Conflict);
  // What comes before the conflict goes with it.
  CHECK(write_batch(*store, rows_batch({ended(1), InsertMapRun{sample_map_run(3, 1)},
                                        InsertMapRun{same_arn}})) == Conflict);
  CHECK(store->find_map_run(row.arn) == row);
  CHECK_FALSE(store->find_map_run(same_number.arn));
  CHECK(numbers_of(store->list_map_runs({.execution = 1})) == Numbers{1});
}

void map_run_lists(const StoreBackend& backend) {
  const auto store = backend.open();
  for (std::int64_t number = 1; number <= 7; ++number) {
    const MapRunRow row = sample_map_run(number, number % 2 == 0 ? 2 : 1);
    REQUIRE(write_batch(*store, rows_batch({InsertMapRun{row}})) == Written);
  }
  const auto list = [&](std::optional<std::int64_t> before, std::size_t limit) {
    return numbers_of(
        store->list_map_runs({.execution = 1, .before_number = before, .limit = limit}));
  };
  CHECK(list({}, 100) == Numbers{7, 5, 3, 1});
  CHECK(list({}, 2) == Numbers{7, 5});
  CHECK(list(5, 2) == Numbers{3, 1});
  CHECK(list(4, 1) == Numbers{3});
  CHECK(list(1, 100).empty());
  CHECK(list({}, 0).empty());
  CHECK(numbers_of(store->list_map_runs({.execution = 2})) == Numbers{6, 4, 2});
  CHECK(store->list_map_runs({.execution = 3}).empty());
  CHECK(store->list_map_runs({.execution = 1, .limit = 1}).front() == sample_map_run(7, 1));
}

void map_run_children(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, start_batch(1, 1)) == Written);
  // Not numbered in the order of their indexes, as after a restart.
  const std::vector<ExecutionRow> children{sample_child(3, 5, 2), sample_child(4, 5, 0),
                                           sample_child(6, 6, 0), sample_child(7, 5, 3),
                                           sample_child(8, 5, 1)};
  for (const ExecutionRow& child : children) {
    REQUIRE(write_batch(*store, rows_batch({InsertExecution{child}})) == Written);
  }
  REQUIRE(write_batch(*store, start_batch(9, 1)) == Written);
  CHECK(store->find_execution(children[0].arn) == children[0]);
  CHECK(store->find_execution_by_number(8) == children[4]);

  const auto of_machine = [&](std::optional<ExecutionStatus> status) {
    return numbers_of(
        store->list_executions({.machine = 1, .status = status, .before_number = {}}));
  };
  const auto of_map_run = [&](std::optional<ExecutionStatus> status,
                              std::optional<std::int64_t> before, std::size_t limit) {
    return numbers_of(store->list_executions(
        {.machine = 1, .status = status, .before_number = before, .limit = limit, .map_run = 5}));
  };
  const auto by_index = [&](std::int32_t after, std::size_t limit) {
    return numbers_of(store->list_children(5, after, limit));
  };
  CHECK(of_machine({}) == Numbers{9, 1});
  CHECK(of_machine(ExecutionStatus::Running) == Numbers{9, 1});
  CHECK(of_map_run({}, {}, 100) == Numbers{8, 7, 4, 3});
  CHECK(of_map_run({}, {}, 2) == Numbers{8, 7});
  CHECK(of_map_run({}, 7, 2) == Numbers{4, 3});
  CHECK(of_map_run(ExecutionStatus::Running, {}, 100) == Numbers{8, 7, 4, 3});
  CHECK(of_map_run(ExecutionStatus::Failed, {}, 100).empty());
  CHECK(by_index(-1, 100) == Numbers{4, 8, 3, 7});
  CHECK(by_index(-1, 2) == Numbers{4, 8});
  CHECK(by_index(1, 100) == Numbers{3, 7});
  CHECK(by_index(3, 100).empty());
  CHECK(by_index(-1, 0).empty());
  CHECK(store->list_children(7, -1, 100).empty());
  CHECK(numbers_of(store->list_running(0, 100)) == Numbers{1, 3, 4, 6, 7, 8, 9});

  // What a child's end changes, and what it does not.
  REQUIRE(write_batch(*store, rows_batch({ending(4, ExecutionStatus::Failed, 3)})) == Written);
  CHECK(of_map_run(ExecutionStatus::Failed, {}, 100) == Numbers{4});
  CHECK(of_map_run(ExecutionStatus::Running, 8, 100) == Numbers{7, 3});
  CHECK(of_map_run({}, {}, 100) == Numbers{8, 7, 4, 3});
  CHECK(of_machine(ExecutionStatus::Failed).empty());
  const ExecutionRow first = store->list_children(5, -1, 1).front();
  CHECK(first.status == ExecutionStatus::Failed);
  CHECK(first.map_run == 5);
  CHECK(first.map_run_index == 0);
  CHECK(first.item_count == 1);
}

void child_conflicts(const StoreBackend& backend) {
  const auto store = backend.open();
  REQUIRE(write_batch(*store, rows_batch({InsertExecution{sample_child(1, 1, 0)}})) == Written);
  CHECK(write_batch(*store, rows_batch({InsertExecution{sample_child(2, 1, 0)}})) == Conflict);
  CHECK(write_batch(*store, rows_batch({InsertExecution{sample_child(3, 1, 1)},
                                        InsertExecution{sample_child(4, 1, 1)}})) == Conflict);
  CHECK(numbers_of(store->list_children(1, -1, 10)) == Numbers{1});
  CHECK(numbers_of(store->list_executions(
            {.machine = 1, .status = {}, .before_number = {}, .map_run = 1})) == Numbers{1});
  // The same index under another map run, and none at all.
  CHECK(write_batch(*store, rows_batch({InsertExecution{sample_child(5, 2, 0)},
                                        InsertExecution{sample_execution(6)},
                                        InsertExecution{sample_execution(7)}})) == Written);
  CHECK(numbers_of(store->list_children(2, -1, 10)) == Numbers{5});
}

}  // namespace sfn::persistence::testing
