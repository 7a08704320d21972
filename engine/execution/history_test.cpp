#include "engine/execution/history.h"

#include "base/assert.h"
#include "base/overloaded.h"
#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

const TaskTarget kService{TaskFamily::Service, "lambda", "invoke"};
const TaskTarget kFunction{TaskFamily::LambdaFunction, "", "arn:f"};
const TaskTarget kActivity{TaskFamily::Activity, "", "arn:a"};

Json text(std::string_view json) { return Json::parse_trusted(std::string(json)); }

// "TypeName name=value …" in the order of the wire.
std::string shown(RecordBody body) {
  const api::HistoryEvent event =
      to_history_event({1, 2, 3, from_epoch_milliseconds(5), std::move(body)});
  CHECK(event.id == 2);
  CHECK(event.previous_event_id == 3);
  CHECK(event.timestamp == from_epoch_milliseconds(5));
  std::string line{api::event_type_name(event.type)};
  for (const api::EventMember& member : event.details) {
    line += " " + std::string(member.name) + "=";
    std::visit(Overloaded{[&](const std::string& value) { line += value; },
                          [&](std::int64_t value) { line += std::to_string(value); }},
               member.value);
  }
  return line;
}

TEST_CASE("History: the start and the ends of an execution", "[execution][history]") {
  CHECK(shown(record::ExecutionStarted{text("{ }"), "arn:role", std::nullopt}) ==
        "ExecutionStarted input={ } roleArn=arn:role");
  CHECK(shown(record::ExecutionSucceeded{text("[ ]")}) == "ExecutionSucceeded output=[ ]");
  CHECK(shown(record::ExecutionFailed{"E", "c"}) == "ExecutionFailed error=E cause=c");
  CHECK(shown(record::ExecutionFailed{}) == "ExecutionFailed");
  CHECK(shown(record::ExecutionFailed{"E", std::nullopt}) == "ExecutionFailed error=E");
  CHECK(shown(record::ExecutionTimedOut{}) == "ExecutionTimedOut error=States.Timeout");
  CHECK(shown(record::ExecutionAborted{}) == "ExecutionAborted");
  CHECK(shown(record::ExecutionAborted{"E", "c"}) == "ExecutionAborted error=E cause=c");
}

TEST_CASE("History: states are entered and exited under their type's events",
          "[execution][history]") {
  const std::vector<std::pair<StateType, std::string>> types{
      {StateType::Pass, "Pass"},         {StateType::Task, "Task"}, {StateType::Choice, "Choice"},
      {StateType::Wait, "Wait"},         {StateType::Fail, "Fail"}, {StateType::Succeed, "Succeed"},
      {StateType::Parallel, "Parallel"}, {StateType::Map, "Map"}};
  for (const auto& [type, name] : types) {
    CHECK(shown(record::StateEntered{{}, 0, type, "S", text("1")}) ==
          name + "StateEntered name=S input=1");
    const record::StateExited exited{VisitId{1}, type, "S", text("1"), std::nullopt};
    if (type == StateType::Fail) {
      CHECK_THROWS_AS(shown(exited), BugError);
    } else {
      CHECK(shown(exited) == name + "StateExited name=S output=1");
    }
  }
}

TEST_CASE("History: the four types that can be aborted", "[execution][history]") {
  CHECK(shown(record::StateAborted{VisitId{1}, StateType::Task}) == "TaskStateAborted");
  CHECK(shown(record::StateAborted{VisitId{1}, StateType::Wait}) == "WaitStateAborted");
  CHECK(shown(record::StateAborted{VisitId{1}, StateType::Parallel}) == "ParallelStateAborted");
  CHECK(shown(record::StateAborted{VisitId{1}, StateType::Map}) == "MapStateAborted");
}

TEST_CASE("History: a service's task names its resource in every event", "[execution][history]") {
  const VisitId visit{1};
  CHECK(shown(record::TaskScheduled{visit, kService, "us-east-1", text("{}"), 60, 5}) ==
        "TaskScheduled resourceType=lambda resource=invoke region=us-east-1 parameters={} "
        "timeoutInSeconds=60 "
        "heartbeatInSeconds=5");
  CHECK(shown(record::TaskStarted{visit, kService}) ==
        "TaskStarted resourceType=lambda resource=invoke");
  CHECK(shown(record::TaskSubmitted{visit, kService, text("1")}) ==
        "TaskSubmitted resourceType=lambda resource=invoke output=1");
  CHECK(shown(record::TaskSucceeded{visit, kService, text("1")}) ==
        "TaskSucceeded resourceType=lambda resource=invoke output=1");
  CHECK(shown(record::TaskFailed{visit, kService, "E", "c"}) ==
        "TaskFailed resourceType=lambda resource=invoke error=E cause=c");
  CHECK(shown(record::TaskFailed{visit, kService, std::nullopt, std::nullopt}) ==
        "TaskFailed resourceType=lambda resource=invoke");
  CHECK(shown(record::TaskTimedOut{visit, kService}) ==
        "TaskTimedOut resourceType=lambda resource=invoke error=States.Timeout");
}

