#include "api-models/operations/stop_execution.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<StopExecutionInput>> Shape<StopExecutionInput>::fields() {
  static constexpr Field<StopExecutionInput> kFields[] = {
      required<&StopExecutionInput::execution_arn>("executionArn", length(1, quotas::kArnLength)),
      optional<&StopExecutionInput::error>("error", at_most(quotas::kErrorLength) | sensitive()),
      optional<&StopExecutionInput::cause>("cause", at_most(quotas::kCauseLength) | sensitive()),
  };
  return kFields;
}

std::span<const Field<StopExecutionOutput>> Shape<StopExecutionOutput>::fields() {
  static constexpr Field<StopExecutionOutput> kFields[] = {
      required<&StopExecutionOutput::stop_date>("stopDate"),
  };
  return kFields;
}

}  // namespace sfn::api
