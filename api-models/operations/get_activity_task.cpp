#include "api-models/operations/get_activity_task.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<GetActivityTaskInput>> Shape<GetActivityTaskInput>::fields() {
  static constexpr Field<GetActivityTaskInput> kFields[] = {
      required<&GetActivityTaskInput::activity_arn>("activityArn", length(1, quotas::kArnLength)),
      optional<&GetActivityTaskInput::worker_name>("workerName", length(1, quotas::kNameLength)),
  };
  return kFields;
}

std::span<const Field<GetActivityTaskOutput>> Shape<GetActivityTaskOutput>::fields() {
  static constexpr Field<GetActivityTaskOutput> kFields[] = {
      optional<&GetActivityTaskOutput::task_token>("taskToken"),
      optional<&GetActivityTaskOutput::input>("input"),
  };
  return kFields;
}

}  // namespace sfn::api
