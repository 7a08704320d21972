#pragma once
// HttpClient: HTTP/1.1 requests over pooled keep-alive connections, bounded for each endpoint; more
// requests wait their turn. Redirects are not followed. A connection that broke, or whose answer
// was not read to its end, is never used again; one that had died while it was idle is replaced
// once. A request brings its own Host header; the client adds its length. Used on its context's
// thread only, which must be a single one.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>

#include "engine/integrations/integration.h"

namespace sfn::engine {

struct HttpClientLimits {
  std::size_t connections_per_endpoint = 64;
  std::chrono::milliseconds connect_timeout{5'000};
  // A task's own time-out is a timer of the execution; this one only bounds a call that nothing
  // else bounds. Lambda functions run for fifteen minutes at most.
  std::chrono::milliseconds answer_timeout = std::chrono::minutes{16};
  std::size_t answer_bytes = 32u * 1024 * 1024;  // of a body
};

class HttpClient {
 public:
  HttpClient(boost::asio::io_context& context, HttpClientLimits limits);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Never throws for what the network does. May be cancelled; the connection is closed then.
  [[nodiscard]] boost::asio::awaitable<HttpOutcome> send(HttpRequest request);

 private:
  class Body;
  std::shared_ptr<Body> body_;
};

}  // namespace sfn::engine
