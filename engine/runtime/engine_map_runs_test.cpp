// Map runs whose children are executions of their own: their rows, their limits, and restarts.
#include "base/testing/catch.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/testing/map_run_machines.h"
#include "engine/runtime/testing/running_engine.h"
#include "engine/runtime/testing/sample_machines.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace {

using persistence::ExecutionStatus;
using RunStatus = persistence::MapRunStatus;
using testing::are_all_children;
using testing::child_counts;
using testing::children_of;
using testing::distributed;
using testing::kPass;
using testing::kTaskEvents;
using testing::kTaskOfItem;
using testing::kWait;
using testing::machine_of;
using testing::map_run_of;
using testing::numbers;
using testing::RunningEngine;

const std::string kMapEvents =
    "ExecutionStarted MapStateEntered MapStateStarted MapRunStarted MapRunSucceeded "
    "MapStateSucceeded MapStateExited ExecutionSucceeded";

// Three children that wait for what their Tasks are told.
void start_three(RunningEngine& running, const std::string& kind) {
  running.define("m", machine_of(distributed(kTaskOfItem, "", kind)));
  running.services().hold("T");
  running.start("m", "e", "[3,1,2]");
  running.wait_until([&] { return running.services().calls("T") == 3; });
}

void check_three(RunningEngine& running) {
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == "[3,1,2]");
  CHECK(running.event_types("m", "e") == kMapEvents);
  CHECK(children_of(running).size() == 3);
  CHECK(are_all_children(running, ExecutionStatus::Succeeded));
  CHECK(map_run_of(running).status == RunStatus::Succeeded);
  CHECK(child_counts(running) == "0 0 3 0 0");
  CHECK(running.store().counts().executions == 4);
}

}  // namespace

TEST_CASE("Engine: the children of a map run are executions, and their outputs come in order",
          "[runtime][engine][map-run]") {
  const auto [kind, prefix] =
      GENERATE(std::pair{"STANDARD", "arn:aws:states:us-east-1:123456789012:execution:m/L:"},
               std::pair{"EXPRESS", "arn:aws:states:us-east-1:123456789012:express:m/L:"});
  RunningEngine running;
  start_three(running, kind);
  CHECK(child_counts(running) == "0 3 0 0 0");
  running.services().release("T");
  check_three(running);
  const auto run = map_run_of(running);
  CHECK(run.arn.starts_with("arn:aws:states:us-east-1:123456789012:mapRun:m/L:"));
  CHECK(run.label == "L");
  CHECK(run.stopped_at == running.row("m", "e")->stopped_at);
  std::int32_t index = 0;
  for (const auto& child : children_of(running)) {
    CHECK(child.map_run == run.number);
    CHECK(child.map_run_index == index++);
    CHECK(child.item_count == 1);
    CHECK(child.revision == run.revision);
    CHECK(child.arn.starts_with(prefix));
    CHECK(child.arn.find(child.name) != std::string::npos);
  }
  const auto of_machine = running.store().list_executions(
      {.machine = run.machine, .status = std::nullopt, .before_number = std::nullopt});
  REQUIRE(of_machine.size() == 1);
  CHECK(of_machine.front().name == "e");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: a child with several items says how many", "[runtime][engine][map-run]") {
  RunningEngine running;
  running.define("m", machine_of(distributed(kPass, R"("ItemBatcher":{"MaxItemsPerBatch":2},)")));
  running.start("m", "e", "[1,2,3]");
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == R"([{"Items":[1,2]},{"Items":[3]}])");
  const auto children = children_of(running);
  REQUIRE(children.size() == 2);
  CHECK(children[0].item_count == 2);
  CHECK(children[1].item_count == 1);
}

TEST_CASE("Engine: no more children run at once than MaxConcurrency says, which can be raised",
          "[runtime][engine][map-run]") {
  RunningEngine running;
  running.define("m", machine_of(distributed(kTaskOfItem, R"("MaxConcurrency":2,)")));
  running.services().hold("T");
  running.start("m", "e", numbers(5));
  running.wait_until([&] { return running.services().calls("T") == 2; });
  CHECK(child_counts(running) == "3 2 0 0 0");
  SECTION("as it is") {}
  SECTION("as it is after a restart") {
    running.restart();
    running.wait_until([&] { return running.services().calls("T") == 4; });
    CHECK(children_of(running).size() == 2);
  }
  SECTION("raised") {
    CHECK(running.update_map_run({map_run_of(running).arn, 4, std::nullopt, std::nullopt}));
    running.wait_until([&] { return running.services().calls("T") == 4; });
    CHECK(child_counts(running) == "1 4 0 0 0");
    CHECK(map_run_of(running).state.find(R"("maxConcurrency":4)") != std::string::npos);
  }
  running.services().release("T");
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == numbers(5));
  CHECK(child_counts(running) == "0 0 5 0 0");
  for (const auto& child : children_of(running))
    CHECK(child.revision == running.row("m", "e")->revision);
  CHECK_FALSE(running.update_map_run({map_run_of(running).arn, 1, std::nullopt, std::nullopt}));
}

