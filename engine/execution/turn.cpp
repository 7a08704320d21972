#include "engine/execution/turn.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/execution/recorder.h"
#include "engine/execution/stepper.h"

namespace sfn::engine {
namespace {

// The visits whose calls have ended: by an answer, or by a message with their token.
std::set<VisitId> answered_visits(const std::vector<Record>& records) {
  std::set<VisitId> visits;
  for (const Record& record : records) {
    if (const auto* const succeeded = std::get_if<record::TaskSucceeded>(&record.body))
      visits.insert(succeeded->visit);
    if (const auto* const failed = std::get_if<record::TaskFailed>(&record.body))
      visits.insert(failed->visit);
  }
  return visits;
}

void add_started(Turn& turn, const ArmedEffects& effects, const std::set<EffectId>& armed_here) {
  for (const EffectId id : armed_here) {
    if (const ArmedEffect* const armed = effects.find(id)) turn.started.push_back(*armed);
  }
  for (const Record& record : turn.records) {
    const auto* const submitted = std::get_if<record::TaskSubmitted>(&record.body);
    if (submitted == nullptr) continue;
    const ArmedEffect* const call = effects.find(submitted->visit, EffectPurpose::Call);
    if (call != nullptr && call->phase == EffectPhase::Submitted) turn.started.push_back(*call);
  }
}

// What runs on although nobody waits for it.
bool is_abandoned(const ArmedEffect& effect, const Execution& execution,
                  const std::set<VisitId>& answered) {
  if (effect.id.purpose() == EffectPurpose::Call) return !answered.contains(effect.visit);
  return effect.id.purpose() == EffectPurpose::MapRun &&
         execution.map_runs.at(effect.id.armed_by()).status != MapRunStatus::Succeeded;
}

// Whether the batch of the turn starts children of that map run.
bool has_children(const Turn& turn, EffectId map_run) {
  return map_run.purpose() == EffectPurpose::MapRun &&
         std::any_of(turn.children.begin(), turn.children.end(),
                     [&](const ChildStart& child) { return child.map_run == map_run.armed_by(); });
}

void add_cancelled(Turn& turn, const Execution& execution, std::vector<ArmedEffect> disarmed,
                   const std::set<EffectId>& armed_here) {
  std::erase_if(disarmed, [&](const ArmedEffect& effect) {
    return armed_here.contains(effect.id) && !has_children(turn, effect.id);
  });
  if (disarmed.empty()) return;
  const std::set<VisitId> answered = answered_visits(turn.records);
  for (ArmedEffect& effect : disarmed) {
    if (is_abandoned(effect, execution, answered)) turn.abandoned.push_back(effect);
    turn.cancelled.push_back(std::move(effect));
  }
}

}  // namespace

Turn take_turn(Execution& execution, std::span<const Signal> signals,
               const TurnConditions& conditions) {
  // What changed in a fold is not of this turn.
  static_cast<void>(execution.effects.take_changes());
  for (auto& [seq, run] : execution.map_runs) run.changed = false;
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
  add_started(turn, execution.effects, armed_here);
  add_cancelled(turn, execution, std::move(changes.disarmed), armed_here);
  for (auto& [seq, run] : execution.map_runs) {
    if (std::exchange(run.changed, false)) turn.map_runs.push_back(seq);
  }
  return turn;
}

}  // namespace sfn::engine
