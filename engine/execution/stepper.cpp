#include "engine/execution/stepper.h"

#include <algorithm>
#include <utility>

#include "api-models/quotas.h"
#include "base/assert.h"
#include "engine/asl/definition.h"
#include "engine/dataflow/data_flow.h"
#include "engine/execution/data_limit.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"

namespace sfn::engine {
namespace {

// AWS "Quotas": input or output of a state, in bytes of UTF-8. Observed: the error of a state other
// than a task's result is not caught (test_start_large_input), and its cause has no words in front.
StatesError output_too_large(const std::string& state) {
  return data_limit_exceeded(state, ErrorKind::Fatal);
}

// AWS "Quotas": workflow variables. The error and its cause are a guess: AWS's answer is not known.
StatesError variables_too_large(const std::string& state) {
  return {std::string(error_names::kDataLimitExceeded),
          "The state '" + state +
              "' assigned variables with a size exceeding the maximum number of bytes service "
              "limit.",
          ErrorKind::Fatal};
}

// How long the execution may take in all; nullopt: as long as it likes.
std::optional<std::int64_t> seconds_to_run(const ExecutionHeader& header) {
  const std::optional<std::int64_t> of_machine = header.definition->timeout_seconds();
  if (!header.is_express()) return of_machine;
  return std::min(of_machine.value_or(api::quotas::kExpressSeconds), api::quotas::kExpressSeconds);
}

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

bool Stepper::activity_exists(const std::string& arn) const {
  return !conditions_.activity_exists || conditions_.activity_exists(arn);
}

bool Stepper::handle(const Signal& signal) {
  if (!execution_.is_open()) return false;
  // Nothing can happen to an execution that was never started.
  if (execution_.last_seq == 0 && !std::holds_alternative<signal::Start>(signal)) return false;
  return std::visit([this](const auto& what) { return on(what); }, signal);
}

bool Stepper::on(const signal::Start& start) {
  if (execution_.last_seq != 0) return false;
  const WorkflowTime started_at = start.at.value_or(conditions_.now);
  std::optional<WorkflowTime> times_out_at;
  if (const auto seconds = seconds_to_run(execution_.header)) {
    times_out_at = started_at + std::chrono::seconds{*seconds};
  }
  recorder_.record_at(started_at,
                      record::ExecutionStarted{execution_.input, execution_.role_arn, times_out_at,
                                               execution_.trace_header, execution_.started_by});
  return true;
}

bool Stepper::on(const signal::TimerFired& fired) {
  const ArmedEffect* const found = execution_.effects.find(fired.effect);
  if (found == nullptr) return false;
  on_timer(ArmedEffect{*found});
  return true;
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
    case EffectPurpose::Heartbeat:
      return time_out(armed);
    case EffectPurpose::Call:
    case EffectPurpose::MapRun:
      break;
  }
  SFN_ASSERT(false, "neither a call nor a map run is a timer");
}

bool Stepper::on(const signal::CallStarted& started) {
  const ArmedEffect* const call = find_call(started.effect);
  if (call == nullptr) return false;
  const Visit& visit = *execution_.find_visit(call->visit);
  // After a restart the call is made again, but it was started once.
  if (!visit.task->started) recorder_.record(record::TaskStarted{visit.id, visit.task->target});
  return true;
}

bool Stepper::on(const signal::CallSubmitted& submitted) {
  const ArmedEffect* const call = find_call(submitted.effect);
  if (call == nullptr || call->phase == EffectPhase::Submitted) return false;
  on(signal::CallStarted{submitted.effect});
  if (!execution_.is_open()) return true;
  const VisitId id = call->visit;
  recorder_.record(
      record::TaskSubmitted{id, execution_.find_visit(id)->task->target, submitted.output});
  if (execution_.is_open()) static_cast<void>(conclude_answered(id));
  return true;
}

bool Stepper::on(const signal::CallEnded& ended) {
  const ArmedEffect* const call = find_call(ended.effect);
  // A call that was made again after a crash ends when the first one has handed over already.
  if (call == nullptr || is_with_token_holder(*call)) return false;
  on(signal::CallStarted{ended.effect});
  if (!execution_.is_open()) return true;
  const VisitId id = call->visit;
  if (!conclude_answered(id)) conclude_call(id, ended.effect, ended.result);
  return true;
}

bool Stepper::on(const signal::StopRequested& stop) {
  recorder_.record(record::ExecutionAborted{stop.error, stop.cause});
  return true;
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
  const std::int64_t scheduled_by = execution_.last_seq + 1;
  StepOutcome outcome = visit.state->enter(visit, *this);
  // The token that its parameters may have seen is made of this number (context_object.cpp).
  SFN_ASSERT(visit.scheduled_by == 0 || visit.scheduled_by == scheduled_by,
             "an attempt's first record is its TaskScheduled");
  conclude(id, std::move(outcome));
}

void Stepper::conclude(VisitId id, StepOutcome outcome) {
  if (!execution_.is_open()) return;
  if (auto* const done = std::get_if<Done>(&outcome)) return leave(id, std::move(*done));
  if (auto* const error = std::get_if<StatesError>(&outcome)) {
    return fail(id, std::move(*error), execution_.find_visit(id)->last_event);
  }
}

// Variables change when the state has been left: what shapes the output still sees the old ones.
// Observed: test_state_assign_evaluation_order.
void Stepper::leave(VisitId id, Done done) {
  const Visit& visit = *execution_.find_visit(id);
  const State& state = *visit.state;
  const Assign& assign = done.assign != nullptr ? *done.assign : state.common().assign;
  const DataFlow& data_flow = done.data_flow != nullptr ? *done.data_flow : state.data_flow();
  auto assigned = assign.evaluate(scope(visit, visit.input), done.result, budget());
  if (!assigned) return fail(id, std::move(assigned).error(), visit.last_event);
  auto output = data_flow.shape_output(scope(visit, visit.input), done.result, budget());
  if (!output) return fail(id, std::move(output).error(), visit.last_event);
  exit(id, std::move(*output), done.next ? std::move(done.next) : state.common().next,
       std::move(*assigned));
}

// The one quota of a single variable is that of all that one Assign sets, too.
bool Stepper::has_room_for(const Visit& visit, const Json::Members& assigned) const {
  const Variables& present = execution_.branch({visit.parent, visit.branch}).variables;
  return bytes_of(assigned) <= api::quotas::kVariableBytes &&
         execution_.variable_bytes - present.bytes() + present.bytes_with(assigned) <=
             api::quotas::kVariablesBytes;
}

void Stepper::exit(VisitId id, Json output, std::optional<std::string> next,
                   Json::Members assigned) {
  const Visit& visit = *execution_.find_visit(id);
  if (output.text_bytes() > api::quotas::kPayloadBytes) {
    return fail(id, output_too_large(visit.state->name()), visit.last_event);
  }
  if (!has_room_for(visit, assigned)) {
    return fail(id, variables_too_large(visit.state->name()), visit.last_event);
  }
  const BranchRef ref{visit.parent, visit.branch};
  const bool last = !next.has_value();
  recorder_.record(record::StateExited{id, visit.state->type(), visit.state->name(), output,
                                       std::move(next), std::move(assigned)});
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
