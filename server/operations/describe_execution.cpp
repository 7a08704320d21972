// AWS DescribeExecution: the row says how the execution stands, the first record holds its input
// and the last one how it ended.
#include <chrono>
#include <utility>

#include "api-models/quotas.h"
#include "base/overloaded.h"
#include "server/operations/actions.h"
#include "server/operations/execution_view.h"
#include "server/operations/lookup.h"

namespace sfn::server {
namespace {

namespace record = engine::record;

// AWS RedriveExecution: how long after its end an execution may be redriven.
constexpr std::chrono::hours kRedrivablePeriod{14 * 24};

// Why AWS would not redrive the execution; nullopt if it would. Observed: test_describe_execution,
// test_state_fail.
std::optional<std::string> not_redrivable_because(const persistence::ExecutionRow& row,
                                                  const persistence::MachineRow& machine,
                                                  std::int64_t last_event, WorkflowTime now) {
  const api::ExecutionStatus status = shown_status(row.status);
  if (status == api::ExecutionStatus::Running || status == api::ExecutionStatus::Succeeded) {
    return "Execution is " + std::string(api::enum_name(status)) + " and cannot be redriven";
  }
  if (machine.deleted) return "State machine is in DELETING status";
  // Redriving needs room for at least one more event.
  if (last_event >= api::quotas::kHistoryEvents - 1)
    return "Execution history event limit exceeded";
  if (row.stopped_at && now - from_epoch_milliseconds(*row.stopped_at) > kRedrivablePeriod) {
    return "Execution redrivable period exceeded";
  }
  return std::nullopt;
}

// AWS DescribeExecution "redriveStatus": a child runs again when its parent is redriven.
api::RedriveStatus redrivable_by(const StartedFrom& from) {
  return from.map_run ? api::RedriveStatus::RedrivableByMapRun : api::RedriveStatus::Redrivable;
}

// What the last record of a closed execution says about its end.
void add_end(api::DescribeExecutionOutput& out, const engine::RecordBody& body) {
  std::visit(
      Overloaded{[&](const record::ExecutionSucceeded& end) { out.output = end.output.text(); },
                 [&](const record::ExecutionFailed& end) {
                   out.error = end.error;
                   out.cause = end.cause;
                 },
                 [&](const record::ExecutionAborted& end) {
                   out.error = end.error;
                   out.cause = end.cause;
                 },
                 // Observed: test_global_timeout: neither error nor cause. The others end nothing.
                 [](const auto&) {}},
      body);
}

}  // namespace

api::ApiResult<api::DescribeExecutionOutput> describe_execution(api::DescribeExecutionInput in,
                                                                const api::Owner& caller,
                                                                App& app) {
  SFN_TRY(const persistence::ExecutionRow row,
          find_describable_execution(in.execution_arn, caller, app));
  const StartedFrom from = started_from(row, app);
  const engine::Record last = last_record(row, app.store);
  const bool includes_data = in.included_data != api::IncludedData::MetadataOnly;

  api::DescribeExecutionOutput out;
  out.execution_arn = row.arn;
  out.state_machine_arn = shown_machine_arn(from);
  out.name = row.name;
  out.status = shown_status(row.status);
  out.start_date = from_epoch_milliseconds(row.started_at);
  if (row.stopped_at) out.stop_date = from_epoch_milliseconds(*row.stopped_at);
  const engine::record::ExecutionStarted started = first_record(row, app.store);
  out.trace_header = started.trace_header;
  if (from.map_run) out.map_run_arn = from.map_run->arn;
  if (includes_data) {
    out.input = started.input.text();
    if (row.stopped_at) add_end(out, last.body);
  }
  out.input_details = api::CloudWatchEventsExecutionDataDetails{includes_data};
  if (row.status == persistence::ExecutionStatus::Succeeded) {
    out.output_details = api::CloudWatchEventsExecutionDataDetails{includes_data};
  }
  out.redrive_count = row.redrive_count;
  out.redrive_status_reason =
      not_redrivable_because(row, from.machine, last.event_id, app.clock.now());
  if (!out.redrive_status_reason) out.redrive_status = redrivable_by(from);
  return out;
}

}  // namespace sfn::server
