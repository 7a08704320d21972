// How a failure is handled: Retry, then Catch, then the enclosing Parallel or Map, and at the top
// the end of the execution.
#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "engine/execution/data_limit.h"
#include "engine/execution/stepper.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"

namespace sfn::engine {
namespace {

// As it is recorded. Observed: every failure of path or template processing names the state and the
// event that entered it.
StatesError completed(StatesError error, const Visit& visit) {
  if (error.prefix != CausePrefix::None) {
    error.prefix = CausePrefix::None;
    error.cause = "An error occurred while executing the state '" + visit.state->name() +
                  "' (entered at the event id #" + std::to_string(visit.entered_event) + "). " +
                  error.cause.value_or("");
  }
  return cut_to_limits(std::move(error));
}

// AWS has abort events for these four only.
bool can_be_aborted(StateType type) {
  return type == StateType::Task || type == StateType::Wait || type == StateType::Parallel ||
         type == StateType::Map;
}

}  // namespace

void Stepper::fail(VisitId id, StatesError error, std::int64_t failed_event) {
  if (!execution_.is_open()) return;
  const Visit& visit = *execution_.find_visit(id);
  error = completed(std::move(error), visit);
  if (error.evaluation) {
    failed_event = record_evaluation_failure(id, error);
    if (!execution_.is_open()) return;
    failed_event = end_parts(id, error, failed_event);
    if (!execution_.is_open()) return;
  }
  // Observed: States.Runtime ends the execution at once, from within a Parallel too, without a
  // ParallelStateFailed.
  if (error.kind == ErrorKind::Fatal) return fail_execution(error, failed_event);
  if (retry(visit, error, failed_event)) return;
  // Observed: test_parallel_state_fail, test_map_state_break_condition. Between the attempts of a
  // retried Parallel or Map there is no such event.
  const StateType type = visit.state->type();
  if (type == StateType::Parallel) recorder_.record_after(failed_event, record::ParallelFailed{id});
  if (type == StateType::Map) recorder_.record_after(failed_event, record::MapFailed{id});
  if (type == StateType::Parallel || type == StateType::Map) {
    if (!execution_.is_open()) return;
    failed_event = visit.last_event;
  }
  if (catch_error(id, error)) return;
  fail_enclosing(id, std::move(error), failed_event);
}

// AWS MapRunFailed: a run whose children cannot be made ends with its Map, whatever becomes of
// that.
void Stepper::fail_map_run(VisitId id, StatesError error) {
  const Visit& visit = *execution_.find_visit(id);
  error = completed(std::move(error), visit);
  if (!error.evaluation) recorder_.record(record::MapRunFailed{id, error.name, error.cause});
  fail(id, std::move(error), visit.last_event);
}

// Writes the event that tells of a failure in JSONata, and names it.
std::int64_t Stepper::record_evaluation_failure(VisitId id, StatesError& error) {
  const Visit& visit = *execution_.find_visit(id);
  // Observed: test_undefined_reference, test_map_state_items_eval_jsonata_fail, but not
  // test_wait_timestamp_jsonata: as long as the state has no other event, this one has the
  // predecessor of its Entered event.
  const bool is_first =
      visit.last_event == visit.entered_event && visit.state->type() != StateType::Wait;
  recorder_.record_after(is_first ? visit.entered_after : visit.last_event,
                         record::EvaluationFailed{id, visit.state->name(), error.name, error.cause,
                                                  error.evaluation->location});
  error.evaluation.reset();
  return visit.last_event;
}

// Ends what a state that fails by itself has set going: iterations of a Map of which an
// ItemSelector fails, or its run. How AWS writes this is not known; names the event that comes last
// of the state's own.
std::int64_t Stepper::end_parts(VisitId id, const StatesError& error, std::int64_t failed_event) {
  const Visit& visit = *execution_.find_visit(id);
  const MapRun* const run = execution_.find_map_run(visit);
  if (run != nullptr && run->is_running()) {
    recorder_.record_after(failed_event, record::MapRunFailed{id, error.name, error.cause});
    return visit.last_event;
  }
  abort_branches(id, std::nullopt, failed_event);
  return failed_event;
}

// ASL "Retrying after error": the first retrier that names the error decides; once it is used up,
// later ones are not tried.
bool Stepper::retry(const Visit& visit, const StatesError& error, std::int64_t failed_event) {
  const std::vector<Retrier>& retriers = visit.state->common().retriers;
  const auto matching = std::find_if(retriers.begin(), retriers.end(), [&](const Retrier& retrier) {
    return retrier.matches(error);
  });
  if (matching == retriers.end()) return false;
  const auto index = static_cast<std::size_t>(matching - retriers.begin());
  const std::uint32_t used = visit.retries[index];
  if (used >= matching->max_attempts) return false;
  const std::chrono::milliseconds delay = matching->delay(used + 1, conditions_.random);
  recorder_.record(record::RetryScheduled{visit.id, static_cast<std::uint32_t>(index), failed_event,
                                          conditions_.now + delay});
  return true;
}

// ASL "Fallback states".
bool Stepper::catch_error(VisitId id, const StatesError& error) {
  const Visit& visit = *execution_.find_visit(id);
  const std::vector<Catcher>& catchers = visit.state->common().catchers;
  const auto matching = std::find_if(catchers.begin(), catchers.end(), [&](const Catcher& catcher) {
    return catcher.matches(error);
  });
  if (matching == catchers.end()) return false;
  // What fails in a catcher is not caught: in JSONPath the execution fails, in JSONata the state.
  const auto break_off = [&](StatesError broken) {
    broken = completed(std::move(broken), visit);
    if (!broken.evaluation) {
      fail_execution(broken, visit.last_event);
      return true;
    }
    const std::int64_t failed = record_evaluation_failure(id, broken);
    if (execution_.is_open()) fail_enclosing(id, std::move(broken), failed);
    return true;
  };
  // AWS "Passing data between states with variables": of the catcher alone; `$` is the error
  // output.
  const Json caught = error_output(error);
  auto assigned = matching->assign.evaluate(scope(visit, visit.input), caught, budget());
  if (!assigned) return break_off(std::move(assigned).error());
  auto output = matching->shape_output(scope(visit, visit.input), caught, budget());
  if (!output) return break_off(std::move(output).error());
  exit(id, std::move(*output), matching->next, std::move(*assigned));
  return true;
}

void Stepper::fail_enclosing(VisitId id, StatesError error, std::int64_t failed_event) {
  const Visit& failing = *execution_.find_visit(id);
  if (failing.parent == VisitId{}) return fail_execution(error, failed_event);
  const Visit& enclosing = *execution_.find_visit(failing.parent);
  const std::int32_t branch = failing.branch;
  if (enclosing.map) {
    recorder_.record_after(
        failed_event, record::MapIterationFailed{enclosing.id, branch, enclosing.state->name()});
  }
  // Observed: the failing Task is aborted too and comes first, then whatever else is open, all
  // after the failing event (test_service_lambda_map_timeout).
  abort_state(id, failed_event);
  abort_branches(enclosing.id, branch, failed_event);
  fail(enclosing.id, std::move(error), failed_event);
}

// A Fail state or a failed Parallel is over and gets no such event.
void Stepper::abort_state(VisitId id, std::int64_t failed_event) {
  const Visit& visit = *execution_.find_visit(id);
  if (visit.closed || !can_be_aborted(visit.state->type())) return;
  const MapRun* const run = execution_.find_map_run(visit);
  const bool stops_run = run != nullptr && run->is_running();
  recorder_.record_after(failed_event, record::StateAborted{id, visit.state->type()});
  // AWS has this event; where it stands is a guess.
  if (stops_run) recorder_.record_after(failed_event, record::MapRunAborted{id});
}

// By branch, outer states before inner ones. Observed: test_service_lambda_map_timeout; how AWS
// orders what is nested more deeply is not known.
void Stepper::abort_branches(VisitId id, std::optional<std::int32_t> failing,
                             std::int64_t failed_event) {
  const Visit& enclosing = *execution_.find_visit(id);
  for (std::size_t index = 0; index < enclosing.branches.size(); ++index) {
    const Branch& branch = enclosing.branches[index];
    if (branch.output) continue;
    const auto number = static_cast<std::int32_t>(index);
    if (enclosing.map && number != failing) {
      recorder_.record_after(failed_event,
                             record::MapIterationAborted{id, number, enclosing.state->name()});
    }
    const Visit* const inner = execution_.find_visit(branch.current);
    if (inner == nullptr || inner->closed) continue;
    abort_state(inner->id, failed_event);
    abort_branches(inner->id, std::nullopt, failed_event);
  }
}

void Stepper::fail_execution(const StatesError& error, std::int64_t failed_event) {
  recorder_.record_after(failed_event, record::ExecutionFailed{error.name, error.cause});
}

}  // namespace sfn::engine
