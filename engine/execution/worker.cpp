// What the holder of a task's token says: a worker that has taken an activity's task, or whoever
// was handed the token of a `.waitForTaskToken` or `.sync` task. AWS "Callback with task token",
// "Activities"
#include <utility>

#include "engine/execution/stepper.h"

namespace sfn::engine {
namespace {

// Whether a token of the call may be in anybody's hands.
bool has_token_out(const ArmedEffect& call) {
  const auto& effect = std::get<CallEffect>(call.effect);
  return effect.pattern != asl::Pattern::RequestResponse || is_with_token_holder(call);
}

record::TaskAnswered to_record(VisitId visit, const CallResult& result) {
  if (result) return {visit, *result, std::nullopt, std::nullopt};
  return {visit, std::nullopt, result.error().name, result.error().cause};
}

}  // namespace

const ArmedEffect* Stepper::find_call(EffectId id) const {
  const ArmedEffect* const found = execution_.effects.find(id);
  const bool is_call = found != nullptr && std::holds_alternative<CallEffect>(found->effect);
  return is_call ? found : nullptr;
}

bool Stepper::on(const signal::TaskReported& reported) {
  const ArmedEffect* const call = find_call(reported.effect);
  if (call == nullptr || !has_token_out(*call)) return false;
  const Visit& visit = *execution_.find_visit(call->visit);
  if (visit.task->answer) return false;
  if (call->phase == EffectPhase::Submitted) {
    conclude_call(visit.id, reported.effect, reported.result);
  } else {
    recorder_.record(to_record(visit.id, reported.result));
  }
  return true;
}

bool Stepper::on(const signal::HeartbeatReported& heartbeat) {
  const ArmedEffect* const call = find_call(heartbeat.effect);
  if (call == nullptr || !has_token_out(*call)) return false;
  const Visit& visit = *execution_.find_visit(call->visit);
  if (visit.task->answer) return false;
  // Who owes none may send one all the same.
  if (visit.task->heartbeat_seconds) recorder_.record(record::HeartbeatReceived{visit.id});
  return true;
}

bool Stepper::on(const signal::ActivityTaken& taken) {
  const ArmedEffect* const call = find_call(taken.effect);
  if (call == nullptr || call->phase == EffectPhase::Submitted) return false;
  const Visit& visit = *execution_.find_visit(call->visit);
  if (visit.task->target.family != TaskFamily::Activity) return false;
  recorder_.record(record::TaskStarted{visit.id, visit.task->target, taken.worker});
  return true;
}

bool Stepper::conclude_answered(VisitId id) {
  const Visit& visit = *execution_.find_visit(id);
  if (!visit.task->answer) return false;
  CallResult answer = *visit.task->answer;
  conclude_call(id, EffectId{visit.scheduled_by, EffectPurpose::Call}, std::move(answer));
  return true;
}

void Stepper::conclude_call(VisitId id, EffectId call, CallResult result) {
  const Visit& visit = *execution_.find_visit(id);
  conclude(id, visit.state->resume(visit, signal::CallEnded{call, std::move(result)}, *this));
}

}  // namespace sfn::engine
