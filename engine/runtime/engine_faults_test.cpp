// What the engine makes of a store that fails, of bugs, and of journals that cannot be read.
#include <future>

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
using testing::kPass;
using testing::kTask;
using testing::kTaskEvents;
using testing::kWait;
using testing::RunningEngine;
using testing::two_threads;

}  // namespace

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
      {{persistence::JournalAppend{
           row.number, {{.seq = row.last_seq + 1, .event_id = 3, .kind = 9999, .payload = "?"}}}},
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
      {{persistence::JournalAppend{
           1, {{.seq = 1, .event_id = 1, .payload = "{\"v\":1,\"role\":\"r\"}\n{}"}}}},
       {machine, execution}}};
  REQUIRE(running.store().write(rows).front() == persistence::WriteOutcome::Written);
  running.restart();
  CHECK(running.stop("m", "e").has_value());
  CHECK(running.event_types("m", "e") == "ExecutionStarted ExecutionAborted");
}

}  // namespace sfn::engine
