// What the holder of a task's token may say, and when it is heard.
#include "base/testing/catch.h"
#include "engine/execution/task_token.h"
#include "engine/testing/simulation.h"

namespace sfn::engine::testing {
namespace {

using std::chrono::seconds;

constexpr const char* kCallback =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters":{"FunctionName":"f"},"TimeoutSeconds":60,"HeartbeatSeconds":10,"End":true}}})";
constexpr const char* kActivity =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:a",
        "TimeoutSeconds":60,"HeartbeatSeconds":10,"End":true}}})";
constexpr const char* kRequest =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
        "Parameters":{"FunctionName":"f"},"HeartbeatSeconds":10,"End":true}}})";

const EffectId kCall{3, EffectPurpose::Call};

Json json(std::string_view text) { return Json::parse_trusted(std::string(text)); }

// An execution whose next turns are given by hand.
class Waiting {
 public:
  explicit Waiting(std::string_view definition) {
    Compilation compiled = compile_definition(definition, MachineType::Standard);
    execution.header.definition = compiled.definition;
    execution.header.number = 5;
    execution.header.execution_arn = "arn:execution";
    execution.input = json(R"({"in":1})");
    CHECK(turn(signal::Start{}));
  }

  // Whether the signal was taken.
  bool turn(Signal signal, seconds later = {}) {
    now_ += later;
    const std::array<Signal, 1> signals{std::move(signal)};
    last = take_turn(execution, signals, {now_, random_});
    REQUIRE(last.taken.size() == 1);
    return last.taken.front();
  }
  [[nodiscard]] std::optional<WorkflowTime> due(EffectPurpose purpose) const {
    for (const auto& [id, armed] : execution.effects) {
      if (id.purpose() == purpose) return std::get<TimerEffect>(armed.effect).due;
    }
    return std::nullopt;
  }
  [[nodiscard]] WorkflowTime now() const { return now_; }

  Execution execution;
  Turn last;

 private:
  WorkflowTime now_ = from_epoch_milliseconds(1'767'225'600'000);
  Random random_{1};
};

signal::TaskReported success(std::string_view output) { return {kCall, json(output)}; }
signal::TaskReported failure() { return {kCall, sfn::unexpected(StatesError{"E", std::nullopt})}; }

TEST_CASE("Task token: an answer is taken once, and after the end none is", "[execution][worker]") {
  Waiting waiting{kCallback};
  CHECK(waiting.turn(signal::CallSubmitted{kCall, json("{}")}));
  CHECK(waiting.turn(success(R"({ "r" : 1.0 })")));
  CHECK(waiting.execution.output->text() == R"({ "r" : 1.0 })");
  CHECK_FALSE(waiting.turn(success("2")));
  CHECK_FALSE(waiting.turn(failure()));
  CHECK_FALSE(waiting.turn(signal::HeartbeatReported{kCall}));
  CHECK(waiting.last.records.empty());
}

TEST_CASE("Task token: an answer before the call is through is kept, and a second one is not taken",
          "[execution][worker]") {
  Waiting waiting{kCallback};
  CHECK(waiting.turn(signal::CallStarted{kCall}));
  CHECK(waiting.turn(success("1")));
  CHECK(waiting.execution.is_open());
  CHECK_FALSE(waiting.due(EffectPurpose::Heartbeat));
  CHECK_FALSE(waiting.turn(failure()));
  CHECK_FALSE(waiting.turn(signal::HeartbeatReported{kCall}));
  CHECK(waiting.turn(signal::CallSubmitted{kCall, json("{}")}));
  CHECK(waiting.execution.output->text() == "1");
}

TEST_CASE("Task token: an answer counts although the call fails afterwards",
          "[execution][worker]") {
  Waiting succeeded{kCallback};
  CHECK(succeeded.turn(success("1")));
  CHECK(succeeded.turn(signal::CallEnded{kCall, sfn::unexpected(StatesError{"X", "x"})}));
  CHECK(succeeded.execution.output->text() == "1");

  Waiting failed{kCallback};
  CHECK(failed.turn(failure()));
  CHECK(failed.turn(signal::CallEnded{kCall, sfn::unexpected(StatesError{"X", "x"})}));
  CHECK(failed.execution.error == "E");
  CHECK_FALSE(failed.execution.cause);
}

TEST_CASE("Task token: a second call that ends after the first has handed over changes nothing",
          "[execution][worker]") {
  Waiting waiting{kCallback};
  CHECK(waiting.turn(signal::CallSubmitted{kCall, json("{}")}));
  CHECK_FALSE(waiting.turn(signal::CallSubmitted{kCall, json("{}")}));
  CHECK_FALSE(waiting.turn(signal::CallEnded{kCall, sfn::unexpected(StatesError{"X", "x"})}));
  CHECK(waiting.execution.is_open());
}

