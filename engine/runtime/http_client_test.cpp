#include "engine/runtime/http_client.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <deque>
#include <optional>

#include "base/testing/catch.h"
#include "engine/runtime/testing/fake_http_server.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace asio = boost::asio;

namespace {

using Peer = std::shared_ptr<FakeHttpServer::Peer>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock>;

// A client, the server that it calls, and one thread for both.
class Call {
 public:
  explicit Call(FakeHttpServer::Script script, HttpClientLimits limits = {})
      : server_(context_, std::move(script)), client_(context_, limits), tasks_(context_) {}
  ~Call() {
    server_.stop();
    context_.poll();
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // Its place in outcomes().
  std::size_t send(std::string body) {
    HttpRequest request;
    request.host = "127.0.0.1";
    request.port = server_.port();
    request.target = "/";
    request.headers = {{"Host", "127.0.0.1:" + request.port}};
    request.body = std::move(body);
    return send(std::move(request));
  }
  std::size_t send(HttpRequest request) {
    const std::size_t place = outcomes_.size();
    outcomes_.emplace_back();
    cancellations_.emplace_back();
    tasks_.start(client_.send(std::move(request)), cancellations_.back(),
                 [this, place](const std::exception_ptr& failure, HttpOutcome outcome) {
                   outcomes_[place] = failure ? HttpFailure{"cancelled"} : std::move(outcome);
                 });
    return place;
  }
  void cancel(std::size_t place) { cancellations_[place].cancel(); }

  // Runs until all that was sent has an outcome.
  void run() {
    while (tasks_.running() > 0 && context_.run_one() > 0) {
    }
  }
  template <typename Condition>
  void run_until(Condition condition) {
    while (!condition() && context_.run_one() > 0) {
    }
  }

  std::string body_of(std::size_t place) {
    REQUIRE(outcomes_[place]);
    if (const auto* const failure = std::get_if<HttpFailure>(&*outcomes_[place]))
      FAIL(failure->message);
    return std::get<HttpResponse>(*outcomes_[place]).body;
  }
  std::string failure_of(std::size_t place) {
    REQUIRE(outcomes_[place]);
    REQUIRE(std::holds_alternative<HttpFailure>(*outcomes_[place]));
    return std::get<HttpFailure>(*outcomes_[place]).message;
  }
  std::string exchange(std::string body) {
    const std::size_t place = send(std::move(body));
    run();
    return body_of(place);
  }
  std::string failed_exchange() {
    const std::size_t place = send("{}");
    run();
    return failure_of(place);
  }

  [[nodiscard]] bool is_done(std::size_t place) const { return outcomes_[place].has_value(); }
  [[nodiscard]] FakeHttpServer& server() { return server_; }
  [[nodiscard]] std::string place() const { return "127.0.0.1:" + server_.port(); }
  [[nodiscard]] asio::io_context& context() { return context_; }

 private:
  asio::io_context context_;
  FakeHttpServer server_;
  HttpClient client_;
  TaskGroup tasks_;
  std::deque<std::optional<HttpOutcome>> outcomes_;
  std::vector<Cancellation> cancellations_;
};

std::string body_of_request(const std::string& request) {
  return request.substr(request.find("\r\n\r\n") + 4);
}

// Answers every request with its own body, and keeps the connection.
asio::awaitable<void> echo(Peer peer, std::size_t) {
  while (true) {
    const std::string request = co_await peer->read_request();
    if (request.empty()) co_return;
    co_await peer->write(ok_answer(body_of_request(request)));
  }
}

// Answers with fixed bytes and closes.
FakeHttpServer::Script answer_and_close(std::string bytes) {
  struct Answering {
    static asio::awaitable<void> run(Peer peer, std::string bytes) {
      static_cast<void>(co_await peer->read_request());
      co_await peer->write(std::move(bytes));
      peer->close();
    }
  };
  return [bytes = std::move(bytes)](Peer peer, std::size_t) {
    return Answering::run(std::move(peer), bytes);
  };
}

}  // namespace

TEST_CASE("HttpClient: sends what it was given, with its length", "[runtime][http]") {
  std::string seen;
  struct Script {
    static asio::awaitable<void> run(Peer peer, std::string* seen) {
      *seen = co_await peer->read_request();
      co_await peer->write(ok_answer("1"));
    }
  };
  Call call{[&](Peer peer, std::size_t) { return Script::run(std::move(peer), &seen); }};
  HttpRequest request;
  request.host = "127.0.0.1";
  request.port = call.server().port();
  request.target = "/2015-03-31/functions/f%3A1/invocations?Qualifier=1";
  request.headers = {{"Host", "h"}, {"X-Amz-Date", "20260101T000000Z"}};
  request.body = R"({"a":1})";
  call.send(std::move(request));
  call.run();
  CHECK(seen ==
        "POST /2015-03-31/functions/f%3A1/invocations?Qualifier=1 HTTP/1.1\r\n"
        "Host: h\r\nX-Amz-Date: 20260101T000000Z\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
}

TEST_CASE("HttpClient: uses a connection again that the server keeps", "[runtime][http]") {
  Call call{&echo};
  CHECK(call.exchange("1") == "1");
  CHECK(call.exchange("2") == "2");
  CHECK(call.server().connections() == 1);
}

TEST_CASE("HttpClient: uses no connection again that the server says it closes",
          "[runtime][http]") {
  Call call{answer_and_close("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n1")};
  CHECK(call.exchange("{}") == "1");
  CHECK(call.exchange("{}") == "1");
  CHECK(call.server().connections() == 2);
}

TEST_CASE("HttpClient: uses no connection again on which there is more than the answer",
          "[runtime][http]") {
  Call call{
      answer_and_close("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 200 "
                       "OK\r\nContent-Length: 1\r\n\r\n2")};
  CHECK(call.exchange("{}") == "1");
  CHECK(call.exchange("{}") == "1");
}

TEST_CASE("HttpClient: replaces a connection that died while it was idle", "[runtime][http]") {
  Call call{answer_and_close(ok_answer("1"))};  // it does not say that it closes
  CHECK(call.exchange("{}") == "1");
  call.context().poll();
  CHECK(call.exchange("{}") == "1");
  CHECK(call.server().connections() == 2);
}

TEST_CASE("HttpClient: makes a request again where a used connection ends without an answer, once",
          "[runtime][http]") {
  // The first connection answers once and closes on the second request; later ones close on the
  // first.
  struct Script {
    static asio::awaitable<void> run(Peer peer, std::size_t connection) {
      static_cast<void>(co_await peer->read_request());
      if (connection == 1) {
        co_await peer->write(ok_answer("1"));
        static_cast<void>(co_await peer->read_request());
      }
      peer->close();
    }
  };
  Call call{&Script::run};
  CHECK(call.exchange("{}") == "1");
  CHECK(call.failed_exchange() == call.place() + " failed to respond");
  CHECK(call.server().connections() == 2);
}

TEST_CASE("HttpClient: does not make a request again that a new connection did not answer",
          "[runtime][http]") {
  Call call{answer_and_close("")};
  CHECK(call.failed_exchange() == call.place() + " failed to respond");
  CHECK(call.server().connections() == 1);
}

TEST_CASE("HttpClient: takes answers in chunks, and those that end with the connection",
          "[runtime][http]") {
  SECTION("chunks") {
    Call call{answer_and_close(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n")};
    CHECK(call.exchange("{}") == "abcdefg");
  }
  SECTION("the connection's end") {
    Call call{answer_and_close("HTTP/1.1 200 OK\r\n\r\nabc")};
    CHECK(call.exchange("{}") == "abc");
  }
}

TEST_CASE("HttpClient: an answer that is cut off is a failure", "[runtime][http]") {
  SECTION("in its body") {
    Call call{answer_and_close("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")};
    CHECK(call.failed_exchange() == call.place() + ": partial message");
  }
  SECTION("in a chunk") {
    Call call{answer_and_close("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab")};
    CHECK(call.failed_exchange() == call.place() + ": partial message");
  }
  SECTION("in its head") {
    Call call{answer_and_close("HTTP/1.1 200 OK\r\nContent-Le")};
    CHECK(call.failed_exchange() == call.place() + " failed to respond");
  }
}

TEST_CASE("HttpClient: what is no HTTP is a failure that says so", "[runtime][http]") {
  Call call{answer_and_close("SSH-2.0-OpenSSH_9.2\r\n\r\n")};
  CHECK(call.failed_exchange() == call.place() + ": bad version");
}

TEST_CASE("HttpClient: an answer that is too large is a failure, declared or not",
          "[runtime][http]") {
  HttpClientLimits limits;
  limits.answer_bytes = 10;
  const std::string expected = " answered with more than 10 bytes";
  SECTION("declared") {
    Call call{answer_and_close("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n"), limits};
    CHECK(call.failed_exchange() == call.place() + expected);
  }
  SECTION("in chunks") {
    Call call{
        answer_and_close(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\nabcdef\r\n"),
        limits};
    CHECK(call.failed_exchange() == call.place() + expected);
  }
  SECTION("one that just fits is taken") {
    Call call{answer_and_close(ok_answer("0123456789")), limits};
    CHECK(call.exchange("{}") == "0123456789");
  }
}

TEST_CASE("HttpClient: an answer may come before the request was read to its end",
          "[runtime][http]") {
  struct Script {
    static asio::awaitable<void> run(Peer peer, std::size_t) {
      co_await peer->write(
          "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
      static_cast<void>(co_await peer->read_request());
    }
  };
  Call call{&Script::run};
  CHECK(call.exchange(std::string(8u << 20, 'x')) == "{}");
}

TEST_CASE(
    "HttpClient: a server that does not answer in time is a failure, and its connection is closed",
    "[runtime][http]") {
  HttpClientLimits limits;
  limits.answer_timeout = 20ms;
  bool closed = false;
  struct Script {
    static asio::awaitable<void> run(Peer peer, bool* closed) {
      static_cast<void>(co_await peer->read_request());
      const std::string more = co_await peer->read_request();
      *closed = more.empty();
    }
  };
  Call call{[&](Peer peer, std::size_t) { return Script::run(std::move(peer), &closed); }, limits};
  CHECK(call.failed_exchange() == "Read timed out");
  call.run_until([&] { return closed; });
  CHECK(closed);
}

TEST_CASE(
    "HttpClient: localhost is this machine, whatever a hosts file says or where there is none",
    "[runtime][http]") {
  for (const std::string host : {"localhost", "functions.localhost"}) {
    Call call{&echo};
    HttpRequest request;
    request.host = host;
    request.port = call.server().port();
    request.target = "/";
    request.headers = {{"Host", host}};
    request.body = "hello";
    const std::size_t place = call.send(std::move(request));
    call.run();
    CHECK(call.body_of(place) == "hello");
  }
}

TEST_CASE("HttpClient: nobody listening is a failure in the words of AWS's client",
          "[runtime][http]") {
  Call call{&echo};
  const std::string place = call.place();
  HttpRequest request;
  request.host = "127.0.0.1";
  request.port = call.server().port();
  request.target = "/";
  call.server().stop();
  const std::size_t sent = call.send(std::move(request));
  call.run();
  CHECK(call.failure_of(sent) == "Connect to " + place + " failed: Connection refused");
}

TEST_CASE("HttpClient: uses no more connections than allowed, and serves who waits in order",
          "[runtime][http]") {
  HttpClientLimits limits;
  limits.connections_per_endpoint = 2;
  std::vector<std::string> order;
  struct Script {
    static asio::awaitable<void> run(Peer peer, std::vector<std::string>* order) {
      while (true) {
        const std::string request = co_await peer->read_request();
        if (request.empty()) co_return;
        order->push_back(body_of_request(request));
        co_await peer->write(ok_answer("{}"));
      }
    }
  };
  Call call{[&](Peer peer, std::size_t) { return Script::run(std::move(peer), &order); }, limits};
  for (int i = 0; i < 20; ++i) call.send(std::to_string(i));
  call.run();
  CHECK(call.server().connections() == 2);
  REQUIRE(order.size() == 20);
  // Two connections: each request may overtake its neighbour, nobody else.
  for (int i = 0; i < 20; ++i)
    CHECK(std::abs(std::stoi(order[static_cast<std::size_t>(i)]) - i) <= 1);
}

TEST_CASE(
    "HttpClient: a place in the queue that is given up at the moment it is granted goes to the "
    "next",
    "[runtime][http]") {
  HttpClientLimits limits;
  limits.connections_per_endpoint = 1;
  struct Script {
    static asio::awaitable<void> run(Peer peer, std::size_t, asio::io_context* context) {
      while (true) {
        const std::string request = co_await peer->read_request();
        if (request.empty()) co_return;
        Timer pause{*context, 5ms};  // the others queue up meanwhile
        co_await pause.async_wait(asio::use_awaitable);
        co_await peer->write(ok_answer(body_of_request(request)));
      }
    }
  };
  asio::io_context* context = nullptr;
  Call call{[&](Peer peer, std::size_t connection) {
              return Script::run(std::move(peer), connection, context);
            },
            limits};
  context = &call.context();
  const std::size_t first = call.send("1");
  const std::size_t second = call.send("2");
  const std::size_t third = call.send("3");
  call.run_until([&] { return call.is_done(first); });
  call.cancel(second);  // it has been granted the connection of the first, and has not run yet
  call.run();
  CHECK(call.failure_of(second) == "cancelled");
  CHECK(call.body_of(third) == "3");
}

TEST_CASE("HttpClient: a cancelled call closes its connection and gives its place back",
          "[runtime][http]") {
  HttpClientLimits limits;
  limits.connections_per_endpoint = 1;
  bool received = false;
  struct Script {
    static asio::awaitable<void> run(Peer peer, std::size_t connection, bool* received) {
      const std::string request = co_await peer->read_request();
      *received = true;
      if (connection == 1) co_return;  // never answers
      co_await peer->write(ok_answer("{}"));
    }
  };
  Call call{[&](Peer peer, std::size_t connection) {
              return Script::run(std::move(peer), connection, &received);
            },
            limits};
  const std::size_t first = call.send("1");
  const std::size_t second = call.send("2");
  call.run_until([&] { return received; });
  call.cancel(first);
  call.run();
  CHECK(call.body_of(second) == "{}");
}

}  // namespace sfn::engine
