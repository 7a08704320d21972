#include "engine/states/task.h"

#include "base/assert.h"
#include "base/testing/catch.h"
#include "engine/testing/simulation.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

constexpr const char* kFunction = "arn:aws:lambda:us-east-1:123456789012:function:f";

std::string task(std::string_view fields) {
  return machine_of(R"({"Type":"Task","Resource":")" + std::string(kFunction) + R"(","End":true)" +
                    std::string(fields) + "}");
}

const record::TaskScheduled& scheduled(const SingleState& state) {
  REQUIRE(state.ctx.records.size() == 1);
  return std::get<record::TaskScheduled>(state.ctx.records.front());
}

TEST_CASE("Task: schedules a call of its target with its input and waits", "[states][task]") {
  SingleState state{task(""), R"({ "a": 1 })"};
  CHECK(describe(state.enter()) == "awaits");
  CHECK(scheduled(state).visit == state.visit.id);
  CHECK(scheduled(state).target == TaskTarget{TaskFamily::LambdaFunction, "", kFunction});
  CHECK(scheduled(state).region == "us-east-1");
  CHECK(scheduled(state).parameters.text() == R"({ "a": 1 })");
  CHECK_FALSE(scheduled(state).timeout_seconds);
  CHECK_FALSE(scheduled(state).heartbeat_seconds);
}

TEST_CASE("Task: Parameters work on what InputPath selects and see the context", "[states][task]") {
  SingleState state{
      task(R"(,"InputPath":"$.a","Parameters":{"v.$":"$.b","n.$":"$$.Execution.Name"})"),
      R"({"a":{"b":2}})"};
  CHECK(describe(state.enter()) == "awaits");
  CHECK(scheduled(state).parameters == Json::parse_trusted(R"({"v":2,"n":"run"})"));
}

TEST_CASE("Task: time-outs are what the definition says, or what the selected input says",
          "[states][task][timeouts]") {
  SingleState written{task(R"(,"TimeoutSeconds":60,"HeartbeatSeconds":10)"), "{}"};
  CHECK(describe(written.enter()) == "awaits");
  CHECK(scheduled(written).timeout_seconds == 60);
  CHECK(scheduled(written).heartbeat_seconds == 10);

  SingleState selected{
      task(
          R"(,"InputPath":"$.a","TimeoutSecondsPath":"$.t","HeartbeatSecondsPath":"$$.Execution.Input.h")"),
      R"({"a":{"t":5}})"};
  CHECK(describe(selected.enter()) ==
        "States.Runtime: Invalid path '$$.Execution.Input.h' : Missing property in path "
        "$['Execution']['Input']");

  SingleState both{
      task(R"(,"InputPath":"$.a","TimeoutSecondsPath":"$.t","HeartbeatSecondsPath":"$.h")"),
      R"({"a":{"t":5,"h":2}})"};
  CHECK(describe(both.enter()) == "awaits");
  CHECK(scheduled(both).timeout_seconds == 5);
  CHECK(scheduled(both).heartbeat_seconds == 2);
}

TEST_CASE("Task: a time-out path that leads nowhere fails the state before anything is scheduled",
          "[states][task][timeouts]") {
  SingleState state{task(R"(,"TimeoutSecondsPath":"$.t")"), "{}"};
  CHECK(describe(state.enter()) ==
        "States.Runtime: Invalid path '$.t' : No results for path: $['t']");
  CHECK(state.ctx.records.empty());
}

TEST_CASE("Task: Credentials name a role, written out, or found in the input or the context",
          "[states][task][credentials]") {
  const auto role_of = [](std::string_view credentials) {
    SingleState state{task(R"(,"InputPath":"$.a","Credentials":)" + std::string(credentials)),
                      R"({"a":{"role":"arn:r","number":1}})"};
    const std::string outcome = describe(state.enter());
    return state.ctx.records.empty() ? outcome : scheduled(state).credentials_role.value_or("none");
  };
  CHECK(role_of(R"({"RoleArn":"arn:aws:iam::123456789012:role/r"})") ==
        "arn:aws:iam::123456789012:role/r");
  CHECK(role_of(R"({"RoleArn.$":"$.role"})") == "arn:r");
  CHECK(role_of(R"({"RoleArn.$":"$$.Execution.Name"})") == "run");
  CHECK(role_of(R"j({"RoleArn.$":"States.Format('{}/x', $.role)"})j") == "arn:r/x");
  CHECK(role_of(R"({"RoleArn.$":"$.number"})") ==
        "States.Runtime: The value for the field 'RoleArn' must be a STRING");
  CHECK(role_of(R"({"RoleArn.$":"$.missing"})").starts_with("States.Runtime: "));
}

TEST_CASE("Task: an activity that is not there fails it before anything is scheduled",
          "[states][task]") {
  const auto activity = [](std::string_view name) {
    return machine_of(
        R"({"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:)" +
        std::string(name) + R"(","End":true})");
  };
  SingleState there{activity("a"), "{}"};
  CHECK(describe(there.enter()) == "awaits");
  SingleState gone{activity("deleted"), "{}"};
  CHECK(describe(gone.enter()) ==
        "States.Runtime: The activity arn:aws:states:us-east-1:123456789012:activity:deleted does "
        "not exist.");
  CHECK(gone.ctx.records.empty());
}

