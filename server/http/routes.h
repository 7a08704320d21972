#pragma once
// Routes: which request is whose. POST / is the API, GET /health says that the server works; a web
// page gets nothing unless its origin is allowed.
#include <functional>

#include "server/http/browser.h"
#include "server/http/request_handler.h"
#include "server/operations/app.h"

namespace sfn::server {

class Routes final : public RequestHandler {
 public:
  // app must outlive the routes. The body of GET /health is asked for each time.
  Routes(App& app, BrowserPolicy browsers, std::function<std::string()> health);

  [[nodiscard]] boost::asio::awaitable<HttpAnswer> answer(HttpRequest request) override;

 private:
  [[nodiscard]] HttpAnswer answer_options(const HttpRequest& request) const;
  [[nodiscard]] HttpAnswer answer_get(const HttpRequest& request) const;

  App& app_;
  const BrowserPolicy browsers_;
  const std::function<std::string()> health_;
};

}  // namespace sfn::server
