#include "engine/execution/turn.h"

#include <array>

#include "base/testing/catch.h"
#include "engine/execution/apply.h"
#include "engine/testing/execution_text.h"
#include "engine/testing/simulation.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

using std::chrono::seconds;

constexpr const char* kTask =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f",
        "TimeoutSeconds":60,"Next":"E"},"E":{"Type":"Pass","End":true}}})";
constexpr const char* kService =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
        "Parameters":{"FunctionName":"f"},"TimeoutSeconds":60,"Next":"E"},"E":{"Type":"Pass","End":true}}})";
constexpr const char* kLoop =
    R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"C"},"C":{"Type":"Choice","Default":"A","Choices":[
        {"Variable":"$.never","IsPresent":true,"Next":"S"}]},"S":{"Type":"Succeed"}}})";

class Turns {
 public:
  explicit Turns(std::string_view definition) {
    execution.header.definition = compile_or_throw(definition);
  }

  Turn take(std::vector<Signal> signals, std::size_t share = 500) {
    return take_turn(execution, signals, {now, random_, share});
  }

  Execution execution;
  WorkflowTime now = from_epoch_milliseconds(1'767'225'600'000);

 private:
  Random random_{1};
};

std::chrono::milliseconds limit_of(std::string_view machine_fields) {
  Simulation simulation{R"({"StartAt":"W",)" + std::string(machine_fields) +
                            R"("States":{"W":{"Type":"Wait","Seconds":3600,"End":true}}})",
                        {.kind = ExecutionKind::Express}};
  simulation.start("{}");
  simulation.run_until_idle();
  CHECK(simulation.execution().status == Status::TimedOut);
  return *simulation.execution().stopped_at - simulation.execution().started_at;
}

TEST_CASE("Turn: an EXPRESS execution has five minutes, or less if its machine says so",
          "[execution][turn]") {
  CHECK(limit_of("") == seconds{300});
  CHECK(limit_of(R"("TimeoutSeconds":1000,)") == seconds{300});
  CHECK(limit_of(R"("TimeoutSeconds":7,)") == seconds{7});
}

TEST_CASE("Turn: an execution that was told its start before its first turn started then",
          "[execution][turn]") {
  Turns turns{R"({"StartAt":"W","TimeoutSeconds":10,"States":{
      "W":{"Type":"Wait","Seconds":60,"End":true}}})"};
  const WorkflowTime told = turns.now;
  turns.now += seconds{3};
  const Turn turn = turns.take({signal::Start{told}});
  CHECK(turns.execution.started_at == told);
  CHECK(turn.records.front().at == told);
  CHECK(turn.records.back().at == turns.now);
  const auto limit = std::get<record::ExecutionStarted>(turn.records.front().body).times_out_at;
  CHECK(limit == told + seconds{10});
}

TEST_CASE("Turn: starts an execution, works it off until it waits, and names what is to be started",
          "[execution][turn]") {
  Turns turns{kTask};
  const Turn turn = turns.take({signal::Start{}});
  CHECK(turn.records.size() == 3);
  CHECK_FALSE(turn.more);
  REQUIRE(turn.started.size() == 2);
  CHECK(turn.started[0].id == EffectId{3, EffectPurpose::Call});
  CHECK(turn.started[1].id == EffectId{3, EffectPurpose::TaskTimeout});
  CHECK(turn.cancelled.empty());
}

TEST_CASE("Turn: what was armed before and is not needed any more is to be cancelled",
          "[execution][turn]") {
  Turns turns{kTask};
  const Turn first = turns.take({signal::Start{}});
  const Turn turn = turns.take({signal::CallEnded{first.started[0].id, Json::integer(1)}});
  CHECK(turns.execution.status == Status::Succeeded);
  CHECK(turn.started.empty());
  REQUIRE(turn.cancelled.size() == 2);
  CHECK(turn.cancelled[1].id == EffectId{3, EffectPurpose::TaskTimeout});
}

TEST_CASE("Turn: what is armed and disarmed within one turn is neither started nor cancelled",
          "[execution][turn]") {
  Turns turns{
      R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
          {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":5,"End":true}}},
          {"StartAt":"F","States":{"F":{"Type":"Fail"}}}]}}})"};
  const Turn turn = turns.take({signal::Start{}});
  CHECK(turns.execution.status == Status::Failed);
  CHECK(turn.started.empty());
  CHECK(turn.cancelled.empty());
}

