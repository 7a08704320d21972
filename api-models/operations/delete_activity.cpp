#include "api-models/operations/delete_activity.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<DeleteActivityInput>> Shape<DeleteActivityInput>::fields() {
  static constexpr Field<DeleteActivityInput> kFields[] = {
      required<&DeleteActivityInput::activity_arn>("activityArn", length(1, quotas::kArnLength)),
  };
  return kFields;
}

std::span<const Field<DeleteActivityOutput>> Shape<DeleteActivityOutput>::fields() { return {}; }

}  // namespace sfn::api
