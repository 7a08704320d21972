#pragma once
// The bodies of refused requests: {"__type", "message"}, as AWS JSON 1.0 wants them.
#include <string_view>

#include "api-models/errors.h"
#include "server/http/message.h"

namespace sfn::server {

inline constexpr std::string_view kAwsJson = "application/x-amz-json-1.0";

[[nodiscard]] HttpAnswer error_answer(const api::ApiError& error);
// With another status than the error has on AWS: what HTTP itself has a number for, such as a head
// that is too large.
[[nodiscard]] HttpAnswer error_answer(unsigned status, const api::ApiError& error);
// What no action declares: a web page that may not call this server.
[[nodiscard]] HttpAnswer forbidden_answer(std::string_view message);

}  // namespace sfn::server
