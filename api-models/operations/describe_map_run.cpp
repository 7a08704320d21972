#include "api-models/operations/describe_map_run.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<DescribeMapRunInput>> Shape<DescribeMapRunInput>::fields() {
  static constexpr Field<DescribeMapRunInput> kFields[] = {
      required<&DescribeMapRunInput::map_run_arn>("mapRunArn", length(1, quotas::kMapRunArnLength)),
  };
  return kFields;
}

std::span<const Field<DescribeMapRunOutput>> Shape<DescribeMapRunOutput>::fields() {
  static constexpr Field<DescribeMapRunOutput> kFields[] = {
      required<&DescribeMapRunOutput::map_run_arn>("mapRunArn"),
      required<&DescribeMapRunOutput::execution_arn>("executionArn"),
      required<&DescribeMapRunOutput::status>("status"),
      required<&DescribeMapRunOutput::start_date>("startDate"),
      optional<&DescribeMapRunOutput::stop_date>("stopDate"),
      required<&DescribeMapRunOutput::max_concurrency>("maxConcurrency"),
      required<&DescribeMapRunOutput::tolerated_failure_percentage>("toleratedFailurePercentage"),
      required<&DescribeMapRunOutput::tolerated_failure_count>("toleratedFailureCount"),
      required<&DescribeMapRunOutput::item_counts>("itemCounts"),
      required<&DescribeMapRunOutput::execution_counts>("executionCounts"),
      required<&DescribeMapRunOutput::redrive_count>("redriveCount"),
  };
  return kFields;
}

}  // namespace sfn::api
