#include "engine/execution/turn.h"

#include <map>

#include "engine/execution/recorder.h"
#include "engine/execution/stepper.h"

namespace sfn::engine {

Turn take_turn(Execution& execution, std::span<const Signal> signals,
               const TurnConditions& conditions) {
  const std::map<EffectId, ArmedEffect> armed_before = execution.effects;

  Recorder recorder{execution, conditions.now};
  Stepper stepper{execution, recorder, conditions};
  for (const Signal& signal : signals) stepper.handle(signal);
  const auto has_share = [&] {
    return recorder.size() < conditions.record_share && recorder.bytes() < conditions.byte_share;
  };
  while (execution.is_open() && !execution.agenda.empty() && has_share()) {
    stepper.enter_next(execution.agenda.front());
  }

  Turn turn;
  turn.more = execution.is_open() && !execution.agenda.empty();
  turn.records = recorder.take();
  for (const auto& [id, effect] : execution.effects) {
    if (!armed_before.contains(id)) turn.started.push_back(effect);
  }
  for (const auto& [id, effect] : armed_before) {
    if (!execution.effects.contains(id)) turn.cancelled.push_back(effect);
  }
  return turn;
}

}  // namespace sfn::engine
