#include "engine/runtime/recovery.h"

#include <algorithm>
#include <utility>

#include "api-models/arn.h"
#include "base/assert.h"
#include "engine/asl/task_resource.h"
#include "engine/execution/apply.h"
#include "engine/execution/record_codec.h"
#include "engine/execution/recorder.h"
#include "engine/runtime/map_runs.h"

namespace sfn::engine {
namespace {

// A row may have a quarter of a megabyte, and every thread may be folding.
constexpr std::size_t kRowsPerRead = 200;

// "arn:aws:states:<region>:…"
std::string region_of(const std::string& arn) { return std::string(api::split_arn(arn).at(3)); }

}  // namespace

std::unique_ptr<Execution> fold_journal(const persistence::Store& store, Machines& machines,
                                        const persistence::ExecutionRow& row) {
  const auto machine = store.find_machine_by_id(row.machine);
  auto definition = machines.definition(row.revision);
  if (!machine || !definition) return nullptr;
  auto execution = std::make_unique<Execution>();
  execution->header = {row.arn,       row.name,           machine->arn,
                       machine->name, region_of(row.arn), std::move(definition),
                       row.number};
  if (row.map_run) {
    auto header = child_header(store, row, std::move(execution->header));
    if (!header) return nullptr;
    execution->header = *std::move(header);
  }
  for (std::int64_t next = 1;;) {
    auto rows = store.read_journal(
        {row.number, next, persistence::Direction::Forward, false, kRowsPerRead});
    for (persistence::JournalRow& entry : rows) {
      apply(*execution, decode_record(entry.seq, entry.event_id, from_epoch_milliseconds(entry.at),
                                      entry.kind, std::move(entry.payload)));
      next = entry.seq + 1;
    }
    if (rows.size() < kRowsPerRead) return execution;
  }
}

namespace {

// The tasks that were under way, as far as the journal can be read: what they have started is to be
// stopped. Says the same as apply(), which needs the whole execution for it.
class Calls {
 public:
  explicit Calls(Execution& execution) : execution_(execution) {}

  void follow(const Record& record) {
    if (const auto* const scheduled = std::get_if<record::TaskScheduled>(&record.body))
      return schedule(record, *scheduled);
    if (const auto* const submitted = std::get_if<record::TaskSubmitted>(&record.body))
      return submit(*submitted);
    if (const auto* const succeeded = std::get_if<record::TaskSucceeded>(&record.body))
      return end(succeeded->visit);
    if (const auto* const failed = std::get_if<record::TaskFailed>(&record.body))
      return end(failed->visit);
    if (const auto* const timed_out = std::get_if<record::TaskTimedOut>(&record.body))
      return end(timed_out->visit);
    if (const auto* const aborted = std::get_if<record::StateAborted>(&record.body))
      return end(aborted->visit);
  }

 private:
  void schedule(const Record& record, const record::TaskScheduled& scheduled) {
    CallEffect call;
    call.target = scheduled.target;
    call.region = scheduled.region;
    call.parameters = scheduled.parameters;
    call.scheduled_event = record.event_id;
    call.execution_arn = execution_.header.execution_arn;
    call.pattern = asl::pattern_of(scheduled.target);
    call.scheduled_at = record.at;
    end(scheduled.visit);
    execution_.effects.arm({EffectId{record.seq, EffectPurpose::Call}, scheduled.visit,
                            EffectPhase::Armed, std::move(call)});
  }
  void submit(const record::TaskSubmitted& submitted) {
    ArmedEffect* const call = execution_.effects.find(submitted.visit, EffectPurpose::Call);
    if (call == nullptr) return;
    call->phase = EffectPhase::Submitted;
    std::get<CallEffect>(call->effect).accepted = submitted.output;
  }
  void end(VisitId visit) { execution_.effects.disarm(visit, EffectPurpose::Call); }

  Execution& execution_;
};

void arm_calls(Execution& execution, const persistence::Store& store, std::int64_t number) {
  Calls calls{execution};
  for (std::int64_t next = 1;;) {
    auto rows =
        store.read_journal({number, next, persistence::Direction::Forward, false, kRowsPerRead});
    for (persistence::JournalRow& entry : rows) {
      next = entry.seq + 1;
      try {
        calls.follow(decode_record(entry.seq, entry.event_id, from_epoch_milliseconds(entry.at),
                                   entry.kind, std::move(entry.payload)));
      } catch (const BugError&) {
        continue;  // this one cannot be read, the others can
      }
    }
    if (rows.size() < kRowsPerRead) return;
  }
}

void arm_map_runs(Execution& execution, const persistence::Store& store, std::int64_t number) {
  for (MapRun& run : running_map_runs(store, number)) {
    const std::int64_t seq = run.seq;
    execution.effects.arm({EffectId{seq, EffectPurpose::MapRun}, run.visit, EffectPhase::Armed,
                           MapRunEffect{run.arn}});
    execution.map_runs.emplace(seq, std::move(run));
  }
}

}  // namespace

std::unique_ptr<Execution> stand_in(const persistence::Store& store,
                                    const persistence::ExecutionRow& row) {
  auto execution = std::make_unique<Execution>();
  execution->header.execution_arn = row.arn;
  for (const bool visible_only : {false, true}) {
    for (const persistence::JournalRow& newest :
         store.read_journal({row.number, 0, persistence::Direction::Backward, visible_only, 1})) {
      execution->last_seq = std::max(execution->last_seq, newest.seq);
      execution->last_at = std::max(execution->last_at, from_epoch_milliseconds(newest.at));
      execution->last_event_id = newest.event_id;
    }
  }
  arm_calls(*execution, store, row.number);
  arm_map_runs(*execution, store, row.number);
  return execution;
}

std::unique_ptr<Execution> not_started(const Execution& execution) {
  auto fresh = std::make_unique<Execution>();
  fresh->header = execution.header;
  fresh->input = execution.input;
  fresh->role_arn = execution.role_arn;
  fresh->trace_header = execution.trace_header;
  fresh->started_by = execution.started_by;
  return fresh;
}

Turn fail_broken(Execution& execution, WorkflowTime now, const std::string& reason) {
  Turn turn;
  for (const auto& [id, effect] : execution.effects) turn.cancelled.push_back(effect);
  turn.abandoned = turn.cancelled;
  for (const auto& [seq, run] : execution.map_runs) {
    if (run.is_running()) turn.map_runs.push_back(seq);
  }
  Recorder recorder{execution, now};
  if (execution.last_seq == 0) {
    recorder.record(record::ExecutionStarted{execution.input, execution.role_arn, std::nullopt,
                                             execution.trace_header, execution.started_by});
  }
  recorder.record(
      record::ExecutionFailed{std::string(error_names::kRuntime), "Internal error: " + reason});
  turn.records = recorder.take();
  return turn;
}

}  // namespace sfn::engine
