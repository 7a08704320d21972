// The invariants of an execution's life that the core alone can keep; the others have their tests
// in the runtime.
#include <algorithm>
#include <type_traits>

#include "base/testing/catch.h"
#include "engine/execution/apply.h"
#include "engine/testing/execution_text.h"
#include "engine/testing/simulation.h"

namespace sfn::engine::testing {
namespace {

using std::chrono::seconds;

constexpr const char* kMixed =
    R"({"StartAt":"P","TimeoutSeconds":3600,"States":{"P":{"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":100,"End":true}}},
        {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},
            "TimeoutSeconds":900,"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":50,"JitterStrategy":"FULL"}],"End":true}}}]}}})";

Simulation mixed() {
  Simulation simulation{kMixed};
  simulation.script(
      "T", {fails("E", "c", seconds{1}), accepts(R"({"id":1})", answers("2", seconds{500}))});
  simulation.start("{}");
  return simulation;
}

// Two clocks that share no type: neither instants nor their differences across clocks exist.
static_assert(!std::is_convertible_v<SteadyTime, WorkflowTime> &&
              !std::is_constructible_v<WorkflowTime, SteadyTime>);
static_assert(!std::is_convertible_v<WorkflowTime, SteadyTime> &&
              !std::is_constructible_v<SteadyTime, WorkflowTime>);

TEST_CASE("I1: the records alone make the execution that wrote them", "[execution][invariants]") {
  Simulation simulation = mixed();
  simulation.run_until_idle();
  Execution folded;
  folded.header = simulation.execution().header;
  for (const Record& record : simulation.records()) apply(folded, record);
  CHECK(execution_text(folded) == execution_text(simulation.execution()));
}

TEST_CASE("I2, I3: what is to be started stands armed in the journal that was written before",
          "[execution][invariants]") {
  Simulation simulation = mixed();
  Execution folded;
  folded.header = simulation.execution().header;
  for (const Record& record : simulation.records()) apply(folded, record);
  REQUIRE(simulation.calls().size() == 1);
  const bool armed =
      std::any_of(folded.effects.begin(), folded.effects.end(), [](const auto& entry) {
        return entry.first.purpose() == EffectPurpose::Call &&
               entry.second.phase == EffectPhase::Armed;
      });
  CHECK(armed);
}

TEST_CASE(
    "I3: a call is made again after a crash until its target has accepted it, and never after that",
    "[execution][invariants]") {
  Simulation simulation = mixed();
  simulation.restart();
  CHECK(simulation.calls().size() == 2);  // the first attempt, twice
  simulation.run_for(seconds{60});        // it failed, and the second attempt was accepted
  const std::size_t made = simulation.calls().size();
  CHECK(made == 3);
  simulation.restart();
  simulation.restart();
  CHECK(simulation.calls().size() == made);
  simulation.run_until_idle();
  CHECK(simulation.execution().output->text() == "[{},2]");
}

TEST_CASE("I5: recovery evaluates nothing: due times, delays and results come from the records",
          "[execution][invariants]") {
  Simulation simulation = mixed();
  simulation.run_for(seconds{2});  // waits for a retry with jitter
  const std::string before = execution_text(simulation.execution());
  simulation.run_for(seconds{0});
  simulation.restart();
  CHECK(execution_text(simulation.execution()) == before);
}

TEST_CASE("I7: a running execution keeps the definition that it started with",
          "[execution][invariants]") {
  Simulation simulation = mixed();
  const auto definition = simulation.execution().header.definition;
  simulation.restart();
  CHECK(simulation.execution().header.definition == definition);
  CHECK(simulation.execution().visits.begin()->second.state == definition->find("P"));
}

TEST_CASE("I9: an idle execution may leave memory at any time and goes on when it is folded again",
          "[execution][invariants]") {
  for (const int away : {0, 1, 2, 30, 101, 400}) {
    Simulation simulation = mixed();
    simulation.run_for(seconds{away});
    simulation.restart();
    simulation.run_until_idle();
    INFO("left after " << away << " s");
    CHECK(simulation.execution().status == Status::Succeeded);
    CHECK(simulation.execution().output->text() == "[{},2]");
  }
}

TEST_CASE(
    "I9: timers that fell due while the execution was away are taken in the order in which they "
    "were due",
    "[execution][invariants]") {
  Simulation simulation{
      R"({"StartAt":"P","TimeoutSeconds":20,"States":{"P":{"Type":"Parallel","End":true,"Branches":[
          {"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":10,"End":true}}},
          {"StartAt":"B","States":{"B":{"Type":"Wait","Seconds":5,"End":true}}}]}}})"};
  simulation.start("{}");
  simulation.restart();
  simulation.run_until_idle();
  const std::vector<std::string> events = simulation.outline();
  CHECK(events.at(5) == "6<-5 WaitStateExited B");
  CHECK(events.at(6) == "7<-4 WaitStateExited A");
  CHECK(simulation.execution().status == Status::Succeeded);
}

}  // namespace
}  // namespace sfn::engine::testing
