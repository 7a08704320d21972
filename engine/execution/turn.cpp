#include "engine/execution/turn.h"

#include <algorithm>
#include <utility>

#include "engine/execution/recorder.h"
#include "engine/execution/stepper.h"

namespace sfn::engine {

Turn take_turn(Execution& execution, std::span<const Signal> signals, const TurnConditions& conditions) {
  std::vector<EffectId> armed_before;
  armed_before.reserve(execution.effects.size());
  for (const auto& [id, effect] : execution.effects) armed_before.push_back(id);

  Recorder recorder{execution, conditions.now};
  Stepper stepper{execution, recorder, conditions};
  for (const Signal& signal : signals) stepper.handle(signal);
  while (execution.is_open() && !execution.agenda.empty() && recorder.size() < conditions.record_share) {
    stepper.enter_next(execution.agenda.front());
  }

  Turn turn;
  turn.more = execution.is_open() && !execution.agenda.empty();
  turn.records = recorder.take();
  for (const auto& [id, effect] : execution.effects) {
    if (!std::binary_search(armed_before.begin(), armed_before.end(), id)) turn.started.push_back(effect);
  }
  for (const EffectId id : armed_before) {
    if (!execution.effects.contains(id)) turn.cancelled.push_back(id);
  }
  return turn;
}

}  // namespace sfn::engine
