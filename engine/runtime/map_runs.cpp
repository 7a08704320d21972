#include "engine/runtime/map_runs.h"

#include <utility>

#include "api-models/arn.h"
#include "api-models/shapes/map_run_state.h"
#include "base/assert.h"
#include "base/random.h"
#include "engine/asl/definition.h"
#include "engine/execution/record_codec.h"
#include "engine/runtime/row_values.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"

namespace sfn::engine {
namespace {

constexpr std::int64_t kRecordsOfExecution = std::int64_t{1} << 20;  // see the journal's key
constexpr std::size_t kChildrenPerRead = 100;

// "arn:…:mapRun:<machine>/<label>:<uuid>"
std::string label_of(const std::string& map_run_arn) {
  const std::string_view name = api::split_arn(map_run_arn).at(6);
  return std::string(name.substr(name.find('/') + 1));
}

// The machine's own name, where a child's is "<machine>/<label>".
std::string_view machine_name(const std::string& name) {
  return std::string_view(name).substr(0, name.find('/'));
}
std::string machine_arn(const std::string& arn) { return arn.substr(0, arn.find('/')); }

// The processor is a copy: the definition that it is part of may have no other owner than the
// header.
ExecutionHeader header_of_child(ExecutionHeader of_machine, const std::string& label,
                                MapProcessor processor) {
  of_machine.state_machine_name =
      std::string(machine_name(of_machine.state_machine_name)) + "/" + label;
  of_machine.state_machine_arn =
      api::labelled_arn(machine_arn(of_machine.state_machine_arn), label);
  of_machine.definition = std::move(processor.definition);
  of_machine.kind = processor.is_express ? ExecutionKind::Express : ExecutionKind::Standard;
  return of_machine;
}

MapRunCounts counts_of(const api::MapRunCounts& shown) {
  return {shown.total,  shown.running,   shown.succeeded,
          shown.failed, shown.timed_out, shown.aborted};
}

// As far as its row shows it: nothing of it goes on, it can only be ended.
MapRun run_of(const persistence::MapRunRow& row) {
  MapRun run;
  run.seq = row.number % kRecordsOfExecution;
  run.arn = row.arn;
  run.started_at = from_epoch_milliseconds(row.started_at);
  const auto state = api::decode<api::MapRunState>(Json::parse_trusted(row.state));
  SFN_ASSERT(state.has_value(), "the state of a map run is as the engine wrote it");
  run.limits = {state->max_concurrency, state->tolerated_failure_percentage,
                state->tolerated_failure_count};
  run.items = counts_of(state->item_counts);
  run.executions = counts_of(state->execution_counts);
  run.next_item = run.items.total;
  return run;
}

std::optional<ChildStatus> child_status(persistence::ExecutionStatus status) {
  switch (status) {
    case persistence::ExecutionStatus::Running:
      return std::nullopt;
    case persistence::ExecutionStatus::Succeeded:
      return ChildStatus::Succeeded;
    case persistence::ExecutionStatus::Failed:
      return ChildStatus::Failed;
    case persistence::ExecutionStatus::TimedOut:
      return ChildStatus::TimedOut;
    case persistence::ExecutionStatus::Aborted:
      break;
  }
  return ChildStatus::Aborted;
}

std::optional<Json> output_of(const persistence::Store& store, std::int64_t execution) {
  for (persistence::JournalRow& last :
       store.read_journal({execution, 0, persistence::Direction::Backward, true, 1})) {
    const Record record = decode_record(last.seq, last.event_id, from_epoch_milliseconds(last.at),
                                        last.kind, std::move(last.payload));
    if (const auto* const end = std::get_if<record::ExecutionSucceeded>(&record.body))
      return end->output;
  }
  return std::nullopt;
}

}  // namespace

std::int64_t map_run_number(std::int64_t execution, std::int64_t seq) {
  return execution * kRecordsOfExecution + seq;
}

ParentLink parent_of_child(const persistence::ExecutionRow& child) {
  SFN_ASSERT(child.map_run.has_value(), "the execution is a child of a map run");
  return {*child.map_run / kRecordsOfExecution,
          EffectId{*child.map_run % kRecordsOfExecution, EffectPurpose::MapRun},
          child.map_run_index};
}

std::vector<persistence::RowWrite> map_run_rows(const Resident& parent, const Turn& turn) {
  std::vector<persistence::RowWrite> rows;
  for (const std::int64_t seq : turn.map_runs) {
    const MapRun& run = parent.execution->map_runs.at(seq);
    const std::int64_t number = map_run_number(parent.number, seq);
    if (seq < turn.records.front().seq) {
      rows.emplace_back(persistence::UpdateMapRun{number, to_row_status(run.status),
                                                  to_row_time(run.stopped_at), run.state_text()});
      continue;
    }
    rows.emplace_back(persistence::InsertMapRun{
        {number, run.arn, parent.number, parent.machine, parent.revision, label_of(run.arn),
         to_row_status(run.status), to_epoch_milliseconds(run.started_at),
         to_row_time(run.stopped_at), run.state_text()}});
  }
  return rows;
}

std::vector<MapRun> running_map_runs(const persistence::Store& store, std::int64_t execution) {
  std::vector<MapRun> running;
  persistence::MapRunPage page{.execution = execution};
  while (true) {
    const auto rows = store.list_map_runs(page);
    for (const persistence::MapRunRow& row : rows) {
      if (row.status == persistence::MapRunStatus::Running) running.push_back(run_of(row));
      page.before_number = row.number;
    }
    if (rows.size() < page.limit) return running;
  }
}

std::unique_ptr<Execution> make_child(const Execution& parent, const ChildStart& start,
                                      std::int64_t number) {
  const MapRun& run = parent.map_runs.at(start.map_run);
  const std::string label = label_of(run.arn);
  const MapProcessor* const processor = parent.header.definition->find_processor(label);
  SFN_ASSERT(processor != nullptr, "a map run is of a Map that the definition has");
  auto child = std::make_unique<Execution>();
  child->header = header_of_child(parent.header, label, *processor);
  ExecutionHeader& header = child->header;
  header.number = number;
  header.execution_name = uuid_of(run.arn + "#" + std::to_string(start.index));
  header.execution_arn = processor->is_express
                             ? api::express_arn(header.state_machine_arn, header.execution_name,
                                                uuid_of(header.execution_name))
                             : api::execution_arn(header.state_machine_arn, header.execution_name);
  child->input = start.input;
  child->role_arn = parent.role_arn;
  child->trace_header = parent.trace_header;
  return child;
}

std::optional<ExecutionHeader> child_header(const persistence::Store& store,
                                            const persistence::ExecutionRow& row,
                                            ExecutionHeader of_machine) {
  const auto run = store.find_map_run_by_number(*row.map_run);
  if (!run) return std::nullopt;
  const MapProcessor* const processor = of_machine.definition->find_processor(run->label);
  if (processor == nullptr) return std::nullopt;
  return header_of_child(std::move(of_machine), run->label, *processor);
}

std::optional<signal::ChildEnded> end_of_child(const ParentLink& parent, const Execution& child) {
  const auto status = child_status(to_row_status(child.status));
  if (!status) return std::nullopt;
  return signal::ChildEnded{parent.map_run, parent.index, *status, child.output};
}

EndedChildren ended_children(const persistence::Store& store, std::int64_t execution,
                             EffectId map_run, std::int32_t after) {
  EndedChildren found;
  const std::int64_t number = map_run_number(execution, map_run.armed_by());
  while (found.ended.empty()) {
    const auto children = store.list_children(number, after, kChildrenPerRead);
    for (const persistence::ExecutionRow& child : children) {
      after = child.map_run_index;
      const auto status = child_status(child.status);
      if (!status) continue;
      found.ended.push_back(
          {map_run, child.map_run_index, *status,
           *status == ChildStatus::Succeeded ? output_of(store, child.number) : std::nullopt});
    }
    if (children.size() < kChildrenPerRead) return found;
  }
  found.go_on_after = after;
  return found;
}

}  // namespace sfn::engine
