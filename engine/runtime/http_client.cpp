#include "engine/runtime/http_client.h"

#include <boost/asio/ssl/context.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <map>
#include <optional>
#include <utility>

#include "engine/runtime/connection_slots.h"
#include "engine/runtime/http_connection.h"

namespace sfn::engine {
namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

using Parser = http::response_parser<http::string_body>;

// X-Amz-Log-Result alone has up to 5,464 bytes; tools of every kind add their own.
constexpr std::uint32_t kHeadBytes = 64u * 1024;

std::string request_head(const HttpRequest& request) {
  std::string head = request.method + " " + request.target + " HTTP/1.1\r\n";
  for (const auto& [name, value] : request.headers)
    head.append(name).append(": ").append(value).append("\r\n");
  head.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n\r\n");
  return head;
}

HttpResponse to_response(Parser::value_type message) {
  HttpResponse response;
  response.status = message.result_int();
  for (const auto& field : message) {
    response.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  response.body = std::move(message.body());
  return response;
}

// How far an exchange got, which decides whether it may be made again.
struct Exchange {
  error_code error;
  bool answer_began = false;
  bool reusable = false;  // the connection
  HttpResponse response;
};

// Whether a connection that has served before ended as one does that the server had given up.
bool was_given_up(const Exchange& exchange) {
  return !exchange.answer_began &&
         (exchange.error == asio::error::eof || exchange.error == asio::error::connection_reset ||
          exchange.error == asio::error::broken_pipe);
}

// In the words of the AWS SDK for Java, as far as they are known.
std::string connect_failure(const HttpRequest& request, const error_code& error) {
  const std::string place = request.host + ":" + request.port;
  if (error == asio::error::host_not_found || error == asio::error::host_not_found_try_again) {
    return request.host + ": Name or service not known";
  }
  if (error == asio::error::connection_refused)
    return "Connect to " + place + " failed: Connection refused";
  if (error == asio::error::timed_out) return "Connect to " + place + " failed: connect timed out";
  return "Connect to " + place + " failed: " + error.message();
}

std::string answer_failure(const HttpRequest& request, const error_code& error,
                           const HttpClientLimits& limits) {
  const std::string place = request.host + ":" + request.port;
  if (error == asio::error::timed_out) return "Read timed out";
  if (error == asio::error::eof) return place + " failed to respond";
  if (error == http::error::body_limit) {
    return place + " answered with more than " + std::to_string(limits.answer_bytes) + " bytes";
  }
  return place + ": " + error.message();
}

asio::awaitable<Exchange> talk(HttpConnection& connection, const std::string& head,
                               const std::string& body, std::size_t answer_bytes) {
  Exchange exchange;
  // A server may answer, and close, before it has read everything: the answer counts then.
  const error_code write_error = co_await connection.write(head, body);
  Parser parser;
  parser.header_limit(kHeadBytes);
  parser.body_limit(answer_bytes);
  parser.eager(true);
  while (!parser.is_done()) {
    const error_code read_error = co_await connection.read_some();
    if (read_error) {
      exchange.error = read_error;
      // An answer without a length ends with the connection.
      if (read_error == asio::error::eof && parser.is_header_done()) parser.put_eof(exchange.error);
      if (exchange.error) {
        if (write_error && !exchange.answer_began) exchange.error = write_error;
        co_return exchange;
      }
      break;
    }
    exchange.answer_began = true;
    const std::string_view input = connection.received();
    connection.consume(parser.put(asio::buffer(input.data(), input.size()), exchange.error));
    if (exchange.error && exchange.error != http::error::need_more) co_return exchange;
    exchange.error = {};
  }
  exchange.reusable = !write_error && parser.get().keep_alive() && connection.received().empty();
  exchange.response = to_response(parser.release());
  co_return exchange;
}

}  // namespace

class HttpClient::Body {
 public:
  Body(asio::io_context& context, HttpClientLimits limits) : context_(context), limits_(limits) {}

  asio::awaitable<HttpOutcome> send(HttpRequest request) {
    Endpoint& endpoint = endpoint_of(request);
    const ConnectionSlots::Slot slot = co_await endpoint.slots.take();
    const std::string head = request_head(request);

    std::unique_ptr<HttpConnection> connection = take_idle(endpoint);
    if (connection) {
      connection->set_deadline(limits_.answer_timeout);
      Exchange exchange = co_await talk(*connection, head, request.body, limits_.answer_bytes);
      // The server closed it while the request was on its way: it has not seen it.
      if (!was_given_up(exchange))
        co_return finish(request, endpoint, std::move(connection), std::move(exchange));
    }
    connection = std::make_unique<HttpConnection>(context_);
    const error_code error = co_await open(*connection, request.scheme, request.host, request.port);
    if (error) co_return HttpFailure{connect_failure(request, error)};
    connection->set_deadline(limits_.answer_timeout);
    Exchange exchange = co_await talk(*connection, head, request.body, limits_.answer_bytes);
    co_return finish(request, endpoint, std::move(connection), std::move(exchange));
  }

 private:
  struct Endpoint {
    Endpoint(asio::io_context& context, std::size_t connections) : slots(context, connections) {}
    ConnectionSlots slots;
    std::vector<std::unique_ptr<HttpConnection>> idle;  // never more than there are slots
  };

  Endpoint& endpoint_of(const HttpRequest& request) {
    const std::string key = request.scheme + "://" + request.host + ":" + request.port;
    return endpoints_.try_emplace(key, context_, limits_.connections_per_endpoint).first->second;
  }

  static std::unique_ptr<HttpConnection> take_idle(Endpoint& endpoint) {
    while (!endpoint.idle.empty()) {
      std::unique_ptr<HttpConnection> connection = std::move(endpoint.idle.back());
      endpoint.idle.pop_back();
      if (!connection->is_spent()) return connection;
    }
    return nullptr;
  }

  asio::awaitable<error_code> open(HttpConnection& connection, std::string scheme, std::string host,
                                   std::string port) {
    connection.set_deadline(limits_.connect_timeout);
    const error_code error = co_await connection.connect(host, std::move(port));
    if (error || scheme != "https") co_return error;
    co_return co_await connection.secure(tls(), std::move(host));
  }

  HttpOutcome finish(const HttpRequest& request, Endpoint& endpoint,
                     std::unique_ptr<HttpConnection> connection, Exchange exchange) const {
    connection->clear_deadline();
    if (exchange.error) return HttpFailure{answer_failure(request, exchange.error, limits_)};
    if (exchange.reusable) endpoint.idle.push_back(std::move(connection));
    return std::move(exchange.response);
  }

  // Made when it is needed: reading the system's certificates takes its time.
  asio::ssl::context& tls() {
    if (!tls_) {
      tls_.emplace(asio::ssl::context::tls_client);
      tls_->set_default_verify_paths();
      tls_->set_verify_mode(asio::ssl::verify_peer);
    }
    return *tls_;
  }

  asio::io_context& context_;
  HttpClientLimits limits_;
  std::optional<asio::ssl::context> tls_;
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
