#include "engine/runtime/engine.h"

#include <algorithm>
#include <future>

#include "base/testing/catch.h"
#include "engine/runtime/testing/running_engine.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace {

using persistence::ExecutionStatus;
using persistence::StoreError;
using testing::RunningEngine;

const std::string kPass = R"({"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}})";
const std::string kWait =
    R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"End":true}}})";
const std::string kTask =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}})";
const std::string kTaskThenWait = R"({"StartAt":"T","States":{
    "T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Next":"W"},
    "W":{"Type":"Wait","Seconds":3600,"End":true}}})";
// Goes on until its history is full.
const std::string kLoop = R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},
    "B":{"Type":"Choice","Choices":[{"Variable":"$.done","IsPresent":true,"Next":"C"}],"Default":"A"},
    "C":{"Type":"Succeed"}}})";

const std::string kTaskEvents =
    "ExecutionStarted TaskStateEntered LambdaFunctionScheduled LambdaFunctionStarted "
    "LambdaFunctionSucceeded "
    "TaskStateExited";

EngineOptions one_thread() {
  EngineOptions options;
  options.turn_threads = 1;
  return options;
}

// One of them waits in a write that is held, the other one goes on.
EngineOptions two_threads() {
  EngineOptions options;
  options.turn_threads = 2;
  return options;
}

}  // namespace

TEST_CASE("Engine: runs an execution to its end", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().answer("T", R"({ "a" : 1.0 })");
  CHECK(running.start("m", "e").started_at == running.clock().now());
  running.wait_for_end("m", "e");
  CHECK(running.event_types("m", "e") == kTaskEvents + " ExecutionSucceeded");
  CHECK(running.result("m", "e") == R"({ "a" : 1.0 })");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: nothing leaves before it is committed, neither the answer nor a call",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.store().hold_writes();
  auto started = std::async(std::launch::async, [&] { return running.start("m", "e"); });
  running.store().wait_for_held_write();
  CHECK(started.wait_for(20ms) == std::future_status::timeout);
  CHECK(running.services().calls("T") == 0);
  CHECK_FALSE(running.row("m", "e"));
  running.store().release_writes();
  CHECK(started.get().outcome == StartReply::Outcome::Started);
  running.wait_for_end("m", "e");
  CHECK(running.services().calls("T") == 1);
}

TEST_CASE("Engine: an ARN is started once", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().hold("T");
  CHECK(running.start("m", "e", "1").outcome == StartReply::Outcome::Started);
  CHECK(running.start("m", "e", "2").outcome == StartReply::Outcome::ArnTaken);
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 1; });
  running.services().release("T");
  running.wait_for_end("m", "e");
  CHECK(running.services().calls("T") == 1);
}

TEST_CASE("Engine: a start that could not be stored never happened", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.store().fail_writes(1);
  CHECK_THROWS_AS(running.start("m", "e"), StoreError);
  CHECK_FALSE(running.row("m", "e"));
  CHECK(running.services().calls("T") == 0);
  CHECK(running.start("m", "e").outcome == StartReply::Outcome::Started);
  running.wait_for_end("m", "e");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: where a batch cannot be written the execution is folded again and goes on",
          "[runtime][engine]") {
  // After its start, for every later batch in turn.
  for (std::size_t failures = 1; failures <= 4; ++failures) {
    CAPTURE(failures);
    RunningEngine running;
    running.define("m", kTask);
    running.services().hold("T");
    running.start("m", "e");
    running.wait_until([&] { return running.services().calls("T") == 1; });
    running.store().fail_writes(failures);
    running.services().release("T");
    running.wait_for_end("m", "e");
    CHECK(running.event_types("m", "e") == kTaskEvents + " ExecutionSucceeded");
    // What the call had answered is not asked again: only the writing is repeated.
    CHECK(running.services().calls("T") == 1);
  }
}

TEST_CASE("Engine: a journal that cannot be read for a while does not have a call made twice",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().hold("T");
  running.start("m", "e");
  running.wait_until([&] { return running.row("m", "e")->last_seq == 4; });
  running.store().fail_reads(3);
  running.store().fail_writes(1);
  running.services().release("T");
  running.wait_for_end("m", "e");
  CHECK(running.event_types("m", "e") == kTaskEvents + " ExecutionSucceeded");
  CHECK(running.services().calls("T") == 1);
}

