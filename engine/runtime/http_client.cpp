#include "engine/runtime/http_client.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <variant>

namespace sfn::engine {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

using PlainStream = beast::tcp_stream;
using SecureStream = beast::ssl_stream<beast::tcp_stream>;

struct Connection {
  std::variant<std::unique_ptr<PlainStream>, std::unique_ptr<SecureStream>> stream;
  beast::flat_buffer buffer;
  bool used = false;  // it has carried an exchange, so it may have died while it was idle

  [[nodiscard]] beast::tcp_stream& socket() {
    if (auto* const plain = std::get_if<std::unique_ptr<PlainStream>>(&stream)) return **plain;
    return std::get<std::unique_ptr<SecureStream>>(stream)->next_layer();
  }
};

struct Endpoint {
  std::vector<std::unique_ptr<Connection>> idle;
  std::size_t open = 0;                          // idle or in use
  std::deque<asio::steady_timer*> waiting;       // cancelled to wake: a slot is free
};

http::request<http::string_body> to_beast(HttpRequest& request) {
  http::request<http::string_body> message;
  message.method_string(request.method);
  message.target(request.target);
  message.version(11);
  for (const auto& [name, value] : request.headers) message.set(name, value);
  message.keep_alive(true);
  message.body() = std::move(request.body);
  message.prepare_payload();
  if (message.body().empty()) message.content_length(0);
  return message;
}

HttpResponse from_beast(http::response<http::string_body> message) {
  HttpResponse response;
  response.status = message.result_int();
  for (const auto& field : message) response.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  response.body = std::move(message.body());
  return response;
}

// How far an exchange got, which decides whether it may be made again.
struct Exchange {
  boost::system::error_code error;
  bool answer_began = false;
  http::response<http::string_body> response;
};

}  // namespace

class HttpClient::Body {
 public:
  Body(asio::io_context& context, HttpClientLimits limits) : context_(context), limits_(limits) {
    tls_.set_default_verify_paths();
    tls_.set_verify_mode(asio::ssl::verify_peer);
  }

  asio::awaitable<HttpOutcome> send(HttpRequest request) {
    const std::string key = request.scheme + "://" + request.host + ":" + request.port;
    Endpoint& endpoint = endpoints_[key];
    co_await wait_for_slot(endpoint);
    const Slot slot{endpoint};
    const HttpRequest address = without_body(request);
    auto message = to_beast(request);

    std::unique_ptr<Connection> connection = take_idle(endpoint);
    if (connection == nullptr) {
      auto [error, opened] = co_await connect(address);
      if (error) co_return failure(address, error);
      connection = std::move(opened);
    }
    Exchange exchange = co_await talk(*connection, message);
    if (exchange.error && connection->used && !exchange.answer_began && exchange.error != beast::error::timeout &&
        exchange.error != asio::error::operation_aborted) {
      // It had been closed while it was idle: the server never saw this request.
      auto [error, opened] = co_await connect(address);
      if (error) co_return failure(address, error);
      connection = std::move(opened);
      exchange = co_await talk(*connection, message);
    }
    if (exchange.error) co_return failure(address, exchange.error);
    connection->used = true;
    if (exchange.response.keep_alive() && connection->buffer.size() == 0) endpoint.idle.push_back(std::move(connection));
    co_return from_beast(std::move(exchange.response));
  }

 private:
  // Holds one of the endpoint's places for as long as an exchange takes.
  class Slot {
   public:
    explicit Slot(Endpoint& endpoint) : endpoint_(endpoint) { ++endpoint_.open; }
    ~Slot() {
      --endpoint_.open;
      if (endpoint_.waiting.empty()) return;
      endpoint_.waiting.front()->cancel();
      endpoint_.waiting.pop_front();
    }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

   private:
    Endpoint& endpoint_;
  };

  // A place in the queue for a slot.
  class Waiting {
   public:
    Waiting(Endpoint& endpoint, asio::steady_timer& timer) : endpoint_(endpoint), timer_(timer) {
      endpoint_.waiting.push_back(&timer_);
    }
    ~Waiting() { std::erase(endpoint_.waiting, &timer_); }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

   private:
    Endpoint& endpoint_;
    asio::steady_timer& timer_;
  };

  static HttpRequest without_body(const HttpRequest& request) {
    return {request.method, request.scheme, request.host, request.port, request.target, {}, {}};
  }

  asio::awaitable<void> wait_for_slot(Endpoint& endpoint) {
    while (endpoint.open >= limits_.connections_per_endpoint) {
      asio::steady_timer place{context_, asio::steady_timer::time_point::max()};
      const Waiting waiting{endpoint, place};
      const auto [error] = co_await place.async_wait(kTuple);
      const auto state = co_await asio::this_coro::cancellation_state;
      if (state.cancelled() != asio::cancellation_type::none) throw boost::system::system_error(error);
    }
  }

