#include "engine/execution/apply.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "base/overloaded.h"
#include "engine/asl/definition.h"
#include "engine/asl/task_resource.h"
#include "engine/execution/task_token.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"
#include "engine/states/state.h"

namespace sfn::engine {
namespace {

Visit& visit_of(Execution& execution, VisitId id) {
  Visit* const visit = execution.find_visit(id);
  SFN_ASSERT(visit != nullptr, "a record names a visit that is known");
  return *visit;
}

void arm(Execution& execution, const Record& record, EffectPurpose purpose, VisitId visit,
         decltype(ArmedEffect::effect) effect) {
  const EffectId id{record.seq, purpose};
  execution.effects.arm({id, visit, EffectPhase::Armed, std::move(effect)});
}

// Forgets everything below a visit: its branches are over or start anew.
void drop_branches(Execution& execution, Visit& visit) {
  visit.map.reset();
  visit.ended_branches = 0;
  for (const Branch& branch : visit.branches) {
    execution.variable_bytes -= branch.variables.bytes();
    if (Visit* const inner = execution.find_visit(branch.current)) {
      drop_branches(execution, *inner);
      execution.effects.disarm(inner->id);
      execution.visits.erase(inner->id);
    }
  }
  if (visit.branches.empty()) return;  // most visits, and the agenda may be long
  std::erase_if(execution.agenda, [&](const BranchRef& ref) { return ref.visit == visit.id; });
  visit.branches.clear();
}

// What would start children has a Map that waits for them.
void check_map_run_is_over(const Execution& execution, const Visit& visit) {
  const MapRun* const run = execution.find_map_run(visit);
  SFN_ASSERT(run == nullptr || !run->is_running(), "a map run ends before its Map");
}

void close_visit(Execution& execution, VisitId id) {
  Visit& visit = visit_of(execution, id);
  check_map_run_is_over(execution, visit);
  drop_branches(execution, visit);
  execution.effects.disarm(id);
  execution.visits.erase(id);
}

void put_on_agenda(Execution& execution, BranchRef ref, Branch::Pending pending) {
  execution.branch(ref).pending = std::move(pending);
  execution.agenda.push_back(ref);
}

// Whether the run can go on by itself has changed.
void plan_map_run(Execution& execution, const MapRun& run) {
  auto& agenda = execution.map_run_agenda;
  const auto planned = std::find(agenda.begin(), agenda.end(), run.visit);
  if (run.can_start_child() == (planned != agenda.end())) return;
  if (planned == agenda.end()) {
    agenda.push_back(run.visit);
  } else {
    agenda.erase(planned);
  }
}

void end_map_run(Execution& execution, const Visit& visit, MapRunStatus status, WorkflowTime when) {
  MapRun* const run = execution.find_map_run(visit);
  if (run == nullptr || !run->is_running()) return;
  run->end(status, when);
  plan_map_run(execution, *run);
  execution.effects.disarm(visit.id, EffectPurpose::MapRun);
}

void end(Execution& execution, const Record& record, Status status) {
  for (auto& [seq, run] : execution.map_runs) {
    if (run.is_running()) run.end(MapRunStatus::Aborted, record.at);
  }
  execution.map_run_agenda.clear();
  execution.status = status;
  execution.stopped_at = record.at;
  execution.effects.disarm_all();
  // The visits stay: they are what a redrive goes on from.
  execution.agenda.clear();
}

class Applier {
 public:
  Applier(Execution& execution, const Record& record) : execution_(execution), record_(record) {}

  void operator()(const record::ExecutionStarted& started) {
    execution_.input = started.input;
    execution_.role_arn = started.role_arn;
    execution_.trace_header = started.trace_header;
    execution_.started_by = started.started_by;
    execution_.started_at = record_.at;
    if (started.times_out_at) {
      arm(execution_, record_, EffectPurpose::ExecutionTimeout, VisitId{},
          TimerEffect{*started.times_out_at});
    }
    // Observed: the first state's Entered event has no previous event, not even ExecutionStarted.
    put_on_agenda(execution_, BranchRef{},
                  {execution_.header.definition->start_at(), started.input, 0});
  }

  void operator()(const record::ExecutionSucceeded& succeeded) {
    end(execution_, record_, Status::Succeeded);
    execution_.output = succeeded.output;
  }

  void operator()(const record::ExecutionFailed& failed) {
    end(execution_, record_, Status::Failed);
    execution_.error = failed.error;
    execution_.cause = failed.cause;
  }

  void operator()(const record::ExecutionTimedOut&) { end(execution_, record_, Status::TimedOut); }

