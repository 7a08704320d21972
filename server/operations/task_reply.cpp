#include "server/operations/task_reply.h"

namespace sfn::server {
namespace api_error = api::api_error;

// Observed: test_…invalid_token of the SDK integration.
api::ApiResult<engine::TaskToken> read_task_token(const std::string& text) {
  const auto token = engine::decode_task_token(text);
  if (!token) return api_error::invalid_token();
  return *token;
}

api::ApiResult<void> check_reply(engine::TaskReply reply) {
  switch (reply) {
    case engine::TaskReply::Taken:
      return {};
    case engine::TaskReply::Over:
      return api_error::task_timed_out();
    case engine::TaskReply::Unknown:
      break;
  }
  return api_error::task_does_not_exist();
}

}  // namespace sfn::server
