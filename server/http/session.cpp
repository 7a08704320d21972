#include "server/http/session.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cerrno>
#include <charconv>
#include <utility>

#include "server/http/head_scan.h"
#include "server/http/session_group.h"
#include "server/protocol/error_body.h"

namespace sfn::server {
namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
using Parser = http::request_parser<http::string_body>;
using Fields = http::fields;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kNoBody;
// How much a refused client may still send before the connection ends under it.
constexpr std::size_t kLingerBytes = 4u * 1024 * 1024;

SteadyTime after(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

std::optional<std::string_view> find(const Fields& fields, std::string_view name) {
  const auto found = fields.find({name.data(), name.size()});
  if (found == fields.end()) return std::nullopt;
  return view(found->value());
}

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::Get;
    case http::verb::head:
      return Method::Head;
    case http::verb::post:
      return Method::Post;
    case http::verb::options:
      return Method::Options;
    default:
      return Method::Other;
  }
}

// The path of a target in origin form ("/x?y") or absolute form ("http://host/x?y"). RFC 9112 3.2
std::string_view path_of(std::string_view target) {
  const std::size_t scheme = target.find("://");
  if (!target.starts_with('/') && scheme != std::string_view::npos) {
    const std::size_t slash = target.find('/', scheme + 3);
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  return target.substr(0, target.find('?'));
}

// Two readers must agree on where a request ends. RFC 9112 6.3; the parser itself takes a list of
// equal lengths and any coding.
bool has_one_length(const Parser::value_type& head) {
  const auto lengths = head.count(http::field::content_length);
  const auto codings = head.count(http::field::transfer_encoding);
  if (lengths > 1 || codings > 1 || (lengths == 1 && codings == 1)) return false;
  if (codings == 1) {
    return head.version() == 11 &&
           boost::beast::iequals(head[http::field::transfer_encoding], "chunked");
  }
  const std::string_view length = view(head[http::field::content_length]);
  return lengths == 0 || (!length.empty() && std::all_of(length.begin(), length.end(), [](char c) {
           return c >= '0' && c <= '9';
         }));
}

std::string_view reason_of(unsigned status) {
  return view(http::obsolete_reason(http::int_to_status(status)));
}

void append_number(std::string& to, std::size_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  to.append(digits, end.ptr);
}

enum class Connection : std::uint8_t { KeepAlive, Close };

void write_head(std::string& to, const HttpAnswer& answer, Connection connection, unsigned version,
                SessionGroup& group) {
  to.assign("HTTP/1.1 ");
  append_number(to, answer.status);
  to.append(" ")
      .append(reason_of(answer.status))
      .append("\r\nx-amzn-RequestId: ")
      .append(group.new_request_id());
  if (!answer.content_type.empty()) to.append("\r\nContent-Type: ").append(answer.content_type);
  if (answer.status != 204) {
    to.append("\r\nContent-Length: ");
    append_number(to, answer.body.size());
  }
  to.append("\r\nDate: ").append(group.date()).append("\r\n");
  if (connection == Connection::Close) {
    to.append("Connection: close\r\n");
  } else if (version < 11) {
    to.append("Connection: keep-alive\r\n");  // which HTTP/1.0 does not take for granted
  }
  to.append(answer.headers).append("\r\n");
}

HttpAnswer bad_request(unsigned status, std::string message) {
  return error_answer(status, {api::ErrorCode::Serialization, std::move(message)});
}
HttpAnswer too_large(unsigned status, std::string message) {
  return error_answer(status, {api::ErrorCode::RequestTooLarge, std::move(message)});
}

HttpAnswer refusal_of(const boost::system::error_code& ec) {
  if (ec == http::error::body_limit) return too_large(413, "The request's body is too large");
  if (ec == http::error::header_limit) return too_large(431, "The request's head is too large");
  return bad_request(400, "The request is not well-formed HTTP: " + ec.message());
}

// What is wrong with a head that the parser took, or nullopt.
std::optional<HttpAnswer> refusal_of(const Parser::value_type& head) {
  if (head.version() != 10 && head.version() != 11)
    return bad_request(505, "The server speaks HTTP/1.1 and HTTP/1.0");
  if (!has_one_length(head))
    return bad_request(400, "The request's length can be read in more than one way");
  // RFC 9112 3.2: an HTTP/1.1 request has one Host.
  const auto hosts = head.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && head.version() == 11))
    return bad_request(400, "The request must have one Host");
  const auto expect = head[http::field::expect];
  if (!expect.empty() && !boost::beast::iequals(expect, "100-continue")) {
    return bad_request(417, "The only expectation that the server meets is 100-continue");
  }
  return std::nullopt;
}

