#include "engine/runtime/http_connection.h"

#include <sys/socket.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <tuple>
#include <utility>

namespace sfn::engine {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 16u * 1024;

using Resolver = asio::ip::basic_resolver<tcp, asio::io_context::executor_type>;
using Endpoints = std::vector<tcp::endpoint>;

// RFC 6761 6.3: names that always mean this machine. Small containers have no hosts file to say so.
bool is_localhost(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost");
}

// Asio asks for names on a thread of its own, which an address can be spared. The system's resolver
// has time-outs of its own and cannot be interrupted.
asio::awaitable<std::pair<error_code, Endpoints>> resolve(asio::io_context& context,
                                                          std::string host, std::string port) {
  const auto number = static_cast<std::uint16_t>(std::stoul(port));
  error_code not_an_address;
  const asio::ip::address address = asio::ip::make_address(host, not_an_address);
  if (!not_an_address) co_return std::pair{error_code{}, Endpoints{{address, number}}};
  if (is_localhost(host)) {
    Endpoints loopback{{asio::ip::address_v6::loopback(), number},
                       {asio::ip::address_v4::loopback(), number}};
    co_return std::pair{error_code{}, std::move(loopback)};
  }
  Resolver resolver{context};
  const std::tuple<error_code, Resolver::results_type> found =
      co_await resolver.async_resolve(host, port, kTuple);
  Endpoints endpoints;
  for (const auto& entry : std::get<1>(found)) endpoints.push_back(entry.endpoint());
  co_return std::pair{std::get<0>(found), std::move(endpoints)};
}

}  // namespace

HttpConnection::HttpConnection(asio::io_context& context)
    : context_(context), socket_(context), deadline_(context, [this] {
        error_code ignored;
        socket_.close(ignored);
      }) {}

error_code HttpConnection::outcome(const error_code& ec) const {
  return ec && deadline_.has_expired() ? error_code{asio::error::timed_out} : ec;
}

asio::awaitable<error_code> HttpConnection::connect(std::string host, std::string port) {
  const std::pair<error_code, Endpoints> found =
      co_await resolve(context_, std::move(host), std::move(port));
  if (found.first) co_return outcome(found.first);
  if (deadline_.has_expired()) co_return error_code{asio::error::timed_out};
  const std::tuple<error_code, tcp::endpoint> connected =
      co_await asio::async_connect(socket_, found.second, kTuple);
  if (std::get<0>(connected)) co_return outcome(std::get<0>(connected));
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  co_return error_code{};
}

asio::awaitable<error_code> HttpConnection::secure(asio::ssl::context& tls, std::string host) {
  tls_ = std::make_unique<asio::ssl::stream<TcpSocket&>>(socket_, tls);
  // SSL_set_tlsext_host_name, without the cast that its macro hides.
  SSL_ctrl(tls_->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
           host.data());
  tls_->set_verify_callback(asio::ssl::host_name_verification(host));
  const std::tuple<error_code> shaken =
      co_await tls_->async_handshake(asio::ssl::stream_base::client, kTuple);
  co_return outcome(std::get<0>(shaken));
}

asio::awaitable<error_code> HttpConnection::write(std::string_view head, std::string_view body) {
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(body)};
  std::tuple<error_code, std::size_t> written;
  if (tls_) {
    written = co_await asio::async_write(*tls_, parts, kTuple);
  } else {
    written = co_await asio::async_write(socket_, parts, kTuple);
  }
  co_return outcome(std::get<0>(written));
}

asio::awaitable<error_code> HttpConnection::read_some() {
  if (begin_ > 0) {
    input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(begin_));
    end_ -= begin_;
    begin_ = 0;
  }
  if (input_.size() < end_ + kReadBytes) input_.resize(end_ + kReadBytes);
  const asio::mutable_buffer room{input_.data() + end_, input_.size() - end_};
  std::tuple<error_code, std::size_t> read;
  if (tls_) {
    read = co_await tls_->async_read_some(room, kTuple);
  } else {
    read = co_await socket_.async_read_some(room, kTuple);
  }
  end_ += std::get<1>(read);
  // Many servers close TLS connections without saying goodbye.
  const bool cut = std::get<0>(read) == asio::ssl::error::stream_truncated;
  co_return outcome(cut ? error_code{asio::error::eof} : std::get<0>(read));
}

void HttpConnection::consume(std::size_t bytes) {
  begin_ += bytes;
  if (begin_ == end_) begin_ = end_ = 0;
}

bool HttpConnection::is_spent() {
  char byte = 0;
  const ssize_t peeked = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (peeked < 0) return errno != EAGAIN && errno != EWOULDBLOCK;
  // Over TLS there may be session tickets.
  return peeked == 0 || !tls_;
}

}  // namespace sfn::engine
