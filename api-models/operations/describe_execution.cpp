#include "api-models/operations/describe_execution.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<DescribeExecutionInput>> Shape<DescribeExecutionInput>::fields() {
  static constexpr Field<DescribeExecutionInput> kFields[] = {
      required<&DescribeExecutionInput::execution_arn>("executionArn",
                                                       length(1, quotas::kArnLength)),
      optional<&DescribeExecutionInput::included_data>("includedData"),
  };
  return kFields;
}

std::span<const Field<DescribeExecutionOutput>> Shape<DescribeExecutionOutput>::fields() {
  static constexpr Field<DescribeExecutionOutput> kFields[] = {
      required<&DescribeExecutionOutput::execution_arn>("executionArn"),
      required<&DescribeExecutionOutput::state_machine_arn>("stateMachineArn"),
      required<&DescribeExecutionOutput::name>("name"),
      required<&DescribeExecutionOutput::status>("status"),
      required<&DescribeExecutionOutput::start_date>("startDate"),
      optional<&DescribeExecutionOutput::stop_date>("stopDate"),
      optional<&DescribeExecutionOutput::input>("input"),
      optional<&DescribeExecutionOutput::input_details>("inputDetails"),
      optional<&DescribeExecutionOutput::output>("output"),
      optional<&DescribeExecutionOutput::output_details>("outputDetails"),
      optional<&DescribeExecutionOutput::trace_header>("traceHeader"),
      optional<&DescribeExecutionOutput::map_run_arn>("mapRunArn"),
      optional<&DescribeExecutionOutput::error>("error"),
      optional<&DescribeExecutionOutput::cause>("cause"),
      required<&DescribeExecutionOutput::redrive_count>("redriveCount"),
      required<&DescribeExecutionOutput::redrive_status>("redriveStatus"),
      optional<&DescribeExecutionOutput::redrive_status_reason>("redriveStatusReason"),
  };
  return kFields;
}

}  // namespace sfn::api
