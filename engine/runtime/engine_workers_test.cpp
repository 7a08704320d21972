// Executions whose tasks are with others: holders of task tokens, and workers of activities.
#include <future>

#include "base/testing/catch.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/testing/running_engine.h"
#include "engine/runtime/testing/sample_machines.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace {

using persistence::ExecutionStatus;
using testing::RunningEngine;
using testing::two_threads;

const std::string kCallback = R"({"StartAt":"T","States":{"T":{"Type":"Task","End":true,
    "Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","HeartbeatSeconds":10,
    "Parameters":{"FunctionName":"f","Payload":{"token.$":"$$.Task.Token"}}}}})";
const std::string kActivity = R"({"StartAt":"T","States":{"T":{"Type":"Task","End":true,
    "Resource":"arn:aws:states:us-east-1:123456789012:activity:a"}}})";
const std::string kSubmitted =
    "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSubmitted";
const std::string kTaken = "ExecutionStarted TaskStateEntered ActivityScheduled ActivityStarted";

CallResult value(std::string json) { return Json::parse_trusted(std::move(json)); }

// A callback that has been handed over; its token.
TaskToken start_callback(RunningEngine& running) {
  running.define("m", kCallback);
  running.services().answer("T", "{}");
  running.start("m", "e");
  running.wait_until([&] { return running.event_types("m", "e") == kSubmitted; });
  return running.task_token("m", "e");
}

}  // namespace

TEST_CASE("Engine: the holder of a task's token ends the task", "[runtime][engine]") {
  RunningEngine running;
  const TaskToken token = start_callback(running);
  CHECK(running.report(token, value(R"({ "r" : 1.0 })")) == TaskReply::Taken);
  CHECK(running.status("m", "e") == ExecutionStatus::Succeeded);  // stored when it is answered
  CHECK(running.result("m", "e") == R"({ "r" : 1.0 })");
  CHECK(running.report(token, value("2")) == TaskReply::Over);
  CHECK(running.heartbeat(token) == TaskReply::Over);
}

TEST_CASE("Engine: a task token is good over a restart, and its call is not made again",
          "[runtime][engine]") {
  RunningEngine running;
  const TaskToken token = start_callback(running);
  running.restart();
  CHECK(running.heartbeat(token) == TaskReply::Taken);
  running.restart();
  CHECK(running.report(token, sfn::unexpected(StatesError{"E", "c"})) == TaskReply::Taken);
  CHECK(running.result("m", "e") == "E: c");
  CHECK(running.services().calls("T") == 1);
}

TEST_CASE("Engine: an execution that waits for a token sleeps until its heartbeat is due",
          "[runtime][engine]") {
  RunningEngine running;
  const TaskToken token = start_callback(running);
  CHECK(running.row("m", "e")->sleeps_until == to_epoch_milliseconds(running.clock().now() + 10s));
  running.clock().advance(9s);
  CHECK(running.heartbeat(token) == TaskReply::Taken);
  running.restart();
  CHECK(running.engine().counts().executions_in_memory == 0);
  running.clock().advance(9s);
  CHECK(running.heartbeat(token) == TaskReply::Taken);
  running.clock().advance(10s);
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == "States.Timeout: none");
  CHECK(running.heartbeat(token) == TaskReply::Over);
}

TEST_CASE("Engine: a token of another store, or of no execution, names no task",
          "[runtime][engine]") {
  RunningEngine running;
  TaskToken token = start_callback(running);
  token.run = run_mark("arn:aws:states:us-east-1:123456789012:execution:m:e", {});
  CHECK(running.report(token, value("1")) == TaskReply::Unknown);
  token.execution = 99;
  CHECK(running.heartbeat(token) == TaskReply::Unknown);
  CHECK(running.status("m", "e") == ExecutionStatus::Running);
}

TEST_CASE("Engine: a task's answer that could not be stored is refused and may come again",
          "[runtime][engine]") {
  RunningEngine running;
  const TaskToken token = start_callback(running);
  running.store().fail_writes(1);
  CHECK_THROWS_AS(running.report(token, value("1")), persistence::StoreError);
  CHECK(running.report(token, value("2")) == TaskReply::Taken);
  CHECK(running.result("m", "e") == "2");
}

TEST_CASE("Engine: a worker takes the task of an activity and reports", "[runtime][engine]") {
  RunningEngine running;
  running.define_activity("a");
  running.define("m", kActivity);
  running.start("m", "e", R"({ "in" : 1.0 })");
  const PollReply reply = running.poll("a", "w");
  REQUIRE(reply.outcome == PollReply::Outcome::Task);
  CHECK(reply.input == R"({ "in" : 1.0 })");
  CHECK(running.event_types("m", "e") == kTaken);
  const auto token = decode_task_token(reply.task_token);
  REQUIRE(token);
  CHECK(running.report(*token, value("[ 1 ]")) == TaskReply::Taken);
  CHECK(running.result("m", "e") == "[ 1 ]");
}

TEST_CASE("Engine: a worker that waits gets the task that comes", "[runtime][engine]") {
  RunningEngine running;
  running.define_activity("a");
  running.define("m", kActivity);
  auto poll = std::async(std::launch::async, [&] { return running.poll("a", std::nullopt); });
  running.start("m", "e", "1");
  CHECK(poll.get().input == "1");
  CHECK(running.event_types("m", "e") == kTaken);
}

