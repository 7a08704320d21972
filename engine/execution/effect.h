#pragma once
// Effect: work outside the process that an execution waits for. Arming one is a record; what is
// armed is the logical request, unsigned and without secrets. The runtime starts effects after the
// commit that armed them, and again after a restart.
#include <optional>
#include <string>
#include <variant>

#include "engine/asl/service_integrations.h"
#include "engine/execution/ids.h"
#include "engine/execution/record.h"

namespace sfn::engine {

struct TimerEffect {
  WorkflowTime due;
};

struct CallEffect {
  TaskTarget target;
  std::string region;
  Json parameters;
  std::int64_t scheduled_event = 0;   // the event that holds the parameters
  std::string state;                  // where the call comes from, for logs and mocks
  std::uint32_t attempt = 0;          // 0 for the first
  std::string execution_arn = {};     // whose task calls
  std::optional<Json> accepted = {};  // what the target answered when it accepted the work
  // What follows the call's success: the task's end, or waiting for whoever has the token.
  asl::Pattern pattern = asl::Pattern::RequestResponse;
  // Of an activity's task, which its worker is given; other tasks carry theirs in the parameters.
  std::string task_token = {};
  WorkflowTime scheduled_at = {};

  // Names the attempt, the same in every try to make its call: across a restart too.
  [[nodiscard]] std::string attempt_name() const {
    return execution_arn + "#" + std::to_string(scheduled_event);
  }
};

// The children of a map run, those that have started and those that will: they tell of their ends,
// and are stopped when nobody waits for them any more.
struct MapRunEffect {
  std::string map_run_arn;
};

enum class EffectPhase : std::uint8_t {
  Armed,      // may have been started; a restart starts it again
  Submitted,  // the target has accepted the work; a restart only waits for the result
};

struct ArmedEffect {
  EffectId id;
  VisitId visit;
  EffectPhase phase = EffectPhase::Armed;
  std::variant<TimerEffect, CallEffect, MapRunEffect> effect;
};

// Whether nothing in this process works on it: it is with whoever has the task's token.
[[nodiscard]] inline bool is_with_token_holder(const ArmedEffect& armed) {
  const auto* const call = std::get_if<CallEffect>(&armed.effect);
  return call != nullptr && armed.phase == EffectPhase::Submitted &&
         (call->pattern == asl::Pattern::WaitForTaskToken ||
          call->target.family == TaskFamily::Activity);
}

}  // namespace sfn::engine
