#include "server/app/health.h"

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <istream>
#include <ostream>

namespace sfn::server {
namespace {

constexpr std::chrono::seconds kPatience{5};

}  // namespace

int ask_health(const HealthCommand& command, std::ostream& output, std::ostream& errors) {
  boost::asio::ip::tcp::iostream stream;
  stream.expires_after(kPatience);
  stream.connect(command.host, std::to_string(command.port));
  // HTTP/1.0: the answer ends with the connection. The server judges the Host of a GET, and this
  // one is always private.
  stream << "GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n" << std::flush;
  std::string status;
  std::getline(stream, status);
  for (std::string line; std::getline(stream, line) && line != "\r";) {
  }
  std::string body;
  std::getline(stream, body);
  if (!status.starts_with("HTTP/1.1 200 ")) {
    errors << "sfn-emulator: no server works at " << command.host << ':' << command.port << '\n';
    return 1;
  }
  output << body << '\n';
  return 0;
}

}  // namespace sfn::server