TEST_CASE("Engine: who stops an execution that is just ending is answered once its end is stored",
          "[runtime][engine]") {
  RunningEngine running{two_threads()};
  running.define("m", kTask);
  running.services().hold("T");
  running.start("m", "e");
  running.wait_until([&] { return running.row("m", "e")->last_seq == 4; });
  running.store().hold_writes();
  auto other = std::async(std::launch::async, [&] { running.define("other", kPass); });
  running.store().wait_for_held_write();  // the end has to wait behind it
  running.services().release("T");
  running.wait_until([&] { return running.engine().counts().calls_in_flight == 0; });
  CHECK(other.wait_for(20ms) == std::future_status::timeout);
  auto stopped = std::async(std::launch::async, [&] { return running.stop("m", "e"); });
  CHECK(stopped.wait_for(20ms) == std::future_status::timeout);
  running.store().release_writes();
  CHECK_FALSE(stopped.get());
  CHECK(running.status("m", "e") == ExecutionStatus::Succeeded);
  other.get();
}

TEST_CASE("Engine: an execution does not run far ahead of the disk", "[runtime][engine]") {
  EngineOptions options = two_threads();
  options.record_share = 10;
  RunningEngine running{options};
  running.define("loop", kLoop);
  running.store().hold_writes();
  auto other = std::async(std::launch::async, [&] { running.define("other", kPass); });
  running.store().wait_for_held_write();
  auto started = std::async(std::launch::async, [&] { return running.start("loop", "e"); });
  CHECK(started.wait_for(50ms) == std::future_status::timeout);
  running.store().release_writes();
  other.get();
  CHECK(started.get().outcome == StartReply::Outcome::Started);
  running.wait_for_end("loop", "e");
  const std::vector<std::size_t> writes = running.store().writes();
  CHECK(*std::max_element(writes.begin(), writes.end()) <= 2);
}

TEST_CASE("Engine: a bug of the engine fails the execution that met it", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().hold("T");
  running.start("m", "e");
  running.wait_until([&] { return running.row("m", "e")->last_seq == 4; });
  running.break_turn(1);
  running.services().release("T");
  running.wait_for_end("m", "e");
  CHECK(running.status("m", "e") == ExecutionStatus::Failed);
  CHECK(running.result("m", "e").starts_with("States.Runtime: Internal error: "));
  CHECK(running.event_types("m", "e") ==
        "ExecutionStarted TaskStateEntered LambdaFunctionScheduled LambdaFunctionStarted "
        "ExecutionFailed");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: what goes wrong on the thread of timers and calls does not end the server",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kWait);
  running.define("p", kPass);
  running.start("m", "e");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
  running.break_turn(1);  // there is none: the queue of timers looks at the clock
  running.wait_until([&] { return running.has_broken(); });
  running.start("p", "e");
  running.wait_for_end("p", "e");
  CHECK(running.status("p", "e") == ExecutionStatus::Succeeded);
}

TEST_CASE("Engine: a bug that an execution meets in its first turn fails it, and it is there",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.break_turn(1);
  CHECK(running.start("m", "e", R"({"keep":"me"})").outcome == StartReply::Outcome::Started);
  running.wait_for_end("m", "e");
  CHECK(running.event_types("m", "e") == "ExecutionStarted ExecutionFailed");
  const auto first = running.store().read_journal(
      {.execution = running.row("m", "e")->number, .from_seq = 1, .limit = 1});
  CHECK(first.front().payload.find(R"({"keep":"me"})") != std::string::npos);
  CHECK(first.front().payload.find("arn:aws:iam::123456789012:role/r") != std::string::npos);
}

TEST_CASE("Engine: an execution that a bug has ended ends its calls", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().hold("T");
  running.start("m", "e");
  running.wait_until([&] { return running.row("m", "e")->last_seq == 4; });
  running.break_turn(1);
  CHECK_FALSE(running.stop("m", "e"));
  CHECK(running.status("m", "e") == ExecutionStatus::Failed);
  running.wait_until([&] { return running.engine().counts().calls_in_flight == 0; });
}

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

