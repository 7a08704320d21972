#include "server/http/head_scan.h"

#include "base/testing/catch.h"

namespace sfn::server {
namespace {

using Result = HeadScan::Result;

}  // namespace

TEST_CASE("scan_head: finds the end of a head, whatever follows", "[server][http]") {
  const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  for (const std::string& input : {head, head + "body", head + head}) {
    const HeadScan scan = scan_head(input);
    CHECK(scan.result == Result::Complete);
    CHECK(scan.bytes == head.size());
  }
}

TEST_CASE("scan_head: waits for the rest, wherever the input ends", "[server][http]") {
  const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  for (std::size_t size = 0; size < head.size(); ++size) {
    CAPTURE(size);
    CHECK(scan_head(std::string_view(head).substr(0, size)).result == Result::Incomplete);
  }
}

TEST_CASE("scan_head: a head has a largest size and a most of lines", "[server][http]") {
  const std::string start = "GET / HTTP/1.1\r\nX: ";
  const std::string just_fits =
      start + std::string(kHeadBytes - start.size() - 4, 'x') + "\r\n\r\n";
  CHECK(scan_head(just_fits).result == Result::Complete);
  CHECK(scan_head(start + std::string(kHeadBytes - start.size() - 3, 'x') + "\r\n\r\n").result ==
        Result::TooLarge);
  CHECK(scan_head(std::string(kHeadBytes, 'x')).result == Result::TooLarge);
  std::string lines = "GET / HTTP/1.1\r\n";
  for (std::size_t i = 1; i < kHeadLines; ++i) lines += "X: 1\r\n";
  CHECK(scan_head(lines + "\r\n").result == Result::Complete);
  CHECK(scan_head(lines + "X: 1\r\n\r\n").result == Result::TooLarge);
}

TEST_CASE("scan_head: refuses what two readers could understand differently", "[server][http]") {
  using namespace std::string_literals;
  for (const std::string& head :
       {"GET / HTTP/1.1\nHost: h\r\n\r\n"s, "GET / HTTP/1.1\r\nHost: h\n\n"s, "\n"s,
        "\x16\x03\x01"s, " GET / HTTP/1.1\r\n"s, "GET / HTTP/1.1\r\nX: a\r\n b: c\r\n\r\n"s,
        "GET / HTTP/1.1\r\nX: a\r\n\tb\r\n\r\n"s, "GET / HTTP/1.1\r\nX: \0\r\n\r\n"s,
        "GET / HTTP/1.1\r\nX: a\rb\r\n\r\n"s}) {
    CAPTURE(head);
    CHECK(scan_head(head).result == Result::Malformed);
  }
}

TEST_CASE("empty_lines: counts only whole ones", "[server][http]") {
  CHECK(empty_lines("") == 0);
  CHECK(empty_lines("\r\n\r\nGET") == 4);
  CHECK(empty_lines("\r") == 0);
  CHECK(empty_lines("\n") == 0);
}

}  // namespace sfn::server
