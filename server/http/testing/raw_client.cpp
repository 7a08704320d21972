#include "server/http/testing/raw_client.h"

#include <poll.h>

#include <array>
#include <boost/asio/write.hpp>
#include <stdexcept>

namespace sfn::server {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kPatience{10'000};

}  // namespace

RawClient::RawClient(std::uint16_t port) {
  socket_.connect({asio::ip::address_v4::loopback(), port});
}

void RawClient::send(std::string_view bytes) {
  error_code ignored;  // the server may have closed: what it answered tells
  asio::write(socket_, asio::buffer(bytes), ignored);
}

void RawClient::half_close() { socket_.shutdown(tcp::socket::shutdown_send); }
void RawClient::close() { socket_.close(); }

bool RawClient::is_quiet_for(std::chrono::milliseconds time) {
  pollfd poll_for{socket_.native_handle(), POLLIN, 0};
  return ::poll(&poll_for, 1, static_cast<int>(time.count())) == 0;
}

bool RawClient::receive() {
  if (is_quiet_for(kPatience)) throw std::runtime_error("the server neither answers nor closes");
  std::array<char, 16 * 1024> bytes{};
  error_code ec;
  const std::size_t read = socket_.read_some(asio::buffer(bytes), ec);
  if (ec) return false;
  input_.append(bytes.data(), read);
  return true;
}

std::string RawClient::answer() {
  std::size_t all = 0;
  while (all == 0 || input_.size() < all) {
    const std::size_t end = input_.find("\r\n\r\n");
    if (end != std::string::npos) {
      const std::string length = header_of(input_.substr(0, end + 4), "Content-Length");
      all = end + 4 + (length == "none" ? 0 : std::stoul(length));
    }
    if (all != 0 && input_.size() >= all) break;
    if (!receive()) throw std::runtime_error("the server closed after '" + input_ + "'");
  }
  std::string result = input_.substr(0, all);
  input_.erase(0, all);
  return result;
}

std::string RawClient::rest() {
  while (receive()) {
  }
  return std::exchange(input_, {});
}

int status_of(const std::string& answer) {
  return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3));
}

std::string body_of(const std::string& answer) {
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

std::string header_of(const std::string& answer, const std::string& name) {
  const std::size_t at = answer.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "none";
  const std::size_t begin = at + name.size() + 4;
  return answer.substr(begin, answer.find("\r\n", begin) - begin);
}

}  // namespace sfn::server