TEST_CASE("Turn: a call that its target has accepted is started again, to be waited for",
          "[execution][turn]") {
  Turns turns{kService};
  const Turn first = turns.take({signal::Start{}});
  const Turn turn = turns.take({signal::CallSubmitted{first.started[0].id, Json::integer(7)}});
  REQUIRE(turn.started.size() == 1);
  CHECK(turn.started[0].id == first.started[0].id);
  CHECK(turn.started[0].phase == EffectPhase::Submitted);
  CHECK(std::get<CallEffect>(turn.started[0].effect).accepted == Json::integer(7));
  CHECK(turn.cancelled.empty());
  CHECK(turns.take({signal::CallSubmitted{first.started[0].id, Json::integer(8)}}).started.empty());
}

TEST_CASE("Turn: a call that was answered is not abandoned, one that nobody waits for is",
          "[execution][turn]") {
  Turns turns{kService};
  const Turn first = turns.take({signal::Start{}});
  const EffectId call = first.started[0].id;
  SECTION("answered") {
    CHECK(turns.take({signal::CallEnded{call, Json::integer(1)}}).abandoned.empty());
  }
  SECTION("failed") {
    CHECK(turns.take({signal::CallEnded{call, sfn::unexpected(StatesError{"E", {}})}})
              .abandoned.empty());
  }
  SECTION("timed out") {
    const Turn turn = turns.take({signal::TimerFired{first.started[1].id}});
    REQUIRE(turn.abandoned.size() == 1);
    CHECK(turn.abandoned[0].id == call);
    CHECK(turn.abandoned[0].phase == EffectPhase::Armed);
  }
  SECTION("stopped in the turn in which it was accepted") {
    const Turn turn =
        turns.take({signal::CallSubmitted{call, Json::integer(7)}, signal::StopRequested{{}, {}}});
    CHECK(turn.started.empty());
    REQUIRE(turn.abandoned.size() == 1);
    CHECK(turn.abandoned[0].phase == EffectPhase::Submitted);
    CHECK(std::get<CallEffect>(turn.abandoned[0].effect).accepted == Json::integer(7));
  }
}

TEST_CASE("Turn: what stays armed is neither started again nor cancelled", "[execution][turn]") {
  Turns turns{
      R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
          {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}},
          {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}}]}}})"};
  const Turn first = turns.take({signal::Start{}});
  REQUIRE(first.started.size() == 2);
  const Turn turn = turns.take({signal::CallEnded{first.started[0].id, Json::integer(1)}});
  CHECK(turn.started.empty());
  REQUIRE(turn.cancelled.size() == 1);
  CHECK(turn.cancelled[0].id == first.started[0].id);
}

TEST_CASE("Turn: a definition that loops gives its thread back after its share of records",
          "[execution][turn]") {
  Turns turns{kLoop};
  const Turn first = turns.take({signal::Start{}}, 100);
  CHECK(first.more);
  CHECK(first.records.size() >= 100);
  CHECK(first.records.size() < 105);
  const Turn second = turns.take({signal::Continue{}}, 100);
  CHECK(second.more);
  CHECK(second.records.front().seq == first.records.back().seq + 1);
}

TEST_CASE("Turn: with a share of one each decision is a turn", "[execution][turn]") {
  Turns turns{kTask};
  CHECK(turns.take({signal::Start{}}, 1).records.size() == 1);
  const Turn entered = turns.take({signal::Continue{}}, 1);
  CHECK(entered.records.size() == 2);  // Entered and Scheduled belong together
  CHECK_FALSE(entered.more);
}