  void operator()(const record::ExecutionAborted& aborted) {
    end(execution_, record_, Status::Aborted);
    execution_.error = aborted.error;
    execution_.cause = aborted.cause;
  }

  void operator()(const record::StateEntered& entered) {
    const BranchRef ref{entered.parent, entered.branch};
    Branch& branch = execution_.branch(ref);
    SFN_ASSERT(branch.pending && branch.pending->state == entered.state,
               "the state that is entered is the one that is due");
    branch.pending.reset();
    branch.current = VisitId{record_.seq};
    if (execution_.agenda.front() == ref) {
      execution_.agenda.pop_front();
    } else {
      std::erase(execution_.agenda, ref);
    }

    Visit visit;
    visit.id = VisitId{record_.seq};
    visit.parent = entered.parent;
    visit.branch = entered.branch;
    visit.state = execution_.header.definition->find(entered.state);
    SFN_ASSERT(visit.state != nullptr, "the definition has the state that was entered");
    visit.input = entered.input;
    visit.entered_event = record_.event_id;
    visit.entered_after = record_.previous_event_id;
    visit.entered_at = record_.at;
    visit.last_event = record_.event_id;
    visit.retries.assign(visit.state->common().retriers.size(), 0);
    execution_.visits.emplace(visit.id, std::move(visit));
  }

  void operator()(const record::StateExited& exited) {
    const Visit& visit = visit_of(execution_, exited.visit);
    const BranchRef ref{visit.parent, visit.branch};
    close_visit(execution_, exited.visit);
    Branch& branch = execution_.branch(ref);
    branch.current = VisitId{};
    execution_.variable_bytes -= branch.variables.bytes();
    if (exited.next) {
      branch.variables.assign(exited.assigned);
      execution_.variable_bytes += branch.variables.bytes();
      put_on_agenda(execution_, ref, {*exited.next, exited.output, record_.event_id});
      return;
    }
    branch.output = exited.output;
    branch.variables = {};
    if (Visit* const parent = execution_.find_visit(ref.visit)) {
      parent->last_event = record_.event_id;
      ++parent->ended_branches;
      if (parent->map) --parent->map->running;
    }
  }

  void operator()(const record::StateAborted& aborted) {
    end_map_run(execution_, visit_of(execution_, aborted.visit), MapRunStatus::Aborted, record_.at);
    execution_.effects.disarm(aborted.visit);
    visit_of(execution_, aborted.visit).closed = true;
  }

  void operator()(const record::TaskScheduled& scheduled) {
    Visit& visit = visit_of(execution_, scheduled.visit);
    execution_.effects.disarm(visit.id);  // the retry timer that led here
    visit.last_event = record_.event_id;
    visit.scheduled_by = record_.seq;
    visit.task = TaskAttempt{scheduled.target, false, scheduled.heartbeat_seconds};
    const bool is_activity = scheduled.target.family == TaskFamily::Activity;
    arm(execution_, record_, EffectPurpose::Call, visit.id,
        CallEffect{scheduled.target, scheduled.region, scheduled.parameters, record_.event_id,
                   visit.state->name(), visit.retry_count, execution_.header.execution_arn,
                   std::nullopt, asl::pattern_of(scheduled.target),
                   is_activity ? encode_task_token(task_token_of(execution_, record_.seq)) : "",
                   record_.at});
    arm_timer_after(scheduled.timeout_seconds, EffectPurpose::TaskTimeout, visit.id);
    // AWS "Activities": only a worker that has the task can miss a heartbeat.
    if (!is_activity)
      arm_timer_after(scheduled.heartbeat_seconds, EffectPurpose::Heartbeat, visit.id);
  }

  void operator()(const record::TaskStarted& started) {
    Visit& visit = visit_of(execution_, started.visit);
    SFN_ASSERT(visit.task.has_value(), "a task starts after it was scheduled");
    visit.task->started = true;
    visit.last_event = record_.event_id;
    if (started.target.family != TaskFamily::Activity) return;
    // A worker has it, so it is offered to no other.
    call_of(visit.id).phase = EffectPhase::Submitted;
    arm_timer_after(visit.task->heartbeat_seconds, EffectPurpose::Heartbeat, visit.id);
  }

  void operator()(const record::TaskSubmitted& submitted) {
    Visit& visit = visit_of(execution_, submitted.visit);
    SFN_ASSERT(submitted.target.family == TaskFamily::Service,
               "only the work of a service is submitted");
    ArmedEffect& call = call_of(visit.id);
    call.phase = EffectPhase::Submitted;
    std::get<CallEffect>(call.effect).accepted = submitted.output;
    visit.last_event = record_.event_id;
  }

