// Executions that start executions and wait for them: their ends, whoever stops them, and restarts.
#include "base/testing/catch.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/testing/running_engine.h"
#include "engine/runtime/testing/sample_machines.h"

using namespace std::chrono_literals;

namespace sfn::engine {

using persistence::ExecutionStatus;
using persistence::StopRow;
using testing::FakeLocalApi;
using testing::kPass;
using testing::kWait;
using testing::RunningEngine;

namespace {

const std::string kChild = "arn:aws:states:us-east-1:123456789012:execution:child:c";

std::string start_child(const std::string& more = "", const std::string& name = R"(,"Name":"c")") {
  return R"({"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2","Parameters":{
    "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child")" +
         name + "}" + more + R"(,"End":true})";
}
std::string parent(const std::string& state = start_child()) {
  return R"({"StartAt":"T","States":{"T":)" + state + "}}";
}

const std::string kSubmitted =
    "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSubmitted";

// A parent that waits for a child that waits for an hour.
void start_both(RunningEngine& running, const std::string& definition = parent()) {
  running.define("child", kWait);
  running.define("m", definition);
  running.start("m", "e");
  running.wait_until([&] { return running.row("child", "c").has_value(); });
}

void wait_for_submission(RunningEngine& running) {
  running.wait_until([&] { return running.event_types("m", "e") == kSubmitted; });
}

// Nothing is left to be stopped.
void wait_for_empty_outbox(RunningEngine& running) {
  running.wait_until([&] { return running.store().list_stops({}, 1).empty(); });
}

}  // namespace

TEST_CASE("Engine: a task waits for the execution that it started, and gets what became of it",
          "[runtime][engine][nested]") {
  RunningEngine running;
  start_both(running);
  wait_for_submission(running);
  running.clock().advance(1h);
  running.wait_for_end("m", "e");
  CHECK(running.event_types("m", "e") ==
        kSubmitted + " TaskSucceeded TaskStateExited ExecutionSucceeded");
  CHECK(running.result("m", "e") ==
        R"({"ExecutionArn":")" + kChild + R"(","Output":{},"Status":"SUCCEEDED"})");
  CHECK(running.store().list_stops({}, 1).empty());
}

TEST_CASE("Engine: what an execution that cannot be read has started is stopped with it",
          "[runtime][engine][nested]") {
  RunningEngine running;
  start_both(running);
  wait_for_submission(running);
  running.shut_down();
  running.break_journal("m", "e");
  running.restart();
  CHECK(running.stop("m", "e").has_value());
  CHECK(running.status("m", "e") == ExecutionStatus::Aborted);
  running.wait_for_end("child", "c");
  CHECK(running.status("child", "c") == ExecutionStatus::Aborted);
  wait_for_empty_outbox(running);
}

TEST_CASE("Engine: a child that ends before anybody waits for it is no loss",
          "[runtime][engine][nested]") {
  RunningEngine running;
  running.define("child", kPass);
  running.define("m", parent());
  running.api().hold(FakeLocalApi::Hold::AnswersToStarts);
  running.start("m", "e");
  running.wait_until([&] { return running.row("child", "c").has_value(); });
  running.wait_for_end("child", "c");
  running.api().hold(FakeLocalApi::Hold::Nothing);
  running.wait_for_end("m", "e");
  CHECK(running.status("m", "e") == ExecutionStatus::Succeeded);
}

TEST_CASE("Engine: an execution that fails, or is stopped, fails the task that waits for it",
          "[runtime][engine][nested]") {
  RunningEngine running;
  SECTION("failed") {
    running.define("child", R"({"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}})");
    running.define("m", parent());
    running.start("m", "e");
    running.wait_for_end("m", "e");
    CHECK(running.result("m", "e") == R"(States.TaskFailed: {"Error":"E","ExecutionArn":")" +
                                          kChild + R"(","Status":"FAILED"})");
  }
  SECTION("stopped") {
    start_both(running);
    wait_for_submission(running);
    running.stop("child", "c");
    running.wait_for_end("m", "e");
    CHECK(running.result("m", "e") ==
          R"(States.TaskFailed: {"ExecutionArn":")" + kChild + R"(","Status":"ABORTED"})");
  }
  CHECK(running.event_types("m", "e") == kSubmitted + " TaskFailed ExecutionFailed");
}

TEST_CASE("Engine: what cannot be started fails the task without having been submitted",
          "[runtime][engine][nested]") {
  RunningEngine running;
  running.define("m", parent());
  running.start("m", "e");
  running.wait_for_end("m", "e");
  CHECK(running.event_types("m", "e") ==
        "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskFailed ExecutionFailed");
}