std::optional<HttpAnswer> refusal_of(const HeadScan& scan) {
  if (scan.result == HeadScan::Result::TooLarge)
    return too_large(431, "The request's head is too large");
  if (scan.result == HeadScan::Result::Malformed)
    return bad_request(400, "The request is not well-formed HTTP");
  return std::nullopt;
}

std::optional<HttpAnswer> parse_head(Parser& parser, InputBuffer& input, std::size_t bytes) {
  boost::system::error_code ec;
  input.consume(parser.put(asio::buffer(input.view().data(), bytes), ec));
  if (ec && ec != http::error::need_more) return refusal_of(ec);
  if (!parser.is_header_done()) return refusal_of(http::error::bad_line_ending);
  return refusal_of(parser.get());
}

std::optional<HttpAnswer> parse_body(Parser& parser, InputBuffer& input) {
  while (!parser.is_done() && !input.empty()) {
    boost::system::error_code ec;
    const std::size_t used = parser.put(asio::buffer(input.view().data(), input.view().size()), ec);
    input.consume(used);
    if (ec == http::error::need_more) return std::nullopt;
    if (ec) return refusal_of(ec);
  }
  return std::nullopt;
}

HttpRequest to_request(const Parser::value_type& head) {
  HttpRequest request;
  request.method = method_of(head.method());
  request.path = path_of(view(head.target()));
  request.host = view(head[http::field::host]);
  request.content_type = view(head[http::field::content_type]);
  request.authorization = view(head[http::field::authorization]);
  request.amz_target = find(head, "X-Amz-Target").value_or(std::string_view{});
  request.origin = find(head, "Origin");
  request.sec_fetch_site = find(head, "Sec-Fetch-Site");
  if (request.method == Method::Options) {
    request.requested_headers = find(head, "Access-Control-Request-Headers");
    request.requested_private_network = find(head, "Access-Control-Request-Private-Network");
  }
  return request;
}

}  // namespace

Session::Session(TcpSocket socket, SessionGroup& group)
    : socket_(std::move(socket)), group_(group) {
  boost::system::error_code ignored;  // the peer may be gone already
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  deadline_ = after(group_.limits().idle);
}

void Session::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

asio::awaitable<void> Session::run() {
  Next next = Next::Request;
  while (next == Next::Request) next = co_await exchange();
  if (next == Next::LingerThenClose) co_await linger();
  close();
}

