#include "server/http/listener.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <system_error>
#include <tuple>
#include <utility>

namespace sfn::server {
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
// Short enough for a client not to notice, long enough not to spin.
constexpr std::chrono::milliseconds kPause{50};

// Boost's own exception is no std::system_error.
void throw_if(const boost::system::error_code& ec) {
  if (ec) throw std::system_error(ec);
}

tcp::endpoint resolve(asio::io_context& context, const std::string& host, std::uint16_t port) {
  boost::system::error_code ec;
  const asio::ip::address address = asio::ip::make_address(host, ec);
  if (!ec) return {address, port};
  // Names are rare here, and resolving one needs more of the system than an address does.
  tcp::resolver resolver{context};
  const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, ec);
  throw_if(ec);
  return *found.begin();
}

}  // namespace

Listener::Listener(asio::io_context& context, Log& log, const std::string& host, std::uint16_t port)
    : context_(context), log_(log), acceptor_(context), pause_timer_(context) {
  const tcp::endpoint endpoint = resolve(context, host, port);
  boost::system::error_code ec;
  acceptor_.open(endpoint.protocol(), ec);
  throw_if(ec);
  // A restarted server must not wait for the connections of the last one to be forgotten.
  acceptor_.set_option(tcp::acceptor::reuse_address(true), ec);
  throw_if(ec);
  acceptor_.bind(endpoint, ec);
  throw_if(ec);
}

void Listener::listen() {
  boost::system::error_code ec;
  acceptor_.listen(asio::socket_base::max_listen_connections, ec);
  throw_if(ec);
}

asio::awaitable<void> Listener::run(NextContext next_context, Accepted accepted) {
  while (acceptor_.is_open()) {
    asio::io_context* const target = next_context();
    if (target == nullptr) {
      co_await pause();
      continue;
    }
    std::tuple<boost::system::error_code, TcpSocket> result =
        co_await acceptor_.async_accept(target->get_executor(), kTuple);
    const boost::system::error_code ec = std::get<0>(result);
    if (!ec) {
      accepted(std::move(std::get<1>(result)));
    } else if (ec != asio::error::operation_aborted && ec != asio::error::connection_aborted) {
      // No descriptors or no memory: what waits is accepted once there are some.
      log_.error("accept_failed", {{"reason", ec.message()}});
      co_await pause();
    }
  }
}

asio::awaitable<void> Listener::pause() {
  pause_timer_.expires_after(kPause);
  co_await pause_timer_.async_wait(kTuple);
}

void Listener::stop() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_timer_.cancel();
}

}  // namespace sfn::server
