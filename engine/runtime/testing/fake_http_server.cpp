#include "engine/runtime/testing/fake_http_server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <tuple>
#include <utility>

namespace sfn::engine {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

std::size_t body_bytes(std::string_view head) {
  constexpr std::string_view kLength = "Content-Length: ";
  const std::size_t at = head.find(kLength);
  return at == std::string_view::npos ? 0
                                      : std::stoul(std::string(head.substr(at + kLength.size())));
}

}  // namespace

asio::awaitable<std::string> FakeHttpServer::Peer::read_request() {
  while (true) {
    const std::size_t head_end = input_.find("\r\n\r\n");
    if (head_end != std::string::npos) {
      const std::size_t all =
          head_end + 4 + body_bytes(std::string_view(input_).substr(0, head_end));
      if (input_.size() >= all) {
        std::string request = input_.substr(0, all);
        input_.erase(0, all);
        co_return request;
      }
    }
    std::string bytes(16 * 1024, '\0');
    const std::tuple<error_code, std::size_t> read =
        co_await socket_.async_read_some(asio::buffer(bytes), kTuple);
    if (std::get<0>(read)) co_return std::string{};
    input_.append(bytes, 0, std::get<1>(read));
  }
}

asio::awaitable<void> FakeHttpServer::Peer::write(std::string bytes) {
  const std::tuple<error_code, std::size_t> written =
      co_await asio::async_write(socket_, asio::buffer(bytes), kTuple);
  static_cast<void>(written);  // a client that has gone away is part of some scripts
}

void FakeHttpServer::Peer::close() {
  error_code ignored;
  socket_.close(ignored);
}

FakeHttpServer::FakeHttpServer(asio::io_context& context, Script script)
    : context_(context),
      script_(std::move(script)),
      acceptor_(context, tcp::endpoint{asio::ip::address_v4::loopback(), 0}),
      tasks_(context) {
  tasks_.start(accept(), [](const std::exception_ptr&) {});
}

asio::awaitable<void> FakeHttpServer::accept() {
  while (acceptor_.is_open()) {
    std::tuple<error_code, tcp::socket> accepted = co_await acceptor_.async_accept(kTuple);
    if (std::get<0>(accepted)) co_return;
    peers_.push_back(std::make_shared<Peer>(std::move(std::get<1>(accepted))));
    tasks_.start(script_(peers_.back(), peers_.size()), [](const std::exception_ptr&) {});
  }
}

void FakeHttpServer::stop() {
  error_code ignored;
  acceptor_.close(ignored);
  for (const auto& peer : peers_) peer->close();
}

std::string ok_answer(std::string_view body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace sfn::engine