TEST_CASE("Engine: a child is stopped when its parent is, or is not waiting any more",
          "[runtime][engine][nested]") {
  RunningEngine running;
  SECTION("the parent is stopped") {
    start_both(running);
    wait_for_submission(running);
    running.stop("m", "e");
  }
  SECTION("the task times out") {
    start_both(running, parent(start_child(R"(,"TimeoutSeconds":60)")));
    wait_for_submission(running);
    running.clock().advance(1min);
  }
  SECTION("the parent times out") {
    start_both(running, R"({"TimeoutSeconds":60,)" + parent().substr(1));
    wait_for_submission(running);
    running.clock().advance(1min);
  }
  SECTION("a sibling fails") {
    start_both(running,
               R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[)" +
                   parent() +
                   R"(,{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"Next":"F"},
                                "F":{"Type":"Fail"}}}]}}})");
    running.clock().advance(1min);
  }
  running.wait_for_end("child", "c");
  CHECK(running.status("child", "c") == ExecutionStatus::Aborted);
  CHECK(running.status("m", "e") != ExecutionStatus::Succeeded);
  wait_for_empty_outbox(running);
}

TEST_CASE("Engine: a child that starts while its parent is stopped is stopped, too",
          "[runtime][engine][nested]") {
  RunningEngine running;
  running.define("child", kWait);
  running.define("m", parent());
  running.api().hold(FakeLocalApi::Hold::Starts);
  running.start("m", "e");
  running.wait_until([&] { return running.api().starts() == 1; });
  running.stop("m", "e");
  CHECK(running.status("m", "e") == ExecutionStatus::Aborted);
  REQUIRE(running.store().list_stops({}, 10).size() == 1);
  CHECK(running.store().list_stops({}, 10).front().arn == kChild);
  running.api().hold(FakeLocalApi::Hold::Nothing);
  running.wait_until([&] { return running.row("child", "c").has_value(); });
  running.wait_for_end("child", "c");
  CHECK(running.status("child", "c") == ExecutionStatus::Aborted);
  wait_for_empty_outbox(running);
}

TEST_CASE("Engine: after a restart a child is waited for and not started again",
          "[runtime][engine][nested]") {
  RunningEngine running;
  start_both(running);
  wait_for_submission(running);
  SECTION("while it runs") { running.restart(); }
  SECTION("when it has ended meanwhile") {
    running.shut_down();
    running.clock().advance(1h);
    running.restart();
  }
  running.clock().advance(1h);
  running.wait_for_end("m", "e");
  CHECK(running.status("m", "e") == ExecutionStatus::Succeeded);
  CHECK(running.api().starts() == 1);
}

TEST_CASE("Engine: a call that is made again after a crash finds what it had started",
          "[runtime][engine][nested]") {
  RunningEngine running;
  running.define("child", kPass);
  std::string name;
  SECTION("by its name") { name = R"(,"Name":"c")"; }
  SECTION("without a name") {}
  running.define("m", parent(start_child("", name)));
  running.api().hold(FakeLocalApi::Hold::AnswersToStarts);
  running.start("m", "e");
  const std::int64_t child = running.row("m", "e")->number + 1;
  running.wait_until([&] {
    const auto row = running.store().find_execution_by_number(child);
    return row && row->status == ExecutionStatus::Succeeded;
  });
  running.shut_down();
  running.api().hold(FakeLocalApi::Hold::Nothing);
  running.restart();
  running.wait_for_end("m", "e");
  CHECK(running.status("m", "e") == ExecutionStatus::Succeeded);
  CHECK(running.api().starts() == 2);
  CHECK_FALSE(running.store().find_execution_by_number(child + 1));
}

TEST_CASE("Engine: what was to be stopped when the server was killed is stopped by the next one",
          "[runtime][engine][nested]") {
  RunningEngine running;
  running.define("child", kWait);
  running.start("child", "c");
  const auto ask = [&](StopRow stop) {
    const persistence::Batch batch{{}, {persistence::PutStop{std::move(stop)}}};
    REQUIRE(running.store().write({&batch, 1}).front() == persistence::WriteOutcome::Written);
  };
  SECTION("whoever started it") {
    ask({kChild, ""});
    running.restart();
    running.wait_for_end("child", "c");
    CHECK(running.status("child", "c") == ExecutionStatus::Aborted);
  }
  SECTION("but not what somebody else has started by that name") {
    ask({kChild, "arn:e#3"});
    running.restart();
  }
  SECTION("nor what is not there") {
    ask({kChild + "x", ""});
    ask({kChild + "x", "arn:e#3"});
    running.restart();
  }
  wait_for_empty_outbox(running);
}

TEST_CASE("Engine: a stop that cannot be written is made when the disk allows",
          "[runtime][engine][nested]") {
  RunningEngine running;
  running.define("child", kWait);
  running.define("m", parent());
  running.start("child", "other");
  running.start("m", "e");
  wait_for_submission(running);
  running.stop("m", "e");
  running.store().fail_writes(3);
  running.wait_for_end("child", "c");
  running.store().fail_writes(0);
  CHECK(running.status("child", "c") == ExecutionStatus::Aborted);
  CHECK(running.status("child", "other") == ExecutionStatus::Running);
}

}  // namespace sfn::engine
