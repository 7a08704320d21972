#pragma once
// HttpServer: the port, the I/O threads and their connections. Each thread has an io_context of its
// own, so nothing about a connection is shared between threads.
#include <cstdint>
#include <memory>
#include <string>

#include "base/log.h"
#include "server/http/limits.h"
#include "server/http/request_handler.h"

namespace sfn::server {

struct HttpOptions {
  std::string host = "127.0.0.1";  // an address or a name that resolves to one
  std::uint16_t port = 0;          // 0: a free one
  std::size_t threads = 1;
  HttpLimits limits;
};

class HttpServer {
 public:
  // Binds the port, but does not listen yet. Throws std::system_error where the address cannot be
  // had. log must outlive the server.
  HttpServer(HttpOptions options, Log& log);
  ~HttpServer();  // stops at once
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Whether only this machine reaches the port.
  [[nodiscard]] bool is_loopback() const;

  // Listens and answers. Throws std::system_error where somebody else listens by now. The handler
  // must outlive the server.
  void start(RequestHandler& handler);
  // Stops accepting, lets every connection finish the request that it is in, and joins the threads;
  // what has not finished in that time is cut off. Call once.
  void stop(std::chrono::milliseconds grace);

  // From any thread.
  [[nodiscard]] std::size_t connections() const;

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace sfn::server