TEST_CASE("Engine: children that wait outlive restarts, and each counts once",
          "[runtime][engine][map-run]") {
  RunningEngine running;
  SECTION("in calls") {
    start_three(running, "STANDARD");
    running.restart();
    running.wait_until([&] { return running.services().calls("T") == 6; });
    running.services().release("T");
  }
  SECTION("in memory no more") {
    running.define("m", machine_of(distributed(kWait)));
    running.start("m", "e", "[3,1,2]");
    running.wait_until([&] { return running.engine().counts().executions_in_memory == 1; });
    running.shut_down();
    running.clock().advance(1h);
    running.restart();
  }
  SECTION("when one of them had ended before") {
    running.define("m",
                   machine_of(distributed(
                       R"({"StartAt":"W","States":{"W":{"Type":"Wait","SecondsPath":"$","Next":"V"},
                                "V":{"Type":"Wait","SecondsPath":"$","End":true}}})")));
    running.start("m", "e", "[3,1,2]");
    running.wait_until([&] { return running.engine().counts().timers == 3; });
    running.clock().advance(2s);
    running.restart();
    running.wait_until([&] {
      running.clock().advance(1s);
      return children_of(running)[1].status == ExecutionStatus::Succeeded;
    });
    running.restart();
    running.wait_until([&] {
      running.clock().advance(1s);
      return running.status("m", "e") != ExecutionStatus::Running;
    });
  }
  SECTION("of EXPRESS kind, which begin again") {
    start_three(running, "EXPRESS");
    running.restart();
    running.wait_until([&] { return running.services().calls("T") == 6; });
    running.services().release("T");
    running.wait_for_end("m", "e");
    for (const auto& child : children_of(running)) CHECK(child.last_seq == 2);
  }
  check_three(running);
}

TEST_CASE("Engine: what children did is in their own journals once, whatever restarts there were",
          "[runtime][engine][map-run]") {
  RunningEngine running;
  start_three(running, "STANDARD");
  for (std::size_t restarts = 1; restarts <= 3; ++restarts) {
    running.restart();
    running.wait_until([&] { return running.services().calls("T") == 3 + 3 * restarts; });
  }
  running.services().release("T");
  check_three(running);
  for (const auto& child : children_of(running))
    CHECK(running.event_types("m/L", child.name) == kTaskEvents + " ExecutionSucceeded");
}

TEST_CASE("Engine: children that ended before their parent could be told are told after a restart",
          "[runtime][engine][map-run]") {
  const std::string kind = GENERATE("STANDARD", "EXPRESS");
  const std::size_t count = 250;  // more than are read at once
  RunningEngine running;
  running.define("m", machine_of(distributed(kTaskOfItem, "", kind)));
  running.services().hold("T");
  running.start("m", "e", numbers(static_cast<int>(count)));
  running.wait_until([&] { return running.services().calls("T") == count; });
  const std::int64_t parent = running.row("m", "e")->number;
  running.store().refuse_writes_of([=](std::int64_t execution) { return execution == parent; });
  running.services().release("T");
  running.wait_until([&] { return are_all_children(running, ExecutionStatus::Succeeded); });
  CHECK(child_counts(running) == "0 250 0 0 0");
  SECTION("or when the disk works again") { running.store().refuse_writes_of({}); }
  SECTION("the first one") {
    running.shut_down();
    running.store().refuse_writes_of({});
    running.restart();
  }
  SECTION("the last of several that end it while it folds") {
    for (int restarts = 0; restarts < 5; ++restarts) running.restart();
    running.shut_down();
    running.store().refuse_writes_of({});
    running.restart();
  }
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == numbers(static_cast<int>(count)));
  CHECK(child_counts(running) == "0 0 250 0 0");
  CHECK(running.store().counts().executions == 1 + static_cast<std::int64_t>(count));
}

TEST_CASE("Engine: a distributed Map in the processor of another one",
          "[runtime][engine][map-run]") {
  RunningEngine running;
  const std::string inner = machine_of(distributed(kTaskOfItem, "", "STANDARD", "Inner"), "", "N");
  running.define("m", machine_of(distributed(inner)));
  running.services().hold("T");
  running.start("m", "e", "[[1,2],[],[3]]");
  running.wait_until([&] { return running.services().calls("T") == 3; });
  SECTION("in one go") {}
  SECTION("over a restart") {
    running.restart();
    running.wait_until([&] { return running.services().calls("T") == 6; });
  }
  SECTION("that is stopped") {
    running.stop("m", "e");
    running.wait_until([&] { return running.store().counts().running == 0; });
    CHECK(running.status("m", "e") == ExecutionStatus::Aborted);
    running.wait_until([&] { return running.store().list_stops({}, 1).empty(); });
    return;
  }
  running.services().release("T");
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == "[[1,2],[],[3]]");
  const auto outer = children_of(running);
  REQUIRE(outer.size() == 3);
  const auto runs = running.store().list_map_runs({.execution = outer.front().number});
  REQUIRE(runs.size() == 1);
  CHECK(runs.front().arn.starts_with("arn:aws:states:us-east-1:123456789012:mapRun:m/Inner:"));
  const auto innermost = children_of(running, runs.front());
  REQUIRE(innermost.size() == 2);
  CHECK(innermost.front().arn.starts_with(
      "arn:aws:states:us-east-1:123456789012:execution:m/Inner:"));
}

}  // namespace sfn::engine