TEST_CASE("Task: its result is what the target answers", "[states][task]") {
  SingleState state{task(""), "{}"};
  CHECK(describe(state.resume(signal::CallEnded{{}, Json::parse_trusted(R"({ "r": 1 })")})) ==
        R"(done: { "r": 1 })");
  CHECK(std::get<record::TaskSucceeded>(state.ctx.records.at(0)).output.text() == R"({ "r": 1 })");
}

TEST_CASE("Task: a failed call is recorded and fails it", "[states][task]") {
  SingleState state{task(""), "{}"};
  CHECK(describe(state.resume(signal::CallEnded{
            {}, sfn::unexpected(StatesError{"E", std::nullopt})})) == "E: (none)");
  const auto& failed = std::get<record::TaskFailed>(state.ctx.records.at(0));
  CHECK(failed.error == "E");
  CHECK_FALSE(failed.cause);
}

TEST_CASE("Task: what could not be called fails the execution after the last event, uncaught",
          "[states][task]") {
  Simulation simulation{task(
      R"(,"Retry":[{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"S"}])")};
  Answer answer = fails("unused", "unused");
  answer.result = sfn::unexpected(runtime_error("No way."));
  simulation.script("S", {answer});
  simulation.start("{}");
  simulation.run_until_idle();
  CHECK(simulation.event_types() ==
        "ExecutionStarted TaskStateEntered LambdaFunctionScheduled LambdaFunctionStarted "
        "ExecutionFailed");
  CHECK(simulation.execution().error == "States.Runtime");
  CHECK(simulation.execution().cause ==
        "An error occurred while executing the state 'S' (entered at the event id #2). No way.");
}

TEST_CASE(
    "Task: a result of exactly the limit passes; more is States.DataLimitExceeded, which names a "
    "function by its ARN",
    "[states][task]") {
  const auto result = [](std::size_t bytes) { return Json::string(std::string(bytes - 2, 'x')); };
  SingleState fits{task(""), "{}"};
  CHECK(std::holds_alternative<Done>(fits.resume(signal::CallEnded{{}, result(262'144)})));
  SingleState over{task(""), "{}"};
  CHECK(describe(over.resume(signal::CallEnded{{}, result(262'145)})) ==
        "States.DataLimitExceeded: The state/task '" + std::string(kFunction) +
            "' returned a result with a size exceeding the maximum number of bytes service limit.");
  SingleState umlauts{task(""), "{}"};
  std::string two_bytes_each;
  for (int count = 0; count < 131'072; ++count) two_bytes_each += "ä";
  CHECK(describe(umlauts.resume(signal::CallEnded{{}, Json::string(two_bytes_each)}))
            .starts_with("States.DataLimitExceeded"));
}

TEST_CASE(
    "Task: a service whose result is too large is named by itself, and the error can be caught",
    "[states][task]") {
  Simulation simulation{
      R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},
          "Catch":[{"ErrorEquals":["States.ALL"],"Next":"H"}],"End":true},"H":{"Type":"Pass","End":true}}})"};
  simulation.script("T", {answers("\"" + std::string(262'200, 'x') + "\"")});
  simulation.start("{}");
  simulation.run_until_idle();
  CHECK(
      simulation.execution().output->text() ==
      R"({"Error":"States.DataLimitExceeded","Cause":"The state/task 'lambda' returned a result with a size exceeding the )"
      R"(maximum number of bytes service limit."})");
}

// AWS "Error names": States.DataLimitExceeded, for what Parameters build.
TEST_CASE("Task: parameters that are too large are not sent, and the error is not caught",
          "[states][task]") {
  Simulation simulation{task(
      R"(,"Parameters":{"a.$":"$","b.$":"$"},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"S"}])")};
  simulation.start("\"" + std::string(131'100, 'x') + "\"");
  simulation.run_until_idle();
  CHECK(simulation.calls().empty());
  CHECK(simulation.execution().error == "States.DataLimitExceeded");
  CHECK(simulation.execution().status == Status::Failed);
}

TEST_CASE("Task: nothing but the end of its call resumes it", "[states][task]") {
  SingleState state{task(""), "{}"};
  CHECK_THROWS_AS(state.resume(signal::TimerFired{}), BugError);
}

TEST_CASE("Task: parameters are evaluated anew for each attempt and see RetryCount",
          "[states][task]") {
  Simulation simulation{
      task(R"(,"Parameters":{"n.$":"$$.State.RetryCount"},"Retry":[{"ErrorEquals":["E"]}])")};
  simulation.script("S", {fails("E", "c"), fails("E", "c"), answers("1")});
  simulation.start("{}");
  simulation.run_until_idle();
  REQUIRE(simulation.calls().size() == 3);
  CHECK(simulation.calls()[0].parameters.text() == R"({"n":0})");
  CHECK(simulation.calls()[2].parameters.text() == R"({"n":2})");
  CHECK(simulation.calls()[2].attempt == 2);
}

}  // namespace
}  // namespace sfn::engine::testing