TEST_CASE("Engine: a thousand branches call side by side and join in their order",
          "[runtime][engine]") {
  constexpr int kBranches = 1000;
  std::string branches;
  std::string expected;
  RunningEngine running;
  for (int i = 0; i < kBranches; ++i) {
    const std::string name = "T" + std::to_string(i);
    branches +=
        (i == 0 ? "" : ",") + (R"({"StartAt":")" + name + R"(","States":{")" + name) +
        R"(":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}})";
    expected += (i == 0 ? "[" : ",") + std::to_string(i);
    running.services().answer(name, std::to_string(i));
  }
  running.define("m", R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[)" +
                          branches + "]}}}");
  running.start("m", "e");
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == expected + "]");
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

TEST_CASE("Engine: a bug that is met while the execution's first batch is on its way still ends it",
          "[runtime][engine]") {
  EngineOptions options = two_threads();
  options.record_share = 10;
  RunningEngine running{options};
  running.define("loop", kLoop);
  running.store().hold_writes();
  auto other = std::async(std::launch::async, [&] { running.define("other", kPass); });
  running.store().wait_for_held_write();
  running.break_turn(2);
  auto started = std::async(std::launch::async, [&] { return running.start("loop", "e"); });
  CHECK(started.wait_for(50ms) == std::future_status::timeout);
  running.store().release_writes();
  other.get();
  CHECK(started.get().outcome == StartReply::Outcome::Started);
  running.wait_for_end("loop", "e");
  CHECK(running.result("loop", "e").starts_with("States.Runtime: Internal error: "));
}

TEST_CASE("Engine: who waits for a batch that cannot be written gets an error",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kWait);
  running.start("m", "e");
  running.store().fail_writes(1);
  CHECK_THROWS_AS(running.stop("m", "e"), StoreError);
  CHECK(running.status("m", "e") == ExecutionStatus::Running);
  CHECK(running.stop("m", "e").has_value());
  CHECK(running.status("m", "e") == ExecutionStatus::Aborted);
  CHECK(running.event_types("m", "e") == "ExecutionStarted WaitStateEntered ExecutionAborted");
}

TEST_CASE("Engine: who waits for an execution whose journal cannot be read gets an error",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kWait);
  running.start("m", "e");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
  running.store().fail_reads(1);
  CHECK_THROWS_AS(running.stop("m", "e"), StoreError);
  CHECK(running.status("m", "e") == ExecutionStatus::Running);
  CHECK(running.stop("m", "e").has_value());
}

