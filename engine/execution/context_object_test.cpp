#include "engine/execution/context_object.h"

#include "base/testing/catch.h"
#include "engine/testing/simulation.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

std::string seen_by(std::string_view state, ExecutionKind kind = ExecutionKind::Standard) {
  Simulation simulation{machine_of(state), {.kind = kind}};
  simulation.script("S", {answers("1")});
  simulation.start(R"({ "in": 1 })");
  simulation.run_until_idle();
  REQUIRE(simulation.execution().output);
  return simulation.execution().output->text();
}

constexpr std::string_view kExecution =
    R"("Execution":{"Id":"arn:aws:states:us-east-1:123456789012:execution:machine:run","Input":{"in":1},)"
    R"("StartTime":"2026-01-01T00:00:00.000Z","Name":"run","RoleArn":"arn:aws:iam::123456789012:role/role","RedriveCount":0})";
constexpr std::string_view kMachine =
    R"("StateMachine":{"Id":"arn:aws:states:us-east-1:123456789012:stateMachine:machine","Name":"machine"})";

TEST_CASE("Context object: has AWS's members in AWS's order", "[execution][context]") {
  CHECK(seen_by(R"({"Type":"Pass","InputPath":"$$","End":true})") ==
        "{" + std::string(kExecution) + "," + std::string(kMachine) +
            R"(,"State":{"Name":"S","EnteredTime":"2026-01-01T00:00:00.000Z"}})");
}

// Observed: express_sync::query_runtime_memory.
TEST_CASE("Context object: an execution that its caller waits for has no RedriveCount",
          "[execution][context]") {
  constexpr auto kState = R"({"Type":"Pass","Parameters":{"count.$":"$$.Execution"},"End":true})";
  CHECK(seen_by(kState, ExecutionKind::SyncExpress).find("RedriveCount") == std::string::npos);
  CHECK(seen_by(kState, ExecutionKind::Express).find(R"("RedriveCount":0)") != std::string::npos);
}

TEST_CASE("Context object: RetryCount exists only where a state can be retried",
          "[execution][context]") {
  CHECK(seen_by(R"({"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f",
                    "ResultSelector":{"state.$":"$$.State"},"End":true})") ==
        R"({"state":{"Name":"S","EnteredTime":"2026-01-01T00:00:00.000Z","RetryCount":0}})");
}

TEST_CASE(
    "Context object: a state in a branch sees itself, entered when it was, and the execution's "
    "input",
    "[execution][context]") {
  Simulation simulation{
      R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1,"Next":"P"},"P":{"Type":"Parallel","End":true,"Branches":[
          {"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"s.$":"$$.State","i.$":"$$.Execution.Input"},"End":true}}}]}}})"};
  simulation.start("7");
  simulation.run_until_idle();
  CHECK(*simulation.execution().output ==
        Json::parse_trusted(
            R"([{"s":{"Name":"A","EnteredTime":"2026-01-01T00:00:01.000Z"},"i":7}])"));
}

// AWS "Context object data for Map states".
TEST_CASE("Context object: within a Map the item, where it stands and where it comes from",
          "[execution][context]") {
  Simulation simulation{machine_of(
      R"({"Type":"Map","End":true,"ItemSelector":{"selected.$":"$$.Map"},"ItemProcessor":{
          "StartAt":"I","States":{"I":{"Type":"Pass","ResultPath":"$.within","InputPath":"$$.Map","End":true}}}})")};
  simulation.start(R"(["a"])");
  simulation.run_until_idle();
  const std::string item = R"({"Item":{"Index":0,"Value":"a","Source":"STATE_DATA"}})";
  CHECK(simulation.execution().output->text() ==
        R"([{"selected":)" + item + R"(,"within":)" + item + "}]");
}

}  // namespace
}  // namespace sfn::engine::testing