TEST_CASE("Turn: a loop without end is ended by the 25,000th event", "[execution][turn]") {
  Simulation simulation{kLoop};
  simulation.start("{}");
  CHECK(simulation.execution().status == Status::Failed);
  CHECK(simulation.execution().last_event_id == 25'000);
  CHECK(simulation.execution().error == "States.Runtime");
  CHECK(simulation.execution().cause ==
        "The execution reached the maximum number of history events (25000).");
  CHECK(simulation.records().back().previous_event_id == 24'999);
}

TEST_CASE("Turn: the history may become full at any record of a decision", "[execution][turn]") {
  for (std::int64_t room = 1; room <= 16; ++room) {
    for (const bool fails : {false, true}) {
      Turns turns{
          R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Next":"E","Catch":[{"ErrorEquals":["E"],"Next":"E"}],"Branches":[
              {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
              {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}}]},
              "E":{"Type":"Pass","End":true}}})"};
      (void)turns.take({signal::Start{}}, 1);
      turns.execution.last_event_id = 25'000 - room;
      const Turn turn = turns.take({signal::Continue{}});
      if (!turn.started.empty()) {
        CallResult result = Json::integer(1);
        if (fails) result = sfn::unexpected(StatesError{"E", "c"});
        (void)turns.take({signal::CallEnded{turn.started[0].id, std::move(result)}});
      }
      INFO(room << " events of room, the call " << (fails ? "fails" : "succeeds"));
      CHECK_FALSE(turns.execution.is_open());
      CHECK(turns.execution.last_event_id <= 25'000);
      CHECK((turns.execution.error == "States.Runtime") ==
            (turns.execution.status == Status::Failed));
      CHECK(
          (turns.execution.last_event_id == 25'000 || turns.execution.status == Status::Succeeded));
    }
  }
}

TEST_CASE(
    "Turn: what is evaluated before in the same turn does not shorten what an expression may use",
    "[execution][turn]") {
  SimulationOptions options;
  options.evaluation_limits.steps = 200;
  options.evaluation_limits.bytes = 20'000;
  Simulation simulation{
      R"({"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"v.$":"$.v"},"Next":"C"},"C":{"Type":"Choice","Default":"A",
          "Choices":[{"Variable":"$.never","IsPresent":true,"Next":"S"}]},"S":{"Type":"Succeed"}}})",
      options};
  simulation.start(R"({"v":")" + std::string(1'000, 'x') + "\"}");
  CHECK(simulation.execution().cause ==
        "The execution reached the maximum number of history events (25000).");
}

TEST_CASE("Turn: each evaluation is watched for itself, and ends when it is told to",
          "[execution][turn]") {
  // The first expression takes more than the thousand steps between two questions, the second does
  // not.
  const std::string definition =
      R"({"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"v.$":"$..*"},"Next":"B"},
          "B":{"Type":"Pass","Parameters":{"v.$":"$.v[0]"},"End":true}}})";
  std::string input = "[0";
  for (int i = 0; i < 5'000; ++i) input += ",0";
  const auto run = [&](bool stops) {
    Execution execution;
    execution.header.definition = compile_or_throw(definition);
    execution.input = Json::parse_trusted(input + "]");
    Random random{1};
    const std::array<Signal, 1> start{signal::Start{}};
    TurnConditions conditions{from_epoch_milliseconds(0), random};
    std::size_t watched = 0;
    conditions.watch_evaluation = [&] {
      ++watched;
      return [stops] { return stops; };
    };
    (void)take_turn(execution, start, conditions);
    CHECK(watched > (stops ? 0 : 1));
    return execution.status;
  };
  CHECK(run(false) == Status::Succeeded);
  CHECK(run(true) == Status::Failed);
}

TEST_CASE("Turn: what is recorded in one turn is bounded in bytes, too", "[execution][turn]") {
  Turns turns{kLoop};
  turns.execution.input = Json::string(std::string(100'000, 'x'));
  const Turn turn = turns.take({signal::Start{}});
  CHECK(turn.more);
  CHECK(turn.records.size() < 30);
}

TEST_CASE("Turn: data that nests deeper and deeper ends before the journal cannot be read any more",
          "[execution][turn]") {
  std::string wrapped = R"({"v.$":"$"})";
  for (int level = 0; level < 99; ++level) wrapped = R"({"v":)" + wrapped + "}";
  SimulationOptions options;
  options.restart = Restart::AfterEachBatch;
  Simulation simulation{R"({"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":)" + wrapped +
                            R"(,"Next":"B"},"B":{"Type":"Choice",
          "Default":"A","Choices":[{"Variable":"$.never","IsPresent":true,"Next":"S"}]},"S":{"Type":"Succeed"}}})",
                        options};
  simulation.start("1");
  CHECK(simulation.execution().status == Status::Failed);
  CHECK(simulation.execution().error == "States.Runtime");
  CHECK(simulation.execution().last_event_id < 50);
}

