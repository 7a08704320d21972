// AWS SendTaskSuccess: the output's text is the task's result, letter by letter.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/task_reply.h"

namespace sfn::server {

Later<api::SendTaskSuccessOutput> send_task_success(api::SendTaskSuccessInput in, api::Owner,
                                                    App& app) {
  SFN_CO_TRY(const engine::TaskToken token, read_task_token(in.task_token));
  Result<Json, JsonParseError> output = Json::parse(std::move(in.output));
  if (!output) co_return api::api_error::invalid_output(output.error().message);
  const engine::TaskReply reply = co_await app.engine.report_task(token, *std::move(output));
  const api::ApiResult<void> checked = check_reply(reply);
  if (!checked) co_return sfn::unexpected(checked.error());
  co_return api::SendTaskSuccessOutput{};
}

}  // namespace sfn::server