TEST_CASE("History: a function's task names its ARN where it is scheduled only",
          "[execution][history]") {
  const VisitId visit{1};
  CHECK(shown(record::TaskScheduled{visit, kFunction, "us-east-1", text("{}"), std::nullopt,
                                    std::nullopt}) ==
        "LambdaFunctionScheduled resource=arn:f input={}");
  CHECK(shown(record::TaskScheduled{visit, kFunction, "us-east-1", text("{}"), 60, 5}) ==
        "LambdaFunctionScheduled resource=arn:f input={} timeoutInSeconds=60");
  CHECK(shown(record::TaskStarted{visit, kFunction}) == "LambdaFunctionStarted");
  CHECK(shown(record::TaskSucceeded{visit, kFunction, text("1")}) ==
        "LambdaFunctionSucceeded output=1");
  CHECK(shown(record::TaskFailed{visit, kFunction, "E", "c"}) ==
        "LambdaFunctionFailed error=E cause=c");
  CHECK(shown(record::TaskTimedOut{visit, kFunction}) ==
        "LambdaFunctionTimedOut error=States.Timeout");
  CHECK_THROWS_AS(shown(record::TaskSubmitted{visit, kFunction, text("1")}), BugError);
}

TEST_CASE("History: an activity has events of its own", "[execution][history]") {
  const VisitId visit{1};
  CHECK(shown(record::TaskScheduled{visit, kActivity, "us-east-1", text("{}"), 60, 10}) ==
        "ActivityScheduled resource=arn:a input={} timeoutInSeconds=60 heartbeatInSeconds=10");
  CHECK(shown(record::TaskStarted{visit, kActivity}) == "ActivityStarted");
  CHECK(shown(record::TaskStarted{visit, kActivity, "w"}) == "ActivityStarted workerName=w");
  CHECK(shown(record::TaskSucceeded{visit, kActivity, text("1")}) == "ActivitySucceeded output=1");
  CHECK(shown(record::TaskFailed{visit, kActivity, "E", std::nullopt}) == "ActivityFailed error=E");
  CHECK(shown(record::TaskTimedOut{visit, kActivity}) == "ActivityTimedOut error=States.Timeout");
}

TEST_CASE("History: a task's Credentials show where it is scheduled", "[execution][history]") {
  CHECK(shown(record::TaskScheduled{VisitId{1}, kFunction, "", text("1"), std::nullopt,
                                    std::nullopt, "arn:role"}) ==
        R"(LambdaFunctionScheduled resource=arn:f input=1 taskCredentials={"roleArn":"arn:role"})");
}

TEST_CASE("History: a Parallel's own events have no details", "[execution][history]") {
  CHECK(shown(record::ParallelStarted{VisitId{1}, text("{}")}) == "ParallelStateStarted");
  CHECK(shown(record::ParallelSucceeded{VisitId{1}}) == "ParallelStateSucceeded");
  CHECK(shown(record::ParallelFailed{VisitId{1}}) == "ParallelStateFailed");
}

TEST_CASE("History: a Map's own events tell of its length, its iterations and its run",
          "[execution][history]") {
  const VisitId visit{1};
  CHECK(shown(record::MapStarted{visit, 3, 0, text("[1,2,3]")}) == "MapStateStarted length=3");
  CHECK(shown(record::MapIterationStarted{visit, 2, "M", std::nullopt}) ==
        "MapIterationStarted name=M index=2");
  CHECK(shown(record::MapIterationSucceeded{visit, 2, "M"}) ==
        "MapIterationSucceeded name=M index=2");
  CHECK(shown(record::MapIterationFailed{visit, 2, "M"}) == "MapIterationFailed name=M index=2");
  CHECK(shown(record::MapIterationAborted{visit, 2, "M"}) == "MapIterationAborted name=M index=2");
  CHECK(shown(record::MapSucceeded{visit}) == "MapStateSucceeded");
  CHECK(shown(record::MapFailed{visit}) == "MapStateFailed");
  CHECK(shown(record::MapRunStarted{visit, "arn:run", {}}) == "MapRunStarted mapRunArn=arn:run");
  CHECK(shown(record::MapRunSucceeded{visit}) == "MapRunSucceeded");
  CHECK(shown(record::MapRunFailed{visit, "E", "c"}) == "MapRunFailed error=E cause=c");
  CHECK(shown(record::MapRunAborted{visit}) == "MapRunAborted");
}

TEST_CASE("History: what a state assigned shows where it is exited, by name",
          "[execution][history]") {
  CHECK(shown(record::StateExited{VisitId{1},
                                  StateType::Pass,
                                  "S",
                                  text("1"),
                                  std::nullopt,
                                  {{"b", text("\"x\"")}, {"a", text("null")}}}) ==
        R"(PassStateExited name=S output=1 assignedVariables={"a":"null","b":"\"x\""})");
}

TEST_CASE("History: a private record is no event", "[execution][history]") {
  CHECK_THROWS_AS(to_history_event({1, 0, 0, {}, record::WaitArmed{}}), BugError);
  CHECK_THROWS_AS(to_history_event({1, 0, 0, {}, record::RetryScheduled{}}), BugError);
  CHECK_THROWS_AS(to_history_event({1, 0, 0, {}, record::HeartbeatReceived{}}), BugError);
  CHECK_THROWS_AS(to_history_event({1, 0, 0, {}, record::TaskAnswered{}}), BugError);
}

}  // namespace
}  // namespace sfn::engine