TEST_CASE("Turn: a signal for an effect that is not armed is dropped, late, duplicate or made up",
          "[execution][turn]") {
  Turns turns{kService};
  const EffectId call = turns.take({signal::Start{}}).started.at(0).id;
  const auto dropped = [&](Signal signal) {
    const std::string before = execution_text(turns.execution);
    const Turn turn = turns.take({std::move(signal)});
    CHECK(turn.records.empty());
    CHECK(execution_text(turns.execution) == before);
  };
  dropped(signal::Start{});
  dropped(signal::Continue{});
  dropped(signal::TimerFired{EffectId{99, EffectPurpose::Wait}});
  dropped(signal::TimerFired{EffectId{}});
  dropped(signal::CallStarted{EffectId{99, EffectPurpose::Call}});
  dropped(signal::CallSubmitted{EffectId{99, EffectPurpose::Call}, Json{}});
  dropped(signal::CallEnded{EffectId{99, EffectPurpose::Call}, Json{}});
  CHECK(turns.take({signal::CallStarted{call}}).records.size() == 1);
  dropped(signal::CallStarted{call});
  CHECK(turns.take({signal::CallSubmitted{call, Json{}}}).records.size() == 1);
  dropped(signal::CallSubmitted{call, Json{}});
  CHECK(turns.take({signal::CallEnded{call, Json::integer(1)}}).records.size() > 1);
  CHECK_FALSE(turns.execution.is_open());
  dropped(signal::CallEnded{call, Json::integer(2)});
  dropped(signal::TimerFired{EffectId{3, EffectPurpose::TaskTimeout}});
  dropped(signal::StopRequested{"E", "c"});
  dropped(signal::Start{});
}

TEST_CASE("Turn: the answer to an attempt that timed out is dropped", "[execution][turn]") {
  Turns turns{kTask};
  const EffectId call = turns.take({signal::Start{}}).started.at(0).id;
  turns.now += seconds{60};
  CHECK(turns
            .take({signal::TimerFired{EffectId{3, EffectPurpose::TaskTimeout}},
                   signal::CallEnded{call, Json{}}})
            .records.size() == 2);
  CHECK(turns.execution.error == "States.Timeout");
}

TEST_CASE("Turn: several signals are taken in their order", "[execution][turn]") {
  Turns turns{kTask};
  const EffectId call = turns.take({signal::Start{}}).started.at(0).id;
  const Turn turn =
      turns.take({signal::CallEnded{call, Json::integer(1)}, signal::StopRequested{}});
  CHECK(turns.execution.status == Status::Aborted);  // the next state was due, but not yet entered
  CHECK(std::holds_alternative<record::ExecutionAborted>(turn.records.back().body));
}

TEST_CASE("Turn: nothing happens to an execution that was never started", "[execution][turn]") {
  Turns turns{kTask};
  CHECK(turns.take({signal::StopRequested{"E", "c"}, signal::Continue{}}).records.empty());
  CHECK(turns.execution.is_open());
}

TEST_CASE("Turn: a call that ends before it was seen to start is started first",
          "[execution][turn]") {
  Turns turns{kTask};
  const EffectId call = turns.take({signal::Start{}}).started.at(0).id;
  const Turn turn = turns.take({signal::CallEnded{call, Json::integer(1)}});
  CHECK(std::holds_alternative<record::TaskStarted>(turn.records.at(0).body));
  CHECK(std::holds_alternative<record::TaskSucceeded>(turn.records.at(1).body));
}

TEST_CASE("Turn: a machine's time-out ends it when it was due, however late the timer is seen",
          "[execution][turn]") {
  Turns turns{
      R"({"StartAt":"W","TimeoutSeconds":5,"States":{"W":{"Type":"Wait","Seconds":600,"End":true}}})"};
  const WorkflowTime start = turns.now;
  (void)turns.take({signal::Start{}});
  turns.now += std::chrono::hours{3};
  const Turn turn = turns.take({signal::TimerFired{EffectId{1, EffectPurpose::ExecutionTimeout}}});
  CHECK(turns.execution.status == Status::TimedOut);
  CHECK(turns.execution.stopped_at == start + seconds{5});
  CHECK(turn.records.at(0).previous_event_id == 0);
}

TEST_CASE("Turn: reads the time once: all of its records bear the same", "[execution][turn]") {
  Turns turns{kLoop};
  for (const Record& record : turns.take({signal::Start{}}, 50).records)
    CHECK(record.at == turns.now);
}

}  // namespace
}  // namespace sfn::engine::testing
