// AWS StopExecution: a closed execution stays as it is, and its own stop date is the answer.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/lookup.h"

namespace sfn::server {

Later<api::StopExecutionOutput> stop_execution(api::StopExecutionInput in, api::Owner caller,
                                               App& app) {
  SFN_CO_TRY(const persistence::ExecutionRow before, find_execution(in.execution_arn, caller, app));
  if (before.stopped_at)
    co_return api::StopExecutionOutput{from_epoch_milliseconds(*before.stopped_at)};
  engine::StopCommand command{before.arn, std::move(in.error), std::move(in.cause)};
  const std::optional<WorkflowTime> stopped_at = co_await app.engine.stop(std::move(command));
  if (stopped_at) co_return api::StopExecutionOutput{*stopped_at};
  // It ended by itself in the meantime.
  SFN_CO_TRY(const persistence::ExecutionRow after, find_execution(in.execution_arn, caller, app));
  if (!after.stopped_at) co_return api::api_error::internal_failure();
  co_return api::StopExecutionOutput{from_epoch_milliseconds(*after.stopped_at)};
}

}  // namespace sfn::server
