#pragma once
// RequestHandler: what sessions ask for answers. Called on any I/O thread, many times at once.
#include <boost/asio/awaitable.hpp>

#include "server/http/message.h"

namespace sfn::server {

class RequestHandler {
 public:
  virtual ~RequestHandler() = default;
  // Resumes on the executor it was awaited on. What it throws is answered as an internal failure.
  [[nodiscard]] virtual boost::asio::awaitable<HttpAnswer> answer(HttpRequest request) = 0;
};

}  // namespace sfn::server