  void operator()(const record::TaskSucceeded& succeeded) { end_attempt(succeeded.visit); }
  void operator()(const record::TaskFailed& failed) { end_attempt(failed.visit); }
  void operator()(const record::TaskTimedOut& timed_out) { end_attempt(timed_out.visit); }

  void operator()(const record::EvaluationFailed& failed) {
    visit_of(execution_, failed.visit).last_event = record_.event_id;
  }

  void operator()(const record::ParallelStarted& started) {
    Visit& visit = visit_of(execution_, started.visit);
    drop_branches(execution_, visit);
    execution_.effects.disarm(visit.id);
    visit.last_event = record_.event_id;
    const std::span<const StateGraph> graphs = visit.state->branches();
    SFN_ASSERT(!graphs.empty(), "a state that starts branches has some");
    visit.branches.resize(graphs.size());
    for (std::size_t i = 0; i < graphs.size(); ++i) {
      put_on_agenda(execution_, {visit.id, static_cast<std::int32_t>(i)},
                    {graphs[i].start_at, started.input, record_.event_id});
    }
  }

  // Observed: ParallelStateExited names the same previous event as ParallelStateSucceeded, so
  // last_event stays.
  void operator()(const record::ParallelSucceeded&) {}

  void operator()(const record::ParallelFailed& failed) {
    Visit& visit = visit_of(execution_, failed.visit);
    visit.last_event = record_.event_id;
    visit.closed = true;
  }

  void operator()(const record::MapStarted& started) {
    Visit& visit = visit_of(execution_, started.visit);
    drop_branches(execution_, visit);
    execution_.effects.disarm(visit.id);
    visit.last_event = record_.event_id;
    visit.map = MapProgress{started.items, started.length, started.concurrency};
  }

  void operator()(const record::MapIterationStarted& started) {
    Visit& visit = visit_of(execution_, started.visit);
    SFN_ASSERT(visit.map.has_value(), "an iteration belongs to a Map that has started");
    SFN_ASSERT(static_cast<std::size_t>(started.index) == visit.branches.size(),
               "iterations start in the order of the items");
    visit.branches.emplace_back();
    ++visit.map->running;
    put_on_agenda(
        execution_, {visit.id, started.index},
        {visit.state->branches()[0].start_at,
         started.input ? *started.input : visit.map->item(started.index), record_.event_id});
  }

  // Observed: test_map_state. What follows the last iteration names its success as the previous
  // event; the next iteration and MapStateExited do not.
  void operator()(const record::MapIterationSucceeded& succeeded) {
    visit_of(execution_, succeeded.visit).last_event = record_.event_id;
  }
  void operator()(const record::MapIterationFailed&) {}
  void operator()(const record::MapIterationAborted&) {}
  void operator()(const record::MapSucceeded&) {}

  void operator()(const record::MapFailed& failed) {
    Visit& visit = visit_of(execution_, failed.visit);
    visit.last_event = record_.event_id;
    visit.closed = true;
  }

  void operator()(const record::MapRunStarted& started) {
    Visit& visit = visit_of(execution_, started.visit);
    SFN_ASSERT(visit.map.has_value(), "a run belongs to a Map that has started");
    visit.last_event = record_.event_id;
    visit.map->run = record_.seq;
    MapRun run;
    run.seq = record_.seq;
    run.visit = visit.id;
    run.arn = started.arn;
    run.started_at = record_.at;
    run.limits = started.limits;
    run.items.total = visit.map->length;
    run.changed = true;
    arm(execution_, record_, EffectPurpose::MapRun, visit.id, MapRunEffect{started.arn});
    plan_map_run(execution_,
                 execution_.map_runs.emplace(record_.seq, std::move(run)).first->second);
  }

  // Observed: test_map_state_nested_config_distributed. MapStateExited names MapRunStarted, so
  // last_event stays.
  void operator()(const record::MapRunSucceeded& succeeded) {
    const Visit& visit = visit_of(execution_, succeeded.visit);
    end_map_run(execution_, visit, MapRunStatus::Succeeded, record_.at);
    execution_.find_map_run(visit)->ended_event = record_.event_id;
  }

  void operator()(const record::MapRunFailed& failed) {
    Visit& visit = visit_of(execution_, failed.visit);
    end_map_run(execution_, visit, MapRunStatus::Failed, record_.at);
    visit.last_event = record_.event_id;
  }

