#include "api-models/operations/update_map_run.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<UpdateMapRunInput>> Shape<UpdateMapRunInput>::fields() {
  static constexpr Field<UpdateMapRunInput> kFields[] = {
      required<&UpdateMapRunInput::map_run_arn>("mapRunArn", length(1, quotas::kMapRunArnLength)),
      optional<&UpdateMapRunInput::max_concurrency>("maxConcurrency", at_least(0)),
      optional<&UpdateMapRunInput::tolerated_failure_percentage>("toleratedFailurePercentage",
                                                                 range(0, quotas::kPercentage)),
      optional<&UpdateMapRunInput::tolerated_failure_count>("toleratedFailureCount", at_least(0)),
  };
  return kFields;
}

std::span<const Field<UpdateMapRunOutput>> Shape<UpdateMapRunOutput>::fields() { return {}; }

}  // namespace sfn::api
