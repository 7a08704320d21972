#pragma once
// AWS JSON 1.0: the action is in a header, request and answer are JSON objects.
#include <boost/asio/awaitable.hpp>
#include <string_view>

#include "server/http/message.h"
#include "server/operations/app.h"

namespace sfn::server {

// "AWSStepFunctions.StartExecution" -> "StartExecution"; empty for another service.
[[nodiscard]] std::string_view action_of(std::string_view amz_target);

// Answers a POST of an action, with an error body where it is none.
[[nodiscard]] boost::asio::awaitable<HttpAnswer> answer_action(HttpRequest request, App& app);

}  // namespace sfn::server
