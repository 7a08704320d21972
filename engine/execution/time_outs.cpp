// Tasks that take too long. AWS "TimeoutSeconds", "HeartbeatSeconds"
#include <algorithm>
#include <utility>

#include "engine/execution/stepper.h"

namespace sfn::engine {
namespace {

bool is_of_task(EffectPurpose purpose) {
  return purpose == EffectPurpose::TaskTimeout || purpose == EffectPurpose::Heartbeat;
}

WorkflowTime due_time(const ArmedEffect& timer) { return std::get<TimerEffect>(timer.effect).due; }

}  // namespace

// One for each task, in the order in which they were scheduled. A task whose token holder has
// answered is not among them: its own timer takes the answer.
std::vector<ArmedEffect> Stepper::due_together(const ArmedEffect& armed) const {
  std::vector<ArmedEffect> due;
  for (const auto& [id, effect] : execution_.effects) {
    if (!is_of_task(id.purpose()) || due_time(effect) != due_time(armed)) continue;
    const bool known = std::any_of(due.begin(), due.end(), [&](const ArmedEffect& other) {
      return other.visit == effect.visit;
    });
    if (!known && !execution_.find_visit(effect.visit)->task->answer) due.push_back(effect);
  }
  return due;
}

// Observed: test_service_lambda_map_timeout: what is due at one instant has timed out before the
// first of it brings the others down.
void Stepper::time_out(const ArmedEffect& armed) {
  if (conclude_answered(armed.visit)) return;
  const std::vector<ArmedEffect> due = due_together(armed);
  for (const ArmedEffect& timer : due) {
    if (!execution_.is_open()) return;
    const VisitId id = timer.visit;
    recorder_.record(record::TaskTimedOut{id, execution_.find_visit(id)->task->target});
  }
  for (const ArmedEffect& timer : due) {
    const Visit* const visit = execution_.is_open() ? execution_.find_visit(timer.visit) : nullptr;
    if (visit == nullptr || visit->closed) continue;
    // Observed: the event names States.Timeout for a missed heartbeat too, and neither has a cause.
    const bool heartbeat = timer.id.purpose() == EffectPurpose::Heartbeat;
    fail(visit->id,
         {std::string(error_names::kTimeout), std::nullopt,
          heartbeat ? ErrorKind::Heartbeat : ErrorKind::Catchable},
         visit->last_event);
  }
}

}  // namespace sfn::engine