  static std::unique_ptr<Connection> take_idle(Endpoint& endpoint) {
    if (endpoint.idle.empty()) return nullptr;
    auto connection = std::move(endpoint.idle.back());
    endpoint.idle.pop_back();
    return connection;
  }

  asio::awaitable<std::pair<boost::system::error_code, std::unique_ptr<Connection>>> connect(HttpRequest address) {
    using Outcome = std::pair<boost::system::error_code, std::unique_ptr<Connection>>;
    auto connection = std::make_unique<Connection>();
    if (address.scheme == "https") {
      connection->stream = std::make_unique<SecureStream>(beast::tcp_stream(context_), tls_);
    } else {
      connection->stream = std::make_unique<PlainStream>(context_);
    }
    tcp::resolver resolver{context_};
    auto [resolve_error, addresses] = co_await resolver.async_resolve(address.host, address.port, kTuple);
    if (resolve_error) co_return Outcome{resolve_error, nullptr};
    beast::tcp_stream& socket = connection->socket();
    socket.expires_after(limits_.connect_timeout);
    auto [connect_error, peer] = co_await socket.async_connect(addresses, kTuple);
    if (connect_error) co_return Outcome{connect_error, nullptr};
    boost::system::error_code ignored;
    socket.socket().set_option(tcp::no_delay(true), ignored);
    if (auto* const secure = std::get_if<std::unique_ptr<SecureStream>>(&connection->stream)) {
      // SSL_set_tlsext_host_name, without the cast that its macro hides.
      SSL_ctrl((*secure)->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, address.host.data());
      (*secure)->set_verify_callback(asio::ssl::host_name_verification(address.host));
      auto [tls_error] = co_await (*secure)->async_handshake(asio::ssl::stream_base::client, kTuple);
      if (tls_error) co_return Outcome{tls_error, nullptr};
    }
    co_return Outcome{boost::system::error_code{}, std::move(connection)};
  }

  asio::awaitable<Exchange> talk(Connection& connection, http::request<http::string_body>& message) {
    connection.socket().expires_after(limits_.answer_timeout);
    if (auto* const plain = std::get_if<std::unique_ptr<PlainStream>>(&connection.stream)) {
      co_return co_await talk_over(**plain, connection.buffer, message);
    }
    co_return co_await talk_over(*std::get<std::unique_ptr<SecureStream>>(connection.stream), connection.buffer, message);
  }

  template <typename Stream>
  asio::awaitable<Exchange> talk_over(Stream& stream, beast::flat_buffer& buffer,
                                      http::request<http::string_body>& message) {
    Exchange exchange;
    auto [write_error, written] = co_await http::async_write(stream, message, kTuple);
    if (write_error) {
      exchange.error = write_error;
      co_return exchange;
    }
    http::response_parser<http::string_body> parser;
    parser.body_limit(limits_.answer_bytes);
    auto [read_error, read] = co_await http::async_read(stream, buffer, parser, kTuple);
    exchange.error = read_error;
    exchange.answer_began = read > 0;
    if (!read_error) exchange.response = parser.release();
    co_return exchange;
  }

  // In the words of the AWS SDK for Java, as far as they are known.
  static HttpFailure failure(const HttpRequest& address, const boost::system::error_code& error) {
    const std::string place = address.host + ":" + address.port;
    if (error == asio::error::host_not_found || error == asio::error::host_not_found_try_again) {
      return {address.host + ": Name or service not known"};
    }
    if (error == asio::error::connection_refused) return {"Connect to " + place + " failed: Connection refused"};
    if (error == beast::error::timeout) return {"Connect to " + place + ": timed out"};
    if (error == http::error::end_of_stream) return {place + " failed to respond"};
    return {place + ": " + error.message()};
  }

  asio::io_context& context_;
  HttpClientLimits limits_;
  asio::ssl::context tls_{asio::ssl::context::tls_client};
  std::map<std::string, Endpoint> endpoints_;
};

HttpClient::HttpClient(asio::io_context& context, HttpClientLimits limits)
    : body_(std::make_shared<Body>(context, limits)) {}
HttpClient::~HttpClient() = default;

asio::awaitable<HttpOutcome> HttpClient::send(HttpRequest request) {
  // A call that is cut off at the server's end still needs the pool to give its place back to.
  const std::shared_ptr<Body> body = body_;
  co_return co_await body->send(std::move(request));
}

}  // namespace sfn::engine
