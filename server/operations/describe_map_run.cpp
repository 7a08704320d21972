// AWS DescribeMapRun: the row says how the map run stands, and holds its limits and counts.
#include <utility>

#include "base/assert.h"
#include "server/operations/actions.h"
#include "server/operations/lookup.h"

namespace sfn::server {

// The two enumerations name the same statuses in the same order.
static_assert(static_cast<int>(api::MapRunStatus::Running) ==
                  static_cast<int>(persistence::MapRunStatus::Running) &&
              static_cast<int>(api::MapRunStatus::Succeeded) ==
                  static_cast<int>(persistence::MapRunStatus::Succeeded) &&
              static_cast<int>(api::MapRunStatus::Failed) ==
                  static_cast<int>(persistence::MapRunStatus::Failed) &&
              static_cast<int>(api::MapRunStatus::Aborted) ==
                  static_cast<int>(persistence::MapRunStatus::Aborted));

api::ApiResult<api::DescribeMapRunOutput> describe_map_run(api::DescribeMapRunInput in,
                                                           const api::Owner& caller, App& app) {
  SFN_TRY(persistence::MapRunRow row, find_map_run(in.map_run_arn, caller, app));
  const auto execution = app.store.find_execution_by_number(row.execution);
  SFN_ASSERT(execution.has_value(), "the execution of a map run is never removed");
  const auto state = api::decode<api::MapRunState>(Json::parse_trusted(std::move(row.state)));
  SFN_ASSERT(state.has_value(), "a map run's row holds its limits and counts");

  api::DescribeMapRunOutput out;
  out.map_run_arn = std::move(row.arn);
  out.execution_arn = execution->arn;
  out.status = static_cast<api::MapRunStatus>(row.status);
  out.start_date = from_epoch_milliseconds(row.started_at);
  if (row.stopped_at) out.stop_date = from_epoch_milliseconds(*row.stopped_at);
  out.max_concurrency = state->max_concurrency;
  out.tolerated_failure_percentage = state->tolerated_failure_percentage;
  out.tolerated_failure_count = state->tolerated_failure_count;
  out.item_counts = state->item_counts;
  out.execution_counts = state->execution_counts;
  return out;
}

}  // namespace sfn::server