  void operator()(const record::MapRunAborted& aborted) {
    end_map_run(execution_, visit_of(execution_, aborted.visit), MapRunStatus::Aborted, record_.at);
  }

  void operator()(const record::MapRunChildrenStarted& started) {
    MapRun& run = map_run_of(started.visit);
    for (const std::int32_t items : started.items) run.start_child(items);
    plan_map_run(execution_, run);
  }

  void operator()(const record::MapRunChildEnded& ended) {
    MapRun& run = map_run_of(ended.visit);
    run.end_child(ended.index, ended.status, ended.output);
    plan_map_run(execution_, run);
  }

  void operator()(const record::MapRunUpdated& updated) {
    MapRun& run = map_run_of(updated.visit);
    run.limits = updated.limits;
    run.changed = true;
    plan_map_run(execution_, run);
  }

  void operator()(const record::WaitArmed& armed) {
    arm(execution_, record_, EffectPurpose::Wait, visit_of(execution_, armed.visit).id,
        TimerEffect{armed.due});
  }

  void operator()(const record::RetryScheduled& retry) {
    Visit& visit = visit_of(execution_, retry.visit);
    check_map_run_is_over(execution_, visit);
    drop_branches(execution_, visit);
    execution_.effects.disarm(visit.id);
    visit.task.reset();
    visit.scheduled_by = 0;
    visit.last_event = retry.failed_event;
    ++visit.retry_count;
    SFN_ASSERT(retry.retrier < visit.retries.size(),
               "a retrier has an index within the state's Retry");
    ++visit.retries[retry.retrier];
    arm(execution_, record_, EffectPurpose::Retry, visit.id, TimerEffect{retry.due});
  }

  void operator()(const record::HeartbeatReceived& heartbeat) {
    Visit& visit = visit_of(execution_, heartbeat.visit);
    SFN_ASSERT(visit.task.has_value(), "a heartbeat is of an attempt that is under way");
    ++execution_.heartbeats;
    execution_.effects.disarm(visit.id, EffectPurpose::Heartbeat);
    arm_timer_after(visit.task->heartbeat_seconds, EffectPurpose::Heartbeat, visit.id);
  }

  void operator()(const record::TaskAnswered& answered) {
    Visit& visit = visit_of(execution_, answered.visit);
    SFN_ASSERT(visit.task.has_value(), "an answer is of an attempt that is under way");
    visit.task->answer = answered.output
                             ? StateResult<Json>{*answered.output}
                             : sfn::unexpected(StatesError{answered.error, answered.cause});
    execution_.effects.disarm(visit.id, EffectPurpose::Heartbeat);  // nobody owes one any more
  }

 private:
  MapRun& map_run_of(VisitId visit) {
    MapRun* const run = execution_.find_map_run(visit_of(execution_, visit));
    SFN_ASSERT(run != nullptr && run->is_running(), "children belong to a run that is under way");
    ++execution_.map_run_records;
    return *run;
  }

  ArmedEffect& call_of(VisitId visit) {
    ArmedEffect* const call = execution_.effects.find(visit, EffectPurpose::Call);
    SFN_ASSERT(call != nullptr, "what is submitted is a call that is armed");
    return *call;
  }

  void arm_timer_after(std::optional<std::int64_t> seconds, EffectPurpose purpose, VisitId visit) {
    if (!seconds) return;
    arm(execution_, record_, purpose, visit,
        TimerEffect{record_.at + std::chrono::seconds{*seconds}});
  }

  void end_attempt(VisitId id) {
    Visit& visit = visit_of(execution_, id);
    execution_.effects.disarm(id);
    visit.task.reset();
    visit.last_event = record_.event_id;
  }

  Execution& execution_;
  const Record& record_;
};

}  // namespace

void apply(Execution& execution, const Record& record) {
  SFN_ASSERT(record.seq == execution.last_seq + 1, "records are applied in order, without gaps");
  SFN_ASSERT(execution.is_open(), "nothing happens after an execution has ended");
  SFN_ASSERT((record.seq == 1) == std::holds_alternative<record::ExecutionStarted>(record.body),
             "an execution is started first, and once");
  SFN_ASSERT(record.at >= execution.last_at, "time does not go back");
  if (record.event_id != 0) {
    SFN_ASSERT(record.event_id == execution.last_event_id + 1, "event ids have no gaps");
    execution.last_event_id = record.event_id;
  }
  execution.last_seq = record.seq;
  execution.last_at = record.at;
  std::visit(Applier{execution, record}, record.body);
}

}  // namespace sfn::engine
