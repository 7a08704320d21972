// AWS SendTaskHeartbeat: the time of HeartbeatSeconds begins anew, that of TimeoutSeconds does not.
#include "server/operations/actions.h"
#include "server/operations/task_reply.h"

namespace sfn::server {

Later<api::SendTaskHeartbeatOutput> send_task_heartbeat(api::SendTaskHeartbeatInput in, api::Owner,
                                                        App& app) {
  SFN_CO_TRY(const engine::TaskToken token, read_task_token(in.task_token));
  const engine::TaskReply reply = co_await app.engine.report_heartbeat(token);
  const api::ApiResult<void> checked = check_reply(reply);
  if (!checked) co_return sfn::unexpected(checked.error());
  co_return api::SendTaskHeartbeatOutput{};
}

}  // namespace sfn::server
