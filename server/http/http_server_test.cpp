#include "server/http/http_server.h"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>
#include <thread>

#include "base/testing/catch.h"
#include "server/http/testing/raw_client.h"

using namespace std::chrono_literals;
using namespace std::string_literals;

namespace sfn::server {
namespace asio = boost::asio;

namespace {

// Answers with what it was asked; "/slow" takes its time, "/throw" breaks, "/large" has a large
// answer, "/wait" has none before the client has gone away, "/listen" the same, but it is told.
class Echo final : public RequestHandler {
 public:
  asio::awaitable<HttpAnswer> answer(HttpRequest request) override {
    ++requests;
    if (request.path == "/throw") throw std::runtime_error("broken");
    if (request.path == "/slow") {
      asio::steady_timer pause{co_await asio::this_coro::executor, 150ms};
      co_await pause.async_wait(asio::use_awaitable);
    }
    if (request.path == "/wait") {
      asio::steady_timer pause{co_await asio::this_coro::executor};
      while (request.is_client_there()) {
        client_was_there = true;
        pause.expires_after(1ms);
        co_await pause.async_wait(asio::use_awaitable);
      }
      client_left = true;
    }
    if (request.path == "/listen") {
      asio::steady_timer never{co_await asio::this_coro::executor, 24h};
      auto until_gone =
          asio::bind_cancellation_slot(request.client_gone, asio::as_tuple(asio::use_awaitable));
      client_was_there = true;
      co_await never.async_wait(std::move(until_gone));
      client_left = true;
    }
    if (request.path == "/large")
      co_return HttpAnswer{200, "text/plain", std::string(64u << 20, 'x'), {}};
    if (request.path == "/empty") co_return HttpAnswer{204, {}, {}, "Allow: GET\r\n"};
    co_return HttpAnswer{200, "text/plain", std::string(request.path) + "|" + request.body, {}};
  }
  std::atomic<int> requests{0};
  std::atomic<bool> client_was_there{false};
  std::atomic<bool> client_left{false};
};

HttpLimits short_limits() {
  HttpLimits limits;
  limits.idle = 100ms;
  limits.head = 100ms;
  limits.body = 100ms;
  limits.write = 100ms;
  limits.linger = 100ms;
  limits.sweep = 10ms;
  return limits;
}

struct Serving {
  explicit Serving(HttpLimits limits = {}) : server({.threads = 2, .limits = limits}, log) {
    server.start(handler);
  }
  ~Serving() { server.stop(2s); }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  // The answer to bytes after which the server closes.
  std::string closing_answer(std::string_view bytes) {
    RawClient client{server.port()};
    client.send(bytes);
    return client.rest();
  }
  void wait_for_connections(std::size_t count) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (server.connections() != count && std::chrono::steady_clock::now() < end)
      std::this_thread::yield();
    CHECK(server.connections() == count);
  }

