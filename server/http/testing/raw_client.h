#pragma once
// RawClient: a connection on which a test says each byte. Blocking, with a time limit on every
// wait.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <string>
#include <string_view>

namespace sfn::server {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);

  void send(std::string_view bytes);
  void half_close();
  void close();
  // One answer: its head, and as much of a body as the head says.
  std::string answer();
  // What comes until the server closes; throws where it does not within a time that no test needs.
  std::string rest();
  // Whether nothing has come and the connection stands, after that time.
  bool is_quiet_for(std::chrono::milliseconds time);

 private:
  // False: the server closed.
  bool receive();

  boost::asio::io_context context_;
  boost::asio::ip::tcp::socket socket_{context_};
  std::string input_;
};

// The status in an answer's first line.
[[nodiscard]] int status_of(const std::string& answer);
[[nodiscard]] std::string body_of(const std::string& answer);
// The value of a header, "none" without one.
[[nodiscard]] std::string header_of(const std::string& answer, const std::string& name);

}  // namespace sfn::server
