#include "server/http/routes.h"

#include <utility>

#include "server/protocol/aws_json.h"
#include "server/protocol/error_body.h"

namespace sfn::server {
namespace asio = boost::asio;

namespace {

constexpr std::string_view kApiPath = "/";
constexpr std::string_view kHealthPath = "/health";

HttpAnswer not_found() { return error_answer(404, api::api_error::unknown_operation().value()); }

HttpAnswer not_allowed(std::string_view methods) {
  HttpAnswer answer = error_answer(405, api::api_error::unknown_operation().value());
  answer.headers = "Allow: " + std::string(methods) + "\r\n";
  return answer;
}

HttpAnswer refuse(BrowserVerdict verdict, const HttpRequest& request) {
  if (verdict == BrowserVerdict::RefuseHost) {
    return forbidden_answer("The host '" + std::string(request.host) +
                            "' is a public name: use an address or localhost");
  }
  return forbidden_answer("Web pages of the origin '" +
                          std::string(request.origin.value_or("unknown")) +
                          "' may not call this server; --allow-origin lets them");
}

}  // namespace

Routes::Routes(App& app, BrowserPolicy browsers, std::function<std::string()> health)
    : app_(app), browsers_(std::move(browsers)), health_(std::move(health)) {}

asio::awaitable<HttpAnswer> Routes::answer(HttpRequest request) {
  const BrowserVerdict verdict = judge(browsers_, request);
  if (verdict != BrowserVerdict::Serve) co_return refuse(verdict, request);
  switch (request.method) {
    case Method::Options:
      co_return answer_options(request);
    case Method::Get:
    case Method::Head:
      co_return answer_get(request);
    case Method::Post:
      break;
    case Method::Other:
      co_return not_allowed("GET, HEAD, OPTIONS, POST");
  }
  if (request.path != kApiPath) co_return not_found();
  std::string cors = cors_headers(request);
  HttpAnswer answer = co_await answer_action(std::move(request), app_);
  answer.headers = std::move(cors);
  co_return answer;
}

HttpAnswer Routes::answer_options(const HttpRequest& request) const {
  if (request.origin) return {204, {}, {}, preflight_headers(request)};
  return {204, {}, {}, "Allow: GET, HEAD, OPTIONS, POST\r\n"};
}

HttpAnswer Routes::answer_get(const HttpRequest& request) const {
  if (request.path == kHealthPath) {
    return {200, "application/json", health_(),
            cors_headers(request) + "Cache-Control: no-store\r\n"};
  }
  if (request.path == kApiPath) return not_allowed("OPTIONS, POST");
  return not_found();
}

}  // namespace sfn::server
