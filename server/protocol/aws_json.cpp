#include "server/protocol/aws_json.h"

#include <utility>

#include "server/operations/registry.h"
#include "server/protocol/caller.h"
#include "server/protocol/error_body.h"

namespace sfn::server {
namespace asio = boost::asio;

namespace {

// A page can send text/plain and forms without asking first, this type not. 1.1 is what some
// clients take for all services.
bool is_aws_json(std::string_view content_type) {
  return content_type.starts_with("application/x-amz-json-1.");
}

HttpAnswer to_answer(Reply reply) {
  if (!reply) return error_answer(reply.error());
  return {200, kAwsJson, std::move(*reply), {}};
}

}  // namespace

std::string_view action_of(std::string_view amz_target) {
  constexpr std::string_view kPrefix = "AWSStepFunctions.";
  return amz_target.starts_with(kPrefix) ? amz_target.substr(kPrefix.size()) : std::string_view{};
}

asio::awaitable<HttpAnswer> answer_action(HttpRequest request, App& app) {
  const Operation* const operation = find_operation(action_of(request.amz_target));
  if (operation == nullptr || !is_aws_json(request.content_type)) {
    co_return error_answer(api::api_error::unknown_operation().value());
  }
  api::Owner caller = caller_of(request.authorization, app.default_caller);
  if (request.body.empty()) request.body = "{}";
  Result<Json, JsonParseError> body = Json::parse(std::move(request.body));
  // Observed on a service of the same framework: no message.
  if (!body || !body->is_object()) co_return error_answer(api::api_error::serialization().value());
  if (operation->answer != nullptr) co_return to_answer(operation->answer(*body, caller, app));
  ClientPresence client{std::move(request.is_client_there), request.client_gone};
  Reply reply =
      co_await operation->answer_later(std::move(*body), std::move(caller), std::move(client), app);
  co_return to_answer(std::move(reply));
}

}  // namespace sfn::server
