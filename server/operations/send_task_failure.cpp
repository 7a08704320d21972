// AWS SendTaskFailure: error and cause are the task's as they are, or are absent as they are.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/task_reply.h"

namespace sfn::server {

Later<api::SendTaskFailureOutput> send_task_failure(api::SendTaskFailureInput in, api::Owner,
                                                    App& app) {
  SFN_CO_TRY(const engine::TaskToken token, read_task_token(in.task_token));
  engine::CallResult failure =
      sfn::unexpected(StatesError{std::move(in.error), std::move(in.cause)});
  const engine::TaskReply reply = co_await app.engine.report_task(token, std::move(failure));
  const api::ApiResult<void> checked = check_reply(reply);
  if (!checked) co_return sfn::unexpected(checked.error());
  co_return api::SendTaskFailureOutput{};
}

}  // namespace sfn::server
