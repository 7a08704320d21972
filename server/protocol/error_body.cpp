#include "server/protocol/error_body.h"

#include "base/json/json.h"

namespace sfn::server {
namespace {

std::string error_body(std::string_view type, std::string_view message,
                       std::string_view reason = {}) {
  std::string body = R"({"__type":)";
  append_json_string(body, type);
  // Errors of AWS's framework have no message, not an empty one.
  if (!message.empty()) {
    body += R"(,"message":)";
    append_json_string(body, message);
  }
  if (!reason.empty()) {
    body += R"(,"reason":)";
    append_json_string(body, reason);
  }
  return body += '}';
}

}  // namespace

HttpAnswer error_answer(const api::ApiError& error) {
  return error_answer(api::error_row(error.code).status, error);
}

HttpAnswer error_answer(unsigned status, const api::ApiError& error) {
  return {status,
          kAwsJson,
          error_body(api::error_row(error.code).type, error.message, error.reason),
          {}};
}

HttpAnswer forbidden_answer(std::string_view message) {
  return {403, kAwsJson, error_body("com.amazon.coral.service#AccessDeniedException", message), {}};
}

}  // namespace sfn::server
