#pragma once
// HttpConnection: one connection of the HTTP client, over TCP or TLS. It reads and writes bytes and
// gives up when its deadline passes; which exchanges it carries is the client's business. Used on
// its context's thread only.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/async/deadline.h"

namespace sfn::engine {

class HttpConnection {
 public:
  using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp,
                                                     boost::asio::io_context::executor_type>;

  explicit HttpConnection(boost::asio::io_context& context);
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // From now on what is waited for ends with timed_out once the time is up.
  void set_deadline(std::chrono::milliseconds time) { deadline_.set_after(time); }
  void clear_deadline() { deadline_.clear(); }

  boost::asio::awaitable<boost::system::error_code> connect(std::string host, std::string port);
  // tls must outlive the connection. The peer must prove that it is the host.
  boost::asio::awaitable<boost::system::error_code> secure(boost::asio::ssl::context& tls,
                                                           std::string host);
  boost::asio::awaitable<boost::system::error_code> write(std::string_view head,
                                                          std::string_view body);
  // Receives into received(); its bytes stay until they are consumed.
  boost::asio::awaitable<boost::system::error_code> read_some();

  [[nodiscard]] std::string_view received() const {
    return {input_.data() + begin_, end_ - begin_};
  }
  void consume(std::size_t bytes);

  // Whether the peer closed it, or sent what nobody asked for, while it was idle. Does not wait.
  [[nodiscard]] bool is_spent();

 private:
  [[nodiscard]] boost::system::error_code outcome(const boost::system::error_code& ec) const;

  boost::asio::io_context& context_;
  TcpSocket socket_;
  std::unique_ptr<boost::asio::ssl::stream<TcpSocket&>> tls_;  // null: plain
  Deadline deadline_;
  std::vector<char> input_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace sfn::engine
