#include "api-models/operations/describe_activity.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<DescribeActivityInput>> Shape<DescribeActivityInput>::fields() {
  static constexpr Field<DescribeActivityInput> kFields[] = {
      required<&DescribeActivityInput::activity_arn>("activityArn", length(1, quotas::kArnLength)),
  };
  return kFields;
}

std::span<const Field<DescribeActivityOutput>> Shape<DescribeActivityOutput>::fields() {
  static constexpr Field<DescribeActivityOutput> kFields[] = {
      required<&DescribeActivityOutput::activity_arn>("activityArn"),
      required<&DescribeActivityOutput::name>("name"),
      required<&DescribeActivityOutput::creation_date>("creationDate"),
      required<&DescribeActivityOutput::encryption_configuration>("encryptionConfiguration"),
  };
  return kFields;
}

}  // namespace sfn::api