TEST_CASE(
    "Engine: a journal that makes no sense harms its own execution only, which can be stopped",
    "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kWait);
  running.define("p", kPass);
  running.start("m", "e");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
  const persistence::ExecutionRow row = *running.row("m", "e");
  const std::vector<persistence::Batch> nonsense{
      {persistence::JournalAppend{
           row.number, {{.seq = row.last_seq + 1, .event_id = 3, .kind = 9999, .payload = "?"}}},
       {}}};
  CHECK(running.store().write(nonsense).front() == persistence::WriteOutcome::Written);
  running.clock().advance(1h);  // what is due cannot happen
  running.wait_until([&] { return running.engine().counts().timers == 0; });
  running.start("p", "e");
  running.wait_for_end("p", "e");
  CHECK(running.status("p", "e") == ExecutionStatus::Succeeded);
  CHECK(running.status("m", "e") == ExecutionStatus::Running);
  CHECK(running.stop("m", "e") == running.clock().now());
  CHECK(running.status("m", "e") == ExecutionStatus::Aborted);
  const auto last = running.store().read_journal(
      {.execution = row.number, .from_seq = row.last_seq + 2, .limit = 10});
  REQUIRE(last.size() == 1);
  CHECK(last.front().event_id == 4);
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: an execution whose definition is of no use any more can be stopped",
          "[runtime][engine]") {
  RunningEngine running;
  running.shut_down();
  persistence::InsertMachine machine;
  machine.machine.id = 1;
  machine.machine.arn = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  machine.machine.revision = 1;
  machine.revision.number = 1;
  machine.revision.machine = 1;
  machine.revision.definition = R"({"StartAt":"gone"})";
  persistence::InsertExecution execution;
  execution.execution.number = 1;
  execution.execution.arn = "arn:aws:states:us-east-1:123456789012:execution:m:e";
  execution.execution.machine = 1;
  execution.execution.revision = 1;
  execution.execution.last_seq = 1;
  const std::vector<persistence::Batch> rows{
      {persistence::JournalAppend{
           1, {{.seq = 1, .event_id = 1, .payload = "{\"v\":1,\"role\":\"r\"}\n{}"}}},
       {machine, execution}}};
  REQUIRE(running.store().write(rows).front() == persistence::WriteOutcome::Written);
  running.restart();
  CHECK(running.stop("m", "e").has_value());
  CHECK(running.event_types("m", "e") == "ExecutionStarted ExecutionAborted");
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

TEST_CASE("Engine: stopping an execution ends its call, and a late answer changes nothing",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().hold("T");
  running.start("m", "e");
  running.wait_until([&] { return running.services().calls("T") == 1; });
  CHECK(running.stop("m", "e").has_value());
  running.services().release("T");
  running.wait_until([&] { return running.engine().counts().calls_in_flight == 0; });
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
  const std::string events = running.event_types("m", "e");
  CHECK(events.ends_with("ExecutionAborted"));
  CHECK(events.find("LambdaFunctionSucceeded") == std::string::npos);
}

TEST_CASE("Engine: what has ended is not stopped, and an unknown execution neither",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kPass);
  running.start("m", "e");
  running.wait_for_end("m", "e");
  CHECK_FALSE(running.stop("m", "e"));
  CHECK_FALSE(running.stop("m", "unknown"));
  CHECK(running.status("m", "e") == ExecutionStatus::Succeeded);
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

TEST_CASE("Engine: a definition that loops does not hold the only thread", "[runtime][engine]") {
  EngineOptions options = one_thread();
  options.record_share = 10;
  RunningEngine running{options};
  running.define("loop", kLoop);
  running.define("p", kPass);
  running.start("loop", "e");
  for (int i = 0; i < 5; ++i) {
    running.start("p", std::to_string(i));
    running.wait_for_end("p", std::to_string(i));
  }
  CHECK(running.status("loop", "e") == ExecutionStatus::Running);
  CHECK(running.stop("loop", "e").has_value());
  CHECK(running.status("loop", "e") == ExecutionStatus::Aborted);
}

TEST_CASE("Engine: stops in time with work in flight, and what it had answered is stored",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.define("loop", kLoop);
  running.services().hold("T");
  for (int i = 0; i < 20; ++i) running.start("m", std::to_string(i));
  running.start("loop", "e");
  running.wait_until([&] { return running.engine().counts().calls_in_flight == 20; });
  const auto before = std::chrono::steady_clock::now();
  running.shut_down();
  CHECK(std::chrono::steady_clock::now() - before < 2s);
  for (int i = 0; i < 20; ++i)
    CHECK(running.event_types("m", std::to_string(i)).starts_with("ExecutionStarted"));
  running.services().release("T");
  running.restart();
  for (int i = 0; i < 20; ++i) running.wait_for_end("m", std::to_string(i));
}

TEST_CASE("Engine: many executions at once end, each with its own input", "[runtime][engine]") {
  EngineOptions options;
  options.turn_threads = 4;
  RunningEngine running{options};
  running.define("p", kPass);
  constexpr int kExecutions = 300;
  std::vector<std::thread> clients;
  for (int client = 0; client < 3; ++client) {
    clients.emplace_back([&running, client] {
      for (int i = client; i < kExecutions; i += 3)
        running.start("p", std::to_string(i), std::to_string(i));
    });
  }
  for (std::thread& client : clients) client.join();
  for (int i = 0; i < kExecutions; ++i) {
    running.wait_for_end("p", std::to_string(i));
    CHECK(running.result("p", std::to_string(i)) == std::to_string(i));
  }
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: a machine that was written is seen by the next look", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kPass);
  const std::string arn = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  const auto machine = running.engine().find_machine(arn);
  REQUIRE(machine != nullptr);
  CHECK(running.engine().find_machine(arn) == machine);  // kept
  running.define("other", kPass);
  CHECK(running.engine().find_machine(arn)->row == machine->row);
  CHECK(running.engine().find_machine(arn + "x") == nullptr);
  CHECK(running.engine().definition_of(machine->row.revision) == machine->definition);
  CHECK(running.engine().definition_of(999) == nullptr);
}

}  // namespace sfn::engine
