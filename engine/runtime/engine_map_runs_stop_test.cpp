// Map runs that come to no good end: their children stop, over restarts too, and with a disk that
// fails.
#include <algorithm>

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
using testing::kFailOrWait;
using testing::kTaskOfItem;
using testing::kWait;
using testing::machine_of;
using testing::machine_with_gate;
using testing::map_run_of;
using testing::numbers;
using testing::RunningEngine;

// Nothing is left to be stopped.
void wait_for_empty_outbox(RunningEngine& running) {
  running.wait_until([&] { return running.store().list_stops({}, 1).empty(); });
}

// The parent is over, or has gone on; its children are as good as stopped.
void check_all_stopped(RunningEngine& running, std::size_t children) {
  running.wait_until([&] { return are_all_children(running, ExecutionStatus::Aborted); });
  CHECK(children_of(running).size() == children);
  wait_for_empty_outbox(running);
  running.wait_until([&] { return running.store().counts().running == 0; });
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
  CHECK(running.engine().counts().timers == 0);
}

// Waits for three children, whose disk fails from now on. A STANDARD one has written by then that
// its task has started; otherwise that write, refused, could fail the parent's in one transaction.
void wait_for_three(RunningEngine& running, const std::string& kind) {
  running.wait_until([&] { return running.services().calls("T") == 3; });
  running.wait_until([&] {
    const auto children = children_of(running);
    return kind == "EXPRESS" || std::all_of(children.begin(), children.end(), [](const auto& row) {
             return row.last_seq >= 4;  // TaskStarted
           });
  });
  const std::int64_t parent = running.row("m", "e")->number;
  running.store().refuse_writes_of([=](std::int64_t execution) { return execution != parent; });
}

}  // namespace

TEST_CASE("Engine: the children of a map run are stopped when nobody waits for it any more",
          "[runtime][engine][map-run]") {
  const std::string kind = GENERATE("STANDARD", "EXPRESS");
  const bool is_restarted = GENERATE(false, true);
  RunningEngine running;
  running.services().hold("T");
  const std::string map = distributed(kTaskOfItem, "", kind);
  ExecutionStatus status = ExecutionStatus::Aborted;
  SECTION("its execution is stopped") {
    running.define("m", machine_of(map));
    running.start("m", "e", "[1,2,3]");
    wait_for_three(running, kind);
    running.stop("m", "e");
  }
  SECTION("its execution times out") {
    running.define("m", machine_of(map, R"("TimeoutSeconds":60,)"));
    running.start("m", "e", "[1,2,3]");
    wait_for_three(running, kind);
    running.clock().advance(1min);
    status = ExecutionStatus::TimedOut;
  }
  SECTION("a sibling fails") {
    running.define("m", machine_of(R"({"Type":"Parallel","End":true,"Branches":[)" +
                                       machine_of(map) + R"(,{"StartAt":"W","States":{
                                       "W":{"Type":"Wait","Seconds":60,"Next":"F"},"F":{"Type":"Fail"}}}]})",
                                   "", "P"));
    running.start("m", "e", "[1,2,3]");
    wait_for_three(running, kind);
    running.clock().advance(1min);
    status = ExecutionStatus::Failed;
  }
  running.wait_for_end("m", "e");
  CHECK(running.status("m", "e") == status);
  CHECK(map_run_of(running).status == RunStatus::Aborted);
  CHECK(child_counts(running) == "0 0 0 0 3");
  CHECK(running.store().list_stops({}, 10).size() == 1);
  if (is_restarted) running.shut_down();
  running.store().refuse_writes_of({});
  if (is_restarted) running.restart();
  check_all_stopped(running, 3);
}

TEST_CASE("Engine: the children of an execution that cannot be read are stopped with it",
          "[runtime][engine][map-run]") {
  RunningEngine running;
  running.services().hold("T");
  running.define("m", machine_of(distributed(kTaskOfItem)));
  running.start("m", "e", "[1,2,3]");
  running.wait_until([&] { return running.services().calls("T") == 3; });
  running.shut_down();
  running.break_journal("m", "e");
  running.restart();
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 3; });
  CHECK(running.stop("m", "e").has_value());
  CHECK(running.status("m", "e") == ExecutionStatus::Aborted);
  CHECK(map_run_of(running).status == RunStatus::Aborted);
  CHECK(child_counts(running) == "0 0 0 0 3");
  check_all_stopped(running, 3);
}

TEST_CASE("Engine: a map run with more failures than it tolerates stops the other children",
          "[runtime][engine][map-run]") {
  const std::string kind = GENERATE("STANDARD", "EXPRESS");
  RunningEngine running;
  running.define("m", machine_of(distributed(kFailOrWait, "", kind)));
  running.start("m", "e", "[1,2,0,3]");
  running.wait_for_end("m", "e");
  CHECK(running.status("m", "e") == ExecutionStatus::Failed);
  CHECK(running.result("m", "e").starts_with("States.ExceedToleratedFailureThreshold: "));
  CHECK(map_run_of(running).status == RunStatus::Failed);
  CHECK(child_counts(running) == "0 0 0 1 3");
  running.wait_until([&] { return running.store().counts().running == 0; });
  wait_for_empty_outbox(running);
  const auto children = children_of(running);
  CHECK(children[2].status == ExecutionStatus::Failed);
  CHECK(children[3].status == ExecutionStatus::Aborted);
}

