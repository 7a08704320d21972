#include "server/http/head_scan.h"

#include <cctype>

namespace sfn::server {
namespace {

constexpr std::string_view kNeverInLine{"\r\0", 2};
constexpr HeadScan kMalformed{HeadScan::Result::Malformed, 0};
constexpr HeadScan kTooLarge{HeadScan::Result::TooLarge, 0};

}  // namespace

HeadScan scan_head(std::string_view input) {
  if (input.empty()) return {};
  // A method is a token of letters; anything else is no HTTP, such as a TLS hello on this port.
  if (std::isalpha(static_cast<unsigned char>(input.front())) == 0) return kMalformed;
  const std::string_view head = input.substr(0, kHeadBytes);
  std::size_t line = 0;
  for (std::size_t lines = 0; lines <= kHeadLines; ++lines) {
    const std::size_t feed = head.find('\n', line);
    if (feed == std::string_view::npos) return input.size() >= kHeadBytes ? kTooLarge : HeadScan{};
    // RFC 9112 2.2: a bare LF may be taken for a line end, which proxies do differently; and a bare
    // CR never.
    if (feed == line || head[feed - 1] != '\r') return kMalformed;
    const std::string_view content = head.substr(line, feed - 1 - line);
    if (content.empty()) return {HeadScan::Result::Complete, feed + 1};
    if (content.find_first_of(kNeverInLine) != std::string_view::npos) return kMalformed;
    // RFC 9112 5.2: a server refuses folded lines.
    if (content.front() == ' ' || content.front() == '\t') return kMalformed;
    line = feed + 1;
  }
  return kTooLarge;
}

std::size_t empty_lines(std::string_view input) {
  std::size_t bytes = 0;
  while (input.substr(bytes).starts_with("\r\n")) bytes += 2;
  return bytes;
}

}  // namespace sfn::server
