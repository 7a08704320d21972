#include "api-models/operations/send_task_success.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<SendTaskSuccessInput>> Shape<SendTaskSuccessInput>::fields() {
  static constexpr Field<SendTaskSuccessInput> kFields[] = {
      required<&SendTaskSuccessInput::task_token>("taskToken", length(1, quotas::kTaskTokenLength)),
      required<&SendTaskSuccessInput::output>("output",
                                              utf8_bytes(quotas::kPayloadBytes) | sensitive()),
  };
  return kFields;
}

std::span<const Field<SendTaskSuccessOutput>> Shape<SendTaskSuccessOutput>::fields() { return {}; }

}  // namespace sfn::api
