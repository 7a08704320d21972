#include "api-models/operations/start_execution.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<StartExecutionInput>> Shape<StartExecutionInput>::fields() {
  static constexpr Field<StartExecutionInput> kFields[] = {
      required<&StartExecutionInput::state_machine_arn>("stateMachineArn",
                                                        length(1, quotas::kArnLength)),
      optional<&StartExecutionInput::name>("name", length(1, quotas::kNameLength)),
      optional<&StartExecutionInput::input>("input",
                                            utf8_bytes(quotas::kPayloadBytes) | sensitive()),
      optional<&StartExecutionInput::trace_header>("traceHeader",
                                                   at_most(quotas::kTraceHeaderLength) | ascii()),
  };
  return kFields;
}

std::span<const Field<StartExecutionOutput>> Shape<StartExecutionOutput>::fields() {
  static constexpr Field<StartExecutionOutput> kFields[] = {
      required<&StartExecutionOutput::execution_arn>("executionArn"),
      required<&StartExecutionOutput::start_date>("startDate"),
  };
  return kFields;
}

}  // namespace sfn::api
