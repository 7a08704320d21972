#include "api-models/operations/start_sync_execution.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<BillingDetails>> Shape<BillingDetails>::fields() {
  static constexpr Field<BillingDetails> kFields[] = {
      required<&BillingDetails::billed_memory_used_in_mb>("billedMemoryUsedInMB"),
      required<&BillingDetails::billed_duration_in_milliseconds>("billedDurationInMilliseconds"),
  };
  return kFields;
}

std::span<const Field<StartSyncExecutionInput>> Shape<StartSyncExecutionInput>::fields() {
  static constexpr Field<StartSyncExecutionInput> kFields[] = {
      required<&StartSyncExecutionInput::state_machine_arn>("stateMachineArn",
                                                            length(1, quotas::kArnLength)),
      optional<&StartSyncExecutionInput::name>("name", length(1, quotas::kNameLength)),
      optional<&StartSyncExecutionInput::input>("input",
                                                utf8_bytes(quotas::kPayloadBytes) | sensitive()),
      optional<&StartSyncExecutionInput::trace_header>(
          "traceHeader", at_most(quotas::kTraceHeaderLength) | ascii()),
      optional<&StartSyncExecutionInput::included_data>("includedData"),
  };
  return kFields;
}

std::span<const Field<StartSyncExecutionOutput>> Shape<StartSyncExecutionOutput>::fields() {
  static constexpr Field<StartSyncExecutionOutput> kFields[] = {
      required<&StartSyncExecutionOutput::execution_arn>("executionArn"),
      required<&StartSyncExecutionOutput::state_machine_arn>("stateMachineArn"),
      required<&StartSyncExecutionOutput::name>("name"),
      required<&StartSyncExecutionOutput::start_date>("startDate"),
      required<&StartSyncExecutionOutput::stop_date>("stopDate"),
      required<&StartSyncExecutionOutput::status>("status"),
      optional<&StartSyncExecutionOutput::error>("error"),
      optional<&StartSyncExecutionOutput::cause>("cause"),
      optional<&StartSyncExecutionOutput::input>("input"),
      required<&StartSyncExecutionOutput::input_details>("inputDetails"),
      optional<&StartSyncExecutionOutput::output>("output"),
      required<&StartSyncExecutionOutput::output_details>("outputDetails"),
      optional<&StartSyncExecutionOutput::trace_header>("traceHeader"),
      required<&StartSyncExecutionOutput::billing_details>("billingDetails"),
  };
  return kFields;
}

}  // namespace sfn::api
