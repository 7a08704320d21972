#include "engine/runtime/recovery.h"

#include <algorithm>
#include <utility>

#include "api-models/arn.h"
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