TEST_CASE("Engine: more children than are read at once are stopped", "[runtime][engine][map-run]") {
  RunningEngine running;
  running.define("m", machine_of(distributed(kWait)));
  running.start("m", "e", numbers(1200));
  running.wait_until([&] { return running.store().counts().running == 1201; });
  running.stop("m", "e");
  check_all_stopped(running, 1200);
}

TEST_CASE("Engine: an item that no input can be made of ends the run and stops what has started",
          "[runtime][engine][map-run]") {
  // AWS "ItemSelector"; the third item has no such field, or no such text.
  const auto [selector, catcher] = GENERATE(
      std::pair{R"("ItemSelector":{"v.$":"$$.Map.Item.Value.a"},)", ""},
      std::pair{R"-("ItemSelector":{"v.$":"States.StringToJson($$.Map.Item.Value.b)"},)-",
                R"("Catch":[{"ErrorEquals":["States.ALL"],"Next":"X"}],)"},
      std::pair{R"-("ItemSelector":{"v.$":"States.StringToJson($$.Map.Item.Value.b)"},)-",
                R"("Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":1,"IntervalSeconds":1}],)"},
      std::pair{
          R"-("QueryLanguage":"JSONata","ItemSelector":"{% $parse($states.context.Map.Item.Value.b) %}",)-",
          R"("Catch":[{"ErrorEquals":["States.ALL"],"Next":"X"}],)"},
      std::pair{
          R"-("QueryLanguage":"JSONata","ItemSelector":"{% $parse($states.context.Map.Item.Value.b) %}",)-",
          R"("Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":1,"IntervalSeconds":1}],)"});
  const bool has_gate = GENERATE(false, true);
  CAPTURE(selector, catcher, has_gate);
  RunningEngine running;
  const std::string map = distributed(kWait, std::string(selector) + catcher);
  std::string machine = has_gate ? machine_with_gate(map) : machine_of(map);
  if (map.find(R"("Next":"X")") != std::string::npos)
    machine.replace(machine.size() - 2, 2, R"(,"X":{"Type":"Fail"}}})");
  running.define("m", machine);
  running.start("m", "e", R"([{"a":1,"b":"1"},{"a":2,"b":"2"},{"b":"no JSON"}])");
  running.wait_until([&] {
    running.clock().advance(1s);
    return running.status("m", "e") != ExecutionStatus::Running;
  });
  CHECK(running.status("m", "e") == ExecutionStatus::Failed);
  for (const auto& run :
       running.store().list_map_runs({.execution = running.row("m", "e")->number})) {
    CHECK(run.status == RunStatus::Failed);
    CHECK(children_of(running, run).size() == 2);
  }
  check_all_stopped(running, 2);
}

TEST_CASE("Engine: a bug of the engine in a parent's turn ends its map run",
          "[runtime][engine][map-run]") {
  RunningEngine running;
  running.services().hold("T");
  running.define("m", machine_of(distributed(kTaskOfItem)));
  running.start("m", "e", "[1,2,3]");
  running.wait_until([&] { return running.services().calls("T") == 3; });
  running.wait_until([&] {
    const auto children = children_of(running);
    return std::all_of(children.begin(), children.end(),
                       [](const auto& child) { return child.last_seq == 4; });
  });
  running.break_turn(1);
  CHECK(running.update_map_run({map_run_of(running).arn, 2, std::nullopt, std::nullopt}) == false);
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e").starts_with("States.Runtime: Internal error: "));
  CHECK(map_run_of(running).status == RunStatus::Aborted);
  check_all_stopped(running, 3);
}

TEST_CASE("Engine: a batch with children that cannot be written starts none of them, but later",
          "[runtime][engine][map-run]") {
  const std::string kind = GENERATE("STANDARD", "EXPRESS");
  const std::size_t failures = GENERATE(1, 2, 3, 5, 8);
  CAPTURE(kind, failures);
  RunningEngine running;
  running.define("m", machine_with_gate(distributed(kTaskOfItem, R"("MaxConcurrency":2,)", kind)));
  running.services().hold("G");
  running.start("m", "e", numbers(6));
  running.wait_until([&] { return running.row("m", "e")->last_seq == 4; });
  running.store().fail_writes(failures);
  running.services().release("G");
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == numbers(6));
  CHECK(children_of(running).size() == 6);
  CHECK(child_counts(running) == "0 0 6 0 0");
  CHECK(running.store().counts().executions == 7);
  CHECK(running.store().counts().running == 0);
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: a start with children that could not be stored never happened",
          "[runtime][engine][map-run]") {
  RunningEngine running;
  running.define("m", machine_of(distributed(kTaskOfItem)));
  running.store().fail_writes(1);
  CHECK_THROWS_AS(running.start("m", "e", "[1,2]"), persistence::StoreError);
  CHECK(running.store().counts().executions == 0);
  CHECK(running.services().calls("T") == 0);
  CHECK(running.engine().counts().executions_in_memory == 0);
  running.start("m", "e", "[1,2]");
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == "[1,2]");
}

}  // namespace sfn::engine
