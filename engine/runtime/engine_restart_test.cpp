// Executions that leave memory, come back, and outlive a restart.
#include "base/testing/catch.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/testing/running_engine.h"
#include "engine/runtime/testing/sample_machines.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace {

using persistence::ExecutionStatus;
using persistence::StoreError;
using testing::kLoop;
using testing::kTask;
using testing::kTaskEvents;
using testing::kTaskThenWait;
using testing::kWait;
using testing::one_thread;
using testing::RunningEngine;

}  // namespace

TEST_CASE("Engine: after a restart an execution knows what it was started with",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"Next":"T"},
      "T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true,
           "Parameters":{"execution.$":"$$.Execution.Id","machine.$":"$$.StateMachine.Name","input.$":"$$.Execution.Input",
                         "role.$":"$$.Execution.RoleArn","start.$":"$$.Execution.StartTime","name.$":"$$.Execution.Name"}}}})");
  running.start("m", "e", R"({"keep":"me"})");
  running.wait_until([&] { return running.row("m", "e")->sleeps_until.has_value(); });
  running.restart();
  running.clock().advance(1h);
  running.wait_for_end("m", "e");
  std::string payload;
  for (const auto& row :
       running.store().read_journal({.execution = running.row("m", "e")->number, .from_seq = 1})) {
    if (row.payload.find("region") != std::string::npos) payload = row.payload;
  }
  CAPTURE(payload);
  for (const std::string_view part :
       {R"("region":"us-east-1")", R"(execution:m:e")", R"("machine":"m")",
        R"("input":{"keep":"me"})", R"("role":"arn:aws:iam::123456789012:role/r")",
        R"("start":"2026-01-01T00:00:00.000Z")", R"("name":"e")"}) {
    CHECK(payload.find(part) != std::string::npos);
  }
}

TEST_CASE("Engine: a long journal is folded to its end", "[runtime][engine]") {
  EngineOptions options;
  options.record_share = 10;
  RunningEngine running{options};
  running.define("loop", kLoop);
  running.start("loop", "e");
  running.wait_until([&] { return running.row("loop", "e")->last_seq > 1000; });
  running.restart();
  running.wait_for_end("loop", "e");
  CHECK(running.row("loop", "e")->last_seq == 25'000);
  CHECK(running.result("loop", "e")
            .starts_with("States.Runtime: The execution reached the maximum number"));
}

TEST_CASE("Engine: a waiting execution leaves memory and comes back when it is due",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kWait);
  running.start("m", "e", R"({"keep":"me"})");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
  CHECK(running.engine().counts().timers == 1);
  CHECK(running.row("m", "e")->sleeps_until == to_epoch_milliseconds(running.clock().now() + 1h));
  running.clock().advance(3599s);
  CHECK(running.status("m", "e") == ExecutionStatus::Running);
  running.clock().advance(1s);
  running.wait_for_end("m", "e");
  CHECK(running.event_types("m", "e") ==
        "ExecutionStarted WaitStateEntered WaitStateExited ExecutionSucceeded");
  CHECK(running.result("m", "e") == R"({"keep":"me"})");
  CHECK(running.row("m", "e")->stopped_at == to_epoch_milliseconds(running.clock().now()));
  running.wait_until([&] { return running.engine().counts().timers == 0; });
}

TEST_CASE("Engine: an execution that waits for a moment stays in memory", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":5,"End":true}}})");
  running.start("m", "e");
  running.wait_until([&] { return running.engine().counts().timers == 1; });
  running.store().fail_reads(1);  // were its journal read, it would show
  running.clock().advance(5s);
  running.wait_for_end("m", "e");
  CHECK_THROWS_AS(running.event_types("m", "e"), StoreError);
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: an execution that is not in memory can be stopped", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kWait);
  running.start("m", "e");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
  CHECK(running.stop("m", "e") == running.clock().now());
  CHECK(running.status("m", "e") == ExecutionStatus::Aborted);
  CHECK(running.result("m", "e") == "StopError: stop cause");
  running.wait_until([&] { return running.engine().counts().timers == 0; });
}

TEST_CASE("Engine: a call that was in flight is made again after a restart, and counts once",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().hold("T");
  running.start("m", "e");
  running.wait_until([&] { return running.services().calls("T") == 1; });
  for (std::size_t restarts = 1; restarts <= 3; ++restarts) {
    running.restart();
    running.wait_until([&] { return running.services().calls("T") == 1 + restarts; });
  }
  running.services().release("T");
  running.wait_for_end("m", "e");
  CHECK(running.event_types("m", "e") == kTaskEvents + " ExecutionSucceeded");
}

TEST_CASE("Engine: a Wait that fell due while the server was down ends at once",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTaskThenWait);
  running.start("m", "e");
  running.wait_until([&] { return running.row("m", "e")->sleeps_until.has_value(); });
  running.shut_down();
  running.clock().advance(2h);
  running.restart();
  running.wait_for_end("m", "e");
  CHECK(running.event_types("m", "e") ==
        kTaskEvents + " WaitStateEntered WaitStateExited ExecutionSucceeded");
  CHECK(running.services().calls("T") == 1);
}

TEST_CASE("Engine: a restart leaves what sleeps on its shelf", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kWait);
  for (int i = 0; i < 50; ++i) running.start("m", std::to_string(i));
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
  running.shut_down();
  running.store().fail_reads(1);  // were any journal read, it would show
  running.restart();
  CHECK(running.engine().counts().executions_in_memory == 0);
  CHECK(running.engine().counts().timers == 50);
  running.store().fail_reads(0);
  running.clock().advance(1h);
  for (int i = 0; i < 50; ++i) running.wait_for_end("m", std::to_string(i));
}

TEST_CASE("Engine: an execution outlives a restart after every batch", "[runtime][engine]") {
  EngineOptions options = one_thread();
  options.record_share = 1;
  RunningEngine running{options};
  running.define("m", R"({"StartAt":"P","States":{
      "P":{"Type":"Parallel","Next":"W","Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}},
        {"StartAt":"B","States":{"B":{"Type":"Pass","Next":"C"},"C":{"Type":"Wait","Seconds":60,"End":true}}}]},
      "W":{"Type":"Wait","Seconds":60,"End":true}}})");
  running.services().answer("A", "1");
  running.start("m", "e", "2");
  while (running.status("m", "e") == ExecutionStatus::Running) {
    const std::int64_t before = running.row("m", "e")->last_seq;
    running.clock().advance(60s);
    running.restart();
    running.wait_until([&] { return running.row("m", "e")->last_seq > before; });
  }
  CHECK(running.result("m", "e") == "[1,2]");
}

}  // namespace sfn::engine
