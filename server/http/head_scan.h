#pragma once
// scan_head: finds the end of a request's head and refuses what two readers could understand
// differently, before the parser, which is more forgiving, sees it. Pure.
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sfn::server {

inline constexpr std::size_t kHeadBytes = 8 * 1024;
inline constexpr std::size_t kHeadLines = 100;

struct HeadScan {
  enum class Result : std::uint8_t { Incomplete, Complete, Malformed, TooLarge };
  Result result = Result::Incomplete;
  std::size_t bytes = 0;  // of a complete head, the empty line included
};

// The input begins with the head. Give the whole input each time: heads are short.
[[nodiscard]] HeadScan scan_head(std::string_view input);

// Empty lines in front of a request line are skipped. RFC 9112 2.2
[[nodiscard]] std::size_t empty_lines(std::string_view input);

}  // namespace sfn::server
