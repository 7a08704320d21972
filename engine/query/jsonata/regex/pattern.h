#pragma once
// Patterns of JavaScript's RegExp, without its `u` flag, in PCRE2's words.
#include <optional>
#include <string>
#include <string_view>

namespace sfn::query::jsonata {

// Longer patterns are refused.
inline constexpr std::size_t kMostPatternBytes = 8 * 1024;

// nullopt where JavaScript has no such pattern. What PCRE2 refuses comes through unchanged.
[[nodiscard]] std::optional<std::string> pcre_pattern(std::string_view pattern, bool is_multiline);

}  // namespace sfn::query::jsonata