  Log log{LogLevel::Off};
  Echo handler;
  HttpServer server;
};

std::string post(const std::string& path, const std::string& body, const std::string& more = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: h\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("HTTP: answers a request with status, id, type, length and date", "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send(post("/a?b=c", "body"));
  const std::string answer = client.answer();
  CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(header_of(answer, "x-amzn-RequestId").size() == 36);
  CHECK(header_of(answer, "Content-Type") == "text/plain");
  CHECK(header_of(answer, "Content-Length") == "7");
  CHECK(header_of(answer, "Date").ends_with(" GMT"));
  CHECK(header_of(answer, "Connection") == "none");
  CHECK(body_of(answer) == "/a|body");
}

TEST_CASE("HTTP: whoever makes an answer can ask whether the client has hung up",
          "[server][http]") {
  Serving serving;
  const auto wait_for = [](const std::atomic<bool>& event) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (!event && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    return event.load();
  };
  RawClient client{serving.server.port()};
  client.send(post("/wait", ""));
  CHECK(wait_for(serving.handler.client_was_there));
  CHECK_FALSE(serving.handler.client_left);
  client.close();
  CHECK(wait_for(serving.handler.client_left));
}

TEST_CASE("HTTP: whoever makes an answer that takes long is told when the client has hung up",
          "[server][http]") {
  Serving serving{short_limits()};
  RawClient stays{serving.server.port()};
  {
    RawClient leaves{serving.server.port()};
    leaves.send(post("/listen", ""));
    while (!serving.handler.client_was_there) std::this_thread::yield();
    stays.send(post("/listen", ""));
    CHECK(stays.is_quiet_for(50ms));
    CHECK_FALSE(serving.handler.client_left);
    serving.wait_for_connections(2);
    leaves.close();
  }
  serving.wait_for_connections(1);
  CHECK(serving.handler.client_left);
  CHECK(stays.is_quiet_for(50ms));
}

TEST_CASE("HTTP: each request has an id of its own", "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send(post("/", "") + post("/", ""));
  const std::string first = header_of(client.answer(), "x-amzn-RequestId");
  CHECK(first != header_of(client.answer(), "x-amzn-RequestId"));
}

TEST_CASE("HTTP: a connection serves many requests, also where they come at once or byte by byte",
          "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send(post("/1", "a") + post("/2", "b") + post("/slow", "c") +
              "GET /4 HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(body_of(client.answer()) == "/1|a");
  CHECK(body_of(client.answer()) == "/2|b");
  CHECK(body_of(client.answer()) == "/slow|c");
  CHECK(body_of(client.answer()) == "/4|");
  for (const char byte : post("/5", "e")) client.send({&byte, 1});
  CHECK(body_of(client.answer()) == "/5|e");
  client.send("\r\n\r\n" + post("/6", "f"));  // empty lines before a request are skipped
  CHECK(body_of(client.answer()) == "/6|f");
  CHECK(serving.server.connections() == 1);
}

TEST_CASE("HTTP: closes where the client wishes it, and where HTTP/1.0 does not ask to stay",
          "[server][http]") {
  Serving serving;
  for (const std::string& request :
       {post("/", "", "Connection: close\r\n"), std::string("GET / HTTP/1.0\r\n\r\n"),
        std::string("GET / HTTP/1.0\r\nHost: h\r\n\r\n")}) {
    CAPTURE(request);
    const std::string answer = serving.closing_answer(request);
    CHECK(status_of(answer) == 200);
    CHECK(header_of(answer, "Connection") == "close");
  }
  RawClient client{serving.server.port()};
  client.send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(header_of(client.answer(), "Connection") == "keep-alive");
  client.send("GET /2 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(body_of(client.answer()) == "/2|");
}

TEST_CASE("HTTP: HEAD has the head of GET and no body, 204 no length", "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::string answer = client.rest();
  CHECK(header_of(answer, "Content-Length") == "3");
  CHECK(body_of(answer).empty());
  RawClient other{serving.server.port()};
  other.send("OPTIONS /empty HTTP/1.1\r\nHost: h\r\n\r\n" + post("/next", ""));
  const std::string empty = other.answer();
  CHECK(status_of(empty) == 204);
  CHECK(header_of(empty, "Content-Length") == "none");
  CHECK(header_of(empty, "Allow") == "GET");
  CHECK(body_of(other.answer()) == "/next|");
}

TEST_CASE("HTTP: takes bodies in chunks", "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send(
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
      "chunked\r\n\r\n4\r\nabcd\r\n1;x=y\r\ne\r\n0\r\n\r\n" +
      post("/2", ""));
  CHECK(body_of(client.answer()) == "/|abcde");
  CHECK(body_of(client.answer()) == "/2|");
}

TEST_CASE("HTTP: takes a target with scheme and host", "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send(
      "GET http://h/a?b HTTP/1.1\r\nHost: h\r\n\r\nGET http://h HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(body_of(client.answer()) == "/a|");
  CHECK(body_of(client.answer()) == "/|");
}

TEST_CASE("HTTP: asks for a body that the client holds back", "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  CHECK(client.answer() == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  CHECK(body_of(client.answer()) == "/|abc");
  // Not where it comes already.
  client.send(post("/", "def", "Expect: 100-continue\r\n"));
  CHECK(body_of(client.answer()) == "/|def");
  CHECK(status_of(serving.closing_answer(post("/", "", "Expect: 200-maybe\r\n"))) == 417);
}

TEST_CASE("HTTP: refuses a body that is too large before it has read it", "[server][http]") {
  HttpLimits limits;
  limits.body_bytes = 1000;
  Serving serving{limits};
  CHECK(status_of(serving.closing_answer(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n")) == 413);
  CHECK(status_of(serving.closing_answer(
            "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: "
            "99999999999999\r\n\r\n")) == 413);
  CHECK(status_of(serving.closing_answer(
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
            std::string(1001, 'x') + "\r\n0\r\n\r\n")) == 413);
  RawClient client{serving.server.port()};
  client.send(post("/", std::string(1000, 'x')));
  CHECK(status_of(client.answer()) == 200);
}

TEST_CASE("HTTP: refuses a head that is too large", "[server][http]") {
  Serving serving;
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += "X-" + std::to_string(i) + ": 1\r\n";
  for (const std::string& head :
       {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(9000, 'x') + "\r\n\r\n",
        "GET /" + std::string(9000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n", std::string(100'000, 'G')}) {
    CAPTURE(head.substr(0, 60));
    CHECK(status_of(serving.closing_answer(head)) == 431);
  }
  CHECK(serving.handler.requests == 0);
}

TEST_CASE("HTTP: refuses what is no HTTP, or could be read in two ways", "[server][http]") {
  Serving serving;
  for (
      const std::string& head : {
          "\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03"s,  // a TLS hello
          "GET / HTTP/1.1\nHost: h\n\n"s,
          "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n"s,
          "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n"s,
          "GET / HTTP/1.1\r\nHost: h\r\nX: \0\r\n\r\n"s,
          "GET / HTTP/1.1\r\nHost : h\r\n\r\n"s,
          "GET / HTTP/1.1\r\nno colon\r\n\r\n"s,
          "GET /\r\n\r\n"s,
          "GET / HTTP/1.1 x\r\nHost: h\r\n\r\n"s,
          "GET / HTTP/1.1\r\n\r\n"s,  // no Host
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"s,
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na"s,
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"s,
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 1\r\n\r\na"s,
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\na"s,
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\na"s,
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x1\r\n\r\na"s,
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \r\n\r\n"s,
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"s,
          "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"s,
          "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\n\r\n"s,
          "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"s,
          "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"s,
          "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"s,
      }) {
    CAPTURE(head);
    const std::string answer = serving.closing_answer(head);
    CHECK(status_of(answer) == 400);
    CHECK(header_of(answer, "Connection") == "close");
    CHECK(body_of(answer).find("__type") != std::string::npos);
  }
  CHECK(status_of(serving.closing_answer("GET / HTTP/2.0\r\nHost: h\r\n\r\n")) >= 400);
  CHECK(serving.handler.requests == 0);
  serving.wait_for_connections(0);
}

TEST_CASE("HTTP: a handler that breaks is an internal failure, and the connection goes on",
          "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send(post("/throw", "") + post("/2", ""));
  const std::string answer = client.answer();
  CHECK(status_of(answer) == 500);
  CHECK(body_of(answer) == R"({"__type":"com.amazon.coral.service#InternalFailure"})");
  CHECK(body_of(client.answer()) == "/2|");
}

TEST_CASE("HTTP: a client that has said all gets its answer", "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send(post("/slow", "x"));
  client.half_close();
  CHECK(body_of(client.rest()) == "/slow|x");
}

TEST_CASE("HTTP: every wait for a client has an end", "[server][http]") {
  Serving serving{short_limits()};
  SECTION("before its first request") { CHECK(serving.closing_answer("").empty()); }
  SECTION("between two requests") {
    RawClient client{serving.server.port()};
    client.send(post("/", ""));
    CHECK(status_of(client.answer()) == 200);
    CHECK(client.rest().empty());
  }
  SECTION("within a head") { CHECK(serving.closing_answer("GET / HTTP/1.1\r\nHost:").empty()); }
  SECTION("within a body") {
    CHECK(serving.closing_answer("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")
              .empty());
  }
  SECTION("for the body that it asked for") {
    CHECK(serving.closing_answer(
              "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n") ==
          "HTTP/1.1 100 Continue\r\n\r\n");
  }
  SECTION("after a refusal") { CHECK(status_of(serving.closing_answer("nonsense\n")) == 400); }
  SECTION("a byte now and then does not help") {
    RawClient client{serving.server.port()};
    const auto before = std::chrono::steady_clock::now();
    for (const char byte : std::string("GET /")) {
      client.send({&byte, 1});
      if (!client.is_quiet_for(40ms)) break;
    }
    CHECK(client.rest().empty());
    CHECK(std::chrono::steady_clock::now() - before < 2s);
  }
  SECTION("for it to read its answer") {
    RawClient client{serving.server.port()};
    client.send(post("/large", ""));
    serving.wait_for_connections(1);
    serving.wait_for_connections(0);
  }
  serving.wait_for_connections(0);
}

TEST_CASE("HTTP: waiting for the handler has no deadline", "[server][http]") {
  HttpLimits limits = short_limits();
  limits.head = limits.body = limits.idle = limits.write = 20ms;
  Serving serving{limits};
  RawClient client{serving.server.port()};
  client.send(post("/slow", ""));
  CHECK(status_of(client.answer()) == 200);
}

TEST_CASE("HTTP: a large answer reaches a client that reads it", "[server][http]") {
  Serving serving;
  RawClient client{serving.server.port()};
  client.send(post("/large", ""));
  CHECK(body_of(client.answer()).size() == 64u << 20);
}

TEST_CASE("HTTP: more connections than allowed wait to be accepted", "[server][http]") {
  HttpLimits limits;
  limits.connections = 2;
  Serving serving{limits};
  RawClient first{serving.server.port()};
  auto second = std::make_unique<RawClient>(serving.server.port());
  serving.wait_for_connections(2);
  RawClient third{serving.server.port()};
  third.send(post("/3", ""));
  CHECK(third.is_quiet_for(100ms));
  first.send(post("/1", ""));
  CHECK(body_of(first.answer()) == "/1|");
  second.reset();
  CHECK(body_of(third.answer()) == "/3|");
}

TEST_CASE("HTTP: clients that come and go leave nothing behind", "[server][http]") {
  Serving serving;
  for (int i = 0; i < 300; ++i) {
    RawClient client{serving.server.port()};
    if (i % 3 == 1) client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99\r\n\r\nab");
    if (i % 3 == 2) client.send(post("/slow", ""));
  }
  serving.wait_for_connections(0);
}

TEST_CASE("HTTP: a stop lets requests finish, closes what is idle and refuses newcomers",
          "[server][http]") {
  Serving serving;
  RawClient idle{serving.server.port()};
  RawClient busy{serving.server.port()};
  serving.wait_for_connections(2);
  busy.send(post("/slow", "x"));
  while (serving.handler.requests == 0) std::this_thread::yield();
  const std::uint16_t port = serving.server.port();
  const auto before = std::chrono::steady_clock::now();
  serving.server.stop(5s);
  CHECK(std::chrono::steady_clock::now() - before < 4s);
  const std::string answer = busy.rest();
  CHECK(body_of(answer) == "/slow|x");
  CHECK(header_of(answer, "Connection") == "close");
  CHECK(idle.rest().empty());
  CHECK_THROWS(RawClient{port});
}

TEST_CASE("HTTP: a stop does not wait longer than its grace", "[server][http]") {
  Serving serving;
  RawClient stuck{serving.server.port()};
  stuck.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
  RawClient unread{serving.server.port()};
  unread.send(post("/large", ""));
  while (serving.handler.requests == 0) std::this_thread::yield();
  const auto before = std::chrono::steady_clock::now();
  serving.server.stop(100ms);
  CHECK(std::chrono::steady_clock::now() - before < 2s);
}

TEST_CASE("HTTP: a port that somebody has is refused with the reason", "[server][http]") {
  Serving serving;
  Log log{LogLevel::Off};
  Echo handler;
  try {
    HttpOptions options;
    options.port = serving.server.port();
    HttpServer other{options, log};
    other.start(handler);
    FAIL("two servers have one port");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::address_in_use);
  }
}

}  // namespace sfn::server