asio::awaitable<Session::Next> Session::exchange() {
  const HttpLimits& limits = group_.limits();
  is_idle_ = true;
  wait_until(after(limits.idle));
  input_.consume(empty_lines(input_.view()));
  while (input_.empty()) {
    if (group_.is_draining()) co_return Next::Close;
    const bool received = co_await receive();
    if (!received) co_return Next::Close;
    input_.consume(empty_lines(input_.view()));
  }

  is_idle_ = false;
  wait_until(after(limits.head));
  HeadScan scan = scan_head(input_.view());
  while (scan.result == HeadScan::Result::Incomplete) {
    const bool received = co_await receive();
    if (!received) co_return Next::Close;
    scan = scan_head(input_.view());
  }
  Parser parser;
  parser.header_limit(kHeadBytes);
  parser.body_limit(limits.body_bytes);
  std::optional<HttpAnswer> refusal = refusal_of(scan);
  if (!refusal) refusal = parse_head(parser, input_, scan.bytes);
  if (refusal) co_return co_await refuse(std::move(*refusal));

  if (!parser.is_done()) {
    wait_until(after(limits.body));
    // RFC 9110 10.1.1: not where the body is coming already, and HTTP/1.0 does not know it.
    if (input_.empty() && parser.get().version() == 11 &&
        parser.get().count(http::field::expect) == 1) {
      const bool sent = co_await send(kContinue, kNoBody);
      if (!sent) co_return Next::Close;
    }
    parser.eager(true);
    refusal = parse_body(parser, input_);
    while (!refusal && !parser.is_done()) {
      input_.expect_much();
      const bool received = co_await receive();
      if (!received) co_return Next::Close;
      refusal = parse_body(parser, input_);
    }
    if (refusal) co_return co_await refuse(std::move(*refusal));
  }

  wait_until(SteadyTime::max());
  Parser::value_type& message = parser.get();
  HttpRequest request = to_request(message);
  request.body = std::move(message.body());
  request.is_client_there = [this] { return is_client_there(); };
  request.client_gone = client_gone_.slot();
  HttpAnswer answer;
  try {
    answer = co_await group_.handler().answer(std::move(request));
  } catch (const std::exception& e) {
    if (!has_client_left_) group_.log().error("request_failed", {{"reason", e.what()}});
    answer = error_answer({api::ErrorCode::InternalFailure, {}});
  }
  client_gone_.slot().clear();
  if (has_client_left_) co_return Next::Close;

  const bool stays = message.keep_alive() && !group_.is_draining();
  write_head(output_, answer, stays ? Connection::KeepAlive : Connection::Close, message.version(),
             group_);
  wait_until(after(limits.write));
  const std::string_view body =
      message.method() == http::verb::head ? kNoBody : std::string_view(answer.body);
  const bool sent = co_await send(output_, body);
  co_return sent&& stays ? Next::Request : Next::Close;
}

// Nobody reads while an answer is made; that a client has gone away meanwhile is seen by a look at
// what is there to be read. One that has only ended its own half counts as gone, too, since nothing
// tells it from one that has closed; one that has sent its next request already counts as there.
bool Session::is_client_there() {
  char next = 0;
  const ssize_t received = ::recv(socket_.native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
  return received > 0 ||
         (received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR));
}

void Session::look_at_client() {
  if (!client_gone_.slot().has_handler() || is_client_there()) return;
  has_client_left_ = true;
  client_gone_.emit(asio::cancellation_type::terminal);
}

// False if there is nothing more to come: the client closed or broke the connection, or its time
// was up.
asio::awaitable<bool> Session::receive() {
  const asio::mutable_buffer room = input_.room();
  if (room.size() == 0) co_return false;
  const std::tuple<boost::system::error_code, std::size_t> received =
      co_await socket_.async_read_some(room, kTuple);
  if (std::get<0>(received)) co_return false;
  input_.received(std::get<1>(received));
  co_return true;
}

asio::awaitable<bool> Session::send(std::string_view head, std::string_view body) {
  std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(body)};
  // Most answers fit into the socket's buffer: no need to suspend for them.
  boost::system::error_code ec;
  const std::size_t written = socket_.write_some(parts, ec);
  if (ec && ec != asio::error::would_block && ec != asio::error::try_again) co_return false;
  const std::size_t all = head.size() + body.size();
  if (written == all) co_return true;
  const std::size_t of_head = std::min(written, head.size());
  parts[0] += of_head;
  parts[1] += written - of_head;
  const std::tuple<boost::system::error_code, std::size_t> rest =
      co_await asio::async_write(socket_, parts, kTuple);
  co_return !std::get<0>(rest);
}

// Answers a request that was not read to its end. What follows on the connection cannot be told
// apart, so it ends.
asio::awaitable<Session::Next> Session::refuse(HttpAnswer answer) {
  write_head(output_, answer, Connection::Close, 11, group_);
  wait_until(after(group_.limits().write));
  const bool sent = co_await send(output_, answer.body);
  co_return sent ? Next::LingerThenClose : Next::Close;
}

// Closing a socket with unread bytes resets the connection, and the client may lose the answer that
// says why. RFC 9112 9.6
asio::awaitable<void> Session::linger() {
  wait_until(after(group_.limits().linger));
  boost::system::error_code ignored;
  socket_.shutdown(TcpSocket::shutdown_send, ignored);
  input_.consume(input_.view().size());
  std::size_t discarded = 0;
  while (discarded < kLingerBytes) {
    input_.expect_much();
    const bool received = co_await receive();
    if (!received) co_return;
    discarded += input_.view().size();
    input_.consume(input_.view().size());
  }
}

}  // namespace sfn::server