TEST_CASE("Task token: a heartbeat moves the next one's time and nothing else",
          "[execution][worker]") {
  Waiting waiting{kCallback};
  CHECK(waiting.turn(signal::CallSubmitted{kCall, json("{}")}));
  const auto timeout = waiting.due(EffectPurpose::TaskTimeout);
  CHECK(waiting.due(EffectPurpose::Heartbeat) == waiting.now() + seconds{10});
  CHECK(waiting.turn(signal::HeartbeatReported{kCall}, seconds{9}));
  CHECK(waiting.due(EffectPurpose::Heartbeat) == waiting.now() + seconds{10});
  CHECK(waiting.due(EffectPurpose::TaskTimeout) == timeout);
  CHECK(waiting.last.started.size() == 1);
  CHECK(waiting.last.cancelled.size() == 1);
  CHECK(waiting.last.records.at(0).event_id == 0);
  CHECK(waiting.execution.heartbeats == 1);
}

TEST_CASE("Task token: of a task that only asks and waits nobody has one", "[execution][worker]") {
  Waiting waiting{kRequest};
  CHECK_FALSE(waiting.turn(success("1")));
  CHECK_FALSE(waiting.turn(signal::HeartbeatReported{kCall}));
  CHECK_FALSE(waiting.turn(signal::ActivityTaken{kCall, "w"}));
  CHECK(waiting.turn(signal::CallEnded{kCall, json("2")}));
  CHECK(waiting.execution.output->text() == "2");
}

TEST_CASE("Task token: the id of a timer is no task's", "[execution][worker]") {
  Waiting waiting{kCallback};
  const EffectId timer{3, EffectPurpose::TaskTimeout};
  CHECK_FALSE(waiting.turn(signal::TaskReported{timer, json("1")}));
  CHECK_FALSE(waiting.turn(signal::HeartbeatReported{timer}));
  CHECK_FALSE(waiting.turn(signal::ActivityTaken{timer, std::nullopt}));
  CHECK_FALSE(waiting.turn(signal::CallEnded{timer, json("1")}));
  CHECK(waiting.execution.is_open());
}

TEST_CASE("Activity: is offered with its token, and taken once", "[execution][worker]") {
  Waiting waiting{kActivity};
  const auto& call = std::get<CallEffect>(waiting.execution.effects.at(kCall).effect);
  CHECK(decode_task_token(call.task_token) == task_token_of(waiting.execution, 3));
  CHECK(call.scheduled_at == waiting.now());
  CHECK_FALSE(waiting.due(EffectPurpose::Heartbeat));
  CHECK(waiting.due(EffectPurpose::TaskTimeout) == waiting.now() + seconds{60});

  // Nobody has the token yet.
  CHECK_FALSE(waiting.turn(success("1")));
  CHECK_FALSE(waiting.turn(signal::HeartbeatReported{kCall}));

  CHECK(waiting.turn(signal::ActivityTaken{kCall, "w"}, seconds{30}));
  CHECK(std::get<record::TaskStarted>(waiting.last.records.at(0).body).worker == "w");
  CHECK(waiting.execution.effects.at(kCall).phase == EffectPhase::Submitted);
  CHECK(is_with_token_holder(waiting.execution.effects.at(kCall)));
  CHECK(waiting.due(EffectPurpose::Heartbeat) == waiting.now() + seconds{10});
  CHECK_FALSE(waiting.turn(signal::ActivityTaken{kCall, "other"}));
  CHECK(waiting.turn(success("[ 1 ]")));
  CHECK(waiting.execution.output->text() == "[ 1 ]");
}

TEST_CASE("Activity: one that does not exist fails the execution before it is scheduled",
          "[execution][worker]") {
  Execution execution;
  execution.header.definition = compile_definition(kActivity, MachineType::Standard).definition;
  execution.input = json("{}");
  Random random{1};
  const std::array<Signal, 1> start{signal::Start{}};
  const Turn turn =
      take_turn(execution, start,
                {.now = {}, .random = random, .activity_exists = [](const std::string& arn) {
                   CHECK(arn == "arn:aws:states:us-east-1:123456789012:activity:a");
                   return false;
                 }});
  REQUIRE(turn.records.size() == 3);
  CHECK(turn.records.back().previous_event_id == 2);
  CHECK(execution.error == "States.Runtime");
  CHECK(
      execution.cause ==
      "An error occurred while executing the state 'T' (entered at the event id #2). The activity "
      "arn:aws:states:us-east-1:123456789012:activity:a does not exist.");
}

}  // namespace
}  // namespace sfn::engine::testing
