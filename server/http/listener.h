#pragma once
// Listener: accepts connections and hands them to the groups in turn. When the server has no room
// or the process no descriptors, it waits: clients stay in the kernel's queue. Used on its
// context's thread; the constructor and listen() before that thread runs.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <string>

#include "base/log.h"
#include "server/http/socket.h"

namespace sfn::server {

class Listener {
 public:
  // Where the next connection is to live, or nullptr if there is no room now.
  using NextContext = std::function<boost::asio::io_context*()>;
  using Accepted =
      std::function<void(TcpSocket)>;  // called with a socket on the context that was named

  // Binds; throws std::system_error.
  Listener(boost::asio::io_context& context, Log& log, const std::string& host, std::uint16_t port);

  [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const {
    return acceptor_.local_endpoint();
  }
  // Throws std::system_error.
  void listen();
  [[nodiscard]] boost::asio::awaitable<void> run(NextContext next_context, Accepted accepted);
  void stop();

 private:
  boost::asio::awaitable<void> pause();

  boost::asio::io_context& context_;
  Log& log_;
  TcpAcceptor acceptor_;
  boost::asio::steady_timer pause_timer_;
};

}  // namespace sfn::server
