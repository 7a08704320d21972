#include "engine/execution/turn.h"

#include <set>

#include "engine/execution/recorder.h"
#include "engine/execution/stepper.h"

namespace sfn::engine {

Turn take_turn(Execution& execution, std::span<const Signal> signals,
               const TurnConditions& conditions) {
  // What changed in a fold is not of this turn.
  static_cast<void>(execution.effects.take_changes());
  Recorder recorder{execution, conditions.now};
  Stepper stepper{execution, recorder, conditions};
  Turn turn;
  for (const Signal& signal : signals) turn.taken.push_back(stepper.handle(signal));
  const auto has_share = [&] {
    return recorder.size() < conditions.record_share && recorder.bytes() < conditions.byte_share;
  };
  const auto has_more = [&] {
    return execution.is_open() && !(execution.agenda.empty() && execution.map_run_agenda.empty());
  };
  while (has_more() && has_share() && stepper.may_start_children()) {
    if (!execution.agenda.empty()) {
      stepper.enter_next(execution.agenda.front());
    } else {
      stepper.start_children(execution.map_run_agenda.front());
    }
  }

  turn.more = has_more();
  turn.records = recorder.take();
  turn.children = stepper.take_children();
  ArmedEffects::Changes changes = execution.effects.take_changes();
  const std::set<EffectId> armed_here{changes.armed.begin(), changes.armed.end()};
  for (const EffectId id : armed_here) {
    if (const ArmedEffect* const armed = execution.effects.find(id)) turn.started.push_back(*armed);
  }
  for (ArmedEffect& disarmed : changes.disarmed) {
    if (!armed_here.contains(disarmed.id)) turn.cancelled.push_back(std::move(disarmed));
  }
  return turn;
}

}  // namespace sfn::engine