TEST_CASE("Engine: a worker gets its task after the commit that starts it", "[runtime][engine]") {
  RunningEngine running{two_threads()};
  running.define_activity("a");
  running.define("m", kActivity);
  running.start("m", "e", "1");
  running.store().hold_writes();
  auto poll = std::async(std::launch::async, [&] { return running.poll("a", "w"); });
  running.store().wait_for_held_write();
  CHECK(poll.wait_for(0s) == std::future_status::timeout);
  running.store().release_writes();
  CHECK(poll.get().input == "1");
}

TEST_CASE("Engine: a task whose start could not be stored is offered again", "[runtime][engine]") {
  RunningEngine running;
  running.define_activity("a");
  running.define("m", kActivity);
  running.start("m", "e", "1");
  running.store().fail_writes(1);
  CHECK(running.poll("a", "w").input == "1");
  CHECK(running.event_types("m", "e") == kTaken);
}

TEST_CASE("Engine: after a restart tasks that nobody took are offered again, and no others",
          "[runtime][engine]") {
  RunningEngine running;
  running.define_activity("a");
  running.define("m", kActivity);
  running.start("m", "taken", "0");
  const PollReply taken = running.poll("a", "w");
  for (const char* name : {"1", "2", "3"}) {
    running.clock().advance(1s);
    running.start("m", name, name);
  }
  running.restart();
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 4; });
  std::multiset<std::string> inputs;
  for (int i = 0; i < 3; ++i) inputs.insert(running.poll("a", "w").input);
  CHECK(inputs == std::multiset<std::string>{"1", "2", "3"});
  CHECK(running.report(*decode_task_token(taken.task_token), value("7")) == TaskReply::Taken);
  CHECK(running.result("m", "taken") == "7");
}

TEST_CASE("Engine: after a restart the task that was scheduled first is given away first",
          "[runtime][engine]") {
  RunningEngine running{two_threads()};
  running.define_activity("a");
  running.define("m", kActivity);
  running.define("waits", R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":5,"Next":"T"},
      "T":{"Type":"Task","End":true,
           "Resource":"arn:aws:states:us-east-1:123456789012:activity:a"}}})");
  running.start("waits", "e", "\"second\"");
  running.clock().advance(1s);
  running.start("m", "e", "\"first\"");
  running.clock().advance(5s);
  running.wait_until([&] { return running.event_types("waits", "e").ends_with("Scheduled"); });
  // The other one is folded, and offers its task.
  running.store().hold_reads_of(running.row("m", "e")->number);
  running.restart();
  auto poll = std::async(std::launch::async, [&] { return running.poll("a", "w"); });
  CHECK(poll.wait_for(50ms) == std::future_status::timeout);
  running.store().hold_reads_of(0);
  CHECK(poll.get().input == "\"first\"");
  CHECK(running.poll("a", "w").input == "\"second\"");
}

TEST_CASE("Engine: a client that has hung up does not take a task with it", "[runtime][engine]") {
  RunningEngine running;
  running.define_activity("a");
  running.define("m", kActivity);
  running.start("m", "e", "1");
  CHECK(running.poll("a", "gone", [] { return false; }).outcome == PollReply::Outcome::Nothing);
  CHECK(running.poll("a", "w").input == "1");
}

TEST_CASE("Engine: a task that polls for a worker does so no longer than it runs",
          "[runtime][engine]") {
  RunningEngine running;
  running.define_activity("a");
  running.define("m", kActivity);
  running.define("poller", R"({"StartAt":"P","States":{"P":{"Type":"Task","TimeoutSeconds":9,
      "Resource":"arn:aws:states:::aws-sdk:sfn:getActivityTask","End":true,
      "Parameters":{"ActivityArn":"arn:aws:states:us-east-1:123456789012:activity:a"}}}})");
  const auto calls = [&] { return running.engine().counts().calls_in_flight; };
  running.start("poller", "times out");
  running.start("poller", "is stopped");
  running.wait_until([&] { return running.api().polls() == 2; });
  running.stop("poller", "is stopped");
  running.wait_until([&] { return calls() == 1; });
  running.clock().advance(9s);
  running.wait_for_end("poller", "times out");
  running.wait_until([&] { return calls() == 0; });
  running.start("m", "e", "1");
  CHECK(running.poll("a", "w").input == "1");
}

TEST_CASE("Engine: the task of an execution that was stopped is offered to nobody",
          "[runtime][engine]") {
  RunningEngine running;
  running.define_activity("a");
  running.define("m", kActivity);
  running.start("m", "e", "1");
  running.stop("m", "e");
  running.start("m", "f", "2");
  CHECK(running.poll("a", "w").input == "2");
}

TEST_CASE("Engine: a task of an activity that was deleted fails its execution",
          "[runtime][engine]") {
  RunningEngine running;
  running.define_activity("a");
  running.define("m", kActivity);
  running.delete_activity("a");
  running.start("m", "e");
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") ==
        "States.Runtime: An error occurred while executing the state 'T' (entered at the event id "
        "#2). The activity arn:aws:states:us-east-1:123456789012:activity:a does not exist.");
}

TEST_CASE("Engine: a worker that waits goes away with nothing before the server stops",
          "[runtime][engine]") {
  RunningEngine running;
  running.define_activity("a");
  auto poll = std::async(std::launch::async, [&] { return running.poll("a", "w"); });
  running.engine().release_pollers();
  CHECK(poll.get().outcome == PollReply::Outcome::Nothing);
}

}  // namespace sfn::engine
