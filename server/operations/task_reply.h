#pragma once
// What SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat have in common: a token in the
// request, and what the engine says of its task.
#include <string>

#include "api-models/errors.h"
#include "engine/runtime/engine.h"

namespace sfn::server {

[[nodiscard]] api::ApiResult<engine::TaskToken> read_task_token(const std::string& text);
[[nodiscard]] api::ApiResult<void> check_reply(engine::TaskReply reply);

}  // namespace sfn::server
