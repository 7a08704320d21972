#pragma once
// FakeHttpServer: a server on a free port of the loopback interface that follows a test's script,
// in the test's own context, so that a test is one thread. The script is called for each connection
// and decides what is read, sent and closed.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/async/task_group.h"

namespace sfn::engine {

class FakeHttpServer {
 public:
  // One connection, as the script sees it.
  class Peer {
   public:
    explicit Peer(boost::asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}
    // A whole request, head and body; empty once the client has closed.
    boost::asio::awaitable<std::string> read_request();
    boost::asio::awaitable<void> write(std::string bytes);
    void close();

   private:
    boost::asio::ip::tcp::socket socket_;
    std::string input_;
  };
  using Script =
      std::function<boost::asio::awaitable<void>(std::shared_ptr<Peer>, std::size_t connection)>;

  // The context must outlive the server.
  FakeHttpServer(boost::asio::io_context& context, Script script);

  [[nodiscard]] std::string port() const {
    return std::to_string(acceptor_.local_endpoint().port());
  }
  [[nodiscard]] std::size_t connections() const { return peers_.size(); }
  // No longer listens; the connections that it has end.
  void stop();

 private:
  boost::asio::awaitable<void> accept();

  boost::asio::io_context& context_;
  Script script_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::vector<std::shared_ptr<Peer>> peers_;
  TaskGroup tasks_;
};

// "HTTP/1.1 200 OK" with a length and the body.
[[nodiscard]] std::string ok_answer(std::string_view body);

}  // namespace sfn::engine
