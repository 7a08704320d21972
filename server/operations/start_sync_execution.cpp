// AWS StartSyncExecution: the answer is how the execution ended. A client that goes away ends its
// own wait, and nothing else.
#include <algorithm>
#include <chrono>
#include <utility>

#include "api-models/quotas.h"
#include "engine/query/states_error.h"
#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/lookup.h"
#include "server/operations/start_command.h"

namespace sfn::server {
namespace {

api::SyncExecutionStatus shown_status(engine::Status status) {
  switch (status) {
    case engine::Status::Succeeded:
      return api::SyncExecutionStatus::Succeeded;
    case engine::Status::TimedOut:
      return api::SyncExecutionStatus::TimedOut;
    default:
      return api::SyncExecutionStatus::Failed;
  }
}

// AWS "Step Functions pricing": rounded up. Observed: express_sync: 100 where nothing took time.
api::BillingDetails bill_of(const engine::Ended& ended) {
  const std::int64_t took =
      to_epoch_milliseconds(ended.stopped_at) - to_epoch_milliseconds(ended.started_at);
  constexpr std::int64_t kStep = api::quotas::kBilledMilliseconds;
  const std::int64_t steps = std::max<std::int64_t>(1, (took + kStep - 1) / kStep);
  return {api::quotas::kBilledMegabytes, steps * kStep};
}

void add_data(api::StartSyncExecutionOutput& out, const Json& input, engine::Ended&& ended) {
  out.input = input.text();
  if (ended.output) out.output = ended.output->text();
  out.error = std::move(ended.error);
  out.cause = std::move(ended.cause);
}

}  // namespace

Later<api::StartSyncExecutionOutput> start_sync_execution(api::StartSyncExecutionInput in,
                                                          api::Owner caller, ClientPresence,
                                                          App& app) {
  SFN_CO_TRY(std::shared_ptr<const engine::Machine> machine,
             find_machine(in.state_machine_arn, caller, app));
  // Observed: test_start_sync_execution.
  if (type_of(machine->row.type) != api::StateMachineType::Express)
    co_return api::api_error::state_machine_type_not_supported();

  api::StartSyncExecutionOutput out;
  out.state_machine_arn = machine->row.arn;
  out.trace_header = in.trace_header;
  StartRequest request{std::move(in.name), std::move(in.input), std::move(in.trace_header)};
  SFN_CO_TRY(engine::StartCommand command,
             make_start_command(std::move(machine), std::move(request), caller, app));
  out.execution_arn = command.execution_arn;
  out.name = command.execution_name;
  const Json input = command.input;

  engine::RunReply reply = co_await app.engine.run_to_end(std::move(command));
  if (reply.outcome == engine::RunReply::Outcome::Lost)
    co_return api::api_error::internal_failure();
  // AWS names no such error here, but has no such limit either.
  if (reply.outcome == engine::RunReply::Outcome::TooManyOpen)
    co_return api::api_error::execution_limit_exceeded();
  engine::Ended& ended = reply.ended;
  out.start_date = ended.started_at;
  out.stop_date = ended.stopped_at;
  out.status = shown_status(ended.status);
  out.billing_details = bill_of(ended);
  // AWS "Quotas" names the error of an execution that took too long.
  if (ended.status == engine::Status::TimedOut) ended.error = std::string(error_names::kTimeout);
  // Observed: express_sync::base: the details of an output are there without an output. What else
  // METADATA_ONLY leaves out is as in DescribeExecution; AWS's answer is not known.
  const bool includes_data = in.included_data != api::IncludedData::MetadataOnly;
  out.input_details.included = out.output_details.included = includes_data;
  if (includes_data) add_data(out, input, std::move(ended));
  co_return out;
}

}  // namespace sfn::server
