#include "engine/execution/stepper.h"

#include <utility>

#include "api-models/quotas.h"
#include "base/assert.h"
#include "engine/asl/definition.h"
#include "engine/dataflow/data_flow.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"

namespace sfn::engine {
namespace {

// AWS "Quotas": input or output of a state, in bytes of UTF-8. Observed: the error of a state other
// than a task's result is not caught (test_start_large_input), and its cause has no words in front.
StatesError output_too_large(const std::string& state) {
  return {
      std::string(error_names::kDataLimitExceeded),
      "The state/task '" + state +
          "' returned a result with a size exceeding the maximum number of bytes service limit.",
      ErrorKind::Fatal};
}

// Each is a row and a journal in the turn's batch.
constexpr std::size_t kChildrenOfTurn = 200;

}  // namespace

Stepper::Stepper(Execution& execution, Recorder& recorder, const TurnConditions& conditions)
    : execution_(execution), recorder_(recorder), conditions_(conditions) {}

// Whether an expression may be evaluated must not depend on what else happens in the same turn.
query::Budget& Stepper::budget() {
  return budget_ =
             query::Budget{conditions_.evaluation_limits,
                           conditions_.watch_evaluation ? conditions_.watch_evaluation() : nullptr};
}

query::Scope Stepper::scope(const Visit& visit, const Json& input) {
  context_.emplace(execution_, visit);
  return query::Scope{input, *context_, conditions_.now, conditions_.random};
}

query::Scope Stepper::scope_of_item(const Visit& map, const Json& input, std::int32_t index) {
  context_.emplace(execution_, map, index);
  return query::Scope{input, *context_, conditions_.now, conditions_.random};
}

void Stepper::handle(const Signal& signal) {
  if (!execution_.is_open()) return;
  // Nothing can happen to an execution that was never started.
  if (execution_.last_seq == 0 && !std::holds_alternative<signal::Start>(signal)) return;
  std::visit([this](const auto& what) { on(what); }, signal);
}

void Stepper::on(const signal::Start&) {
  if (execution_.last_seq != 0) return;
  std::optional<WorkflowTime> times_out_at;
  if (const auto seconds = execution_.header.definition->timeout_seconds()) {
    times_out_at = conditions_.now + std::chrono::seconds{*seconds};
  }
  recorder_.record(record::ExecutionStarted{execution_.input, execution_.role_arn, times_out_at,
                                            execution_.trace_header});
}

void Stepper::on(const signal::TimerFired& fired) {
  const ArmedEffect* const found = execution_.effects.find(fired.effect);
  if (found != nullptr) on_timer(ArmedEffect{*found});
}

void Stepper::on_timer(const ArmedEffect& armed) {
  switch (armed.id.purpose()) {
    case EffectPurpose::ExecutionTimeout:
      // Observed on AWS: stopDate is startDate plus TimeoutSeconds, however late the timer was
      // seen.
      return recorder_.record_at(std::get<TimerEffect>(armed.effect).due,
                                 record::ExecutionTimedOut{});
    case EffectPurpose::Wait: {
      const Visit& visit = *execution_.find_visit(armed.visit);
      return conclude(visit.id, visit.state->resume(visit, signal::TimerFired{armed.id}, *this));
    }
    case EffectPurpose::Retry:
      return attempt(armed.visit);
    case EffectPurpose::TaskTimeout:
    case EffectPurpose::Heartbeat: {
      const Visit& visit = *execution_.find_visit(armed.visit);
      recorder_.record(record::TaskTimedOut{visit.id, visit.task->target});
      // Observed: the event names States.Timeout for a missed heartbeat too, and neither has a
      // cause.
      const bool heartbeat = armed.id.purpose() == EffectPurpose::Heartbeat;
      return fail(visit.id,
                  {std::string(error_names::kTimeout), std::nullopt,
                   heartbeat ? ErrorKind::Heartbeat : ErrorKind::Catchable},
                  visit.last_event);
    }
    case EffectPurpose::Call:
    case EffectPurpose::MapRun:
      break;
  }
  SFN_ASSERT(false, "neither a call nor a map run is a timer");
}

void Stepper::on(const signal::CallStarted& started) {
  const ArmedEffect* const found = execution_.effects.find(started.effect);
  if (found == nullptr) return;
  const Visit& visit = *execution_.find_visit(found->visit);
  // After a restart the call is made again, but it was started once.
  if (!visit.task->started) recorder_.record(record::TaskStarted{visit.id, visit.task->target});
}

void Stepper::on(const signal::CallSubmitted& submitted) {
  const ArmedEffect* const found = execution_.effects.find(submitted.effect);
  if (found == nullptr || found->phase == EffectPhase::Submitted) return;
  on(signal::CallStarted{submitted.effect});
  if (!execution_.is_open()) return;
  const Visit& visit = *execution_.find_visit(found->visit);
  recorder_.record(record::TaskSubmitted{visit.id, visit.task->target, submitted.output});
}

void Stepper::on(const signal::CallEnded& ended) {
  const ArmedEffect* const found = execution_.effects.find(ended.effect);
  if (found == nullptr) return;
  on(signal::CallStarted{ended.effect});
  if (!execution_.is_open()) return;
  const Visit& visit = *execution_.find_visit(found->visit);
  conclude(visit.id, visit.state->resume(visit, ended, *this));
}

void Stepper::on(const signal::ChildEnded& ended) {
  const ArmedEffect* const found = execution_.effects.find(ended.effect);
  if (found == nullptr) return;
  const Visit& visit = *execution_.find_visit(found->visit);
  const MapRun& run = map_run(visit);
  // A restart asks about children again, and one that is not in the journal yet will be started
  // again.
  const auto index = static_cast<std::size_t>(ended.index);
  if (index >= run.children.size() || run.children[index].status != ChildStatus::Running) return;
  conclude(visit.id, visit.state->resume(visit, ended, *this));
}

void Stepper::on(const signal::MapRunUpdateRequested& update) {
  for (const auto& [seq, run] : execution_.map_runs) {
    if (run.arn != update.map_run_arn || !run.is_running()) continue;
    MapRunLimits limits = run.limits;
    if (update.max_concurrency) limits.max_concurrency = *update.max_concurrency;
    if (update.tolerated_failure_percentage)
      limits.tolerated_failure_percentage = update.tolerated_failure_percentage;
    if (update.tolerated_failure_count)
      limits.tolerated_failure_count = update.tolerated_failure_count;
    return recorder_.record(record::MapRunUpdated{run.visit, limits});
  }
}

void Stepper::start_children(VisitId map) {
  const Visit& visit = *execution_.find_visit(map);
  auto started = visit.state->start_children(visit, *this);
  if (!started) fail(map, std::move(started).error(), visit.last_event);
}

bool Stepper::may_start_children() const {
  return children_.size() < kChildrenOfTurn && children_bytes_ < conditions_.byte_share;
}

const MapRun& Stepper::map_run(const Visit& map) const {
  const MapRun* const run = execution_.find_map_run(map);
  SFN_ASSERT(run != nullptr, "the Map has started its run");
  return *run;
}

bool Stepper::has_room_for_child(const MapRun& run, std::size_t handed_out) const {
  return may_start_children() && run.has_room_for(static_cast<std::int64_t>(handed_out));
}

void Stepper::start_child(ChildStart child) {
  children_bytes_ += child.input.text_bytes();
  children_.push_back(std::move(child));
}

void Stepper::on(const signal::StopRequested& stop) {
  recorder_.record(record::ExecutionAborted{stop.error, stop.cause});
}

// One decision: the state is entered and makes its first attempt. AWS writes these two together,
// before it turns to the next branch. Observed: test_service_lambda_map_timeout.
void Stepper::enter_next(BranchRef ref) {
  const Branch::Pending pending = execution_.branch(ref).pending.value();
  const State* const state = execution_.header.definition->find(pending.state);
  SFN_ASSERT(state != nullptr, "transitions lead to states of the definition");
  recorder_.record(
      record::StateEntered{ref.visit, ref.index, state->type(), pending.state, pending.input});
  if (!execution_.is_open()) return;
  attempt(execution_.branch(ref).current);
}

void Stepper::attempt(VisitId id) {
  const Visit& visit = *execution_.find_visit(id);
  conclude(id, visit.state->enter(visit, *this));
}

void Stepper::conclude(VisitId id, StepOutcome outcome) {
  if (!execution_.is_open()) return;
  if (auto* const done = std::get_if<Done>(&outcome)) return leave(id, std::move(*done));
  if (auto* const error = std::get_if<StatesError>(&outcome)) {
    return fail(id, std::move(*error), execution_.find_visit(id)->last_event);
  }
}

void Stepper::leave(VisitId id, Done done) {
  const Visit& visit = *execution_.find_visit(id);
  const State& state = *visit.state;
  auto output = state.data_flow().shape_output(scope(visit, visit.input), done.result, budget());
  if (!output) return fail(id, std::move(output).error(), visit.last_event);
  exit(id, std::move(*output), done.next ? std::move(done.next) : state.common().next);
}

void Stepper::exit(VisitId id, Json output, std::optional<std::string> next) {
  const Visit& visit = *execution_.find_visit(id);
  if (output.text_bytes() > api::quotas::kPayloadBytes) {
    return fail(id, output_too_large(visit.state->name()), visit.last_event);
  }
  const BranchRef ref{visit.parent, visit.branch};
  const bool last = !next.has_value();
  recorder_.record(
      record::StateExited{id, visit.state->type(), visit.state->name(), output, std::move(next)});
  if (last && execution_.is_open()) end_branch(ref, std::move(output));
}

void Stepper::end_branch(BranchRef ref, Json output) {
  if (ref.visit == VisitId{})
    return recorder_.record(record::ExecutionSucceeded{std::move(output)});
  const Visit& enclosing = *execution_.find_visit(ref.visit);
  auto gone_on = enclosing.state->branch_ended(enclosing, ref.index, *this);
  if (!gone_on) return fail(enclosing.id, std::move(gone_on).error(), enclosing.last_event);
  if (!execution_.is_open() || !enclosing.have_all_branches_ended()) return;
  conclude(enclosing.id, enclosing.state->join(enclosing, *this));
}

}  // namespace sfn::engine
