#include "api-models/operations/send_task_failure.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<SendTaskFailureInput>> Shape<SendTaskFailureInput>::fields() {
  static constexpr Field<SendTaskFailureInput> kFields[] = {
      required<&SendTaskFailureInput::task_token>("taskToken", length(1, quotas::kTaskTokenLength)),
      optional<&SendTaskFailureInput::error>("error", at_most(quotas::kErrorLength) | sensitive()),
      optional<&SendTaskFailureInput::cause>("cause", at_most(quotas::kCauseLength) | sensitive()),
  };
  return kFields;
}

std::span<const Field<SendTaskFailureOutput>> Shape<SendTaskFailureOutput>::fields() { return {}; }

}  // namespace sfn::api
