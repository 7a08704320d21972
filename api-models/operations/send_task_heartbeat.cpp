#include "api-models/operations/send_task_heartbeat.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<SendTaskHeartbeatInput>> Shape<SendTaskHeartbeatInput>::fields() {
  static constexpr Field<SendTaskHeartbeatInput> kFields[] = {
      required<&SendTaskHeartbeatInput::task_token>("taskToken",
                                                    length(1, quotas::kTaskTokenLength)),
  };
  return kFields;
}

std::span<const Field<SendTaskHeartbeatOutput>> Shape<SendTaskHeartbeatOutput>::fields() {
  return {};
}

}  // namespace sfn::api
