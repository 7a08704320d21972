#pragma once
// Parses the text of a path in Jayway's grammar, with its messages. Internal to this folder.
#include <memory>
#include <string_view>

#include "engine/query/jsonpath/parse_failure.h"
#include "engine/query/jsonpath/path_tokens.h"

namespace sfn::jsonpath {

// Ours: Jayway knows no bounds, but a hostile text must not cost stack or much time.
inline constexpr std::size_t kPathBytes = 64 * 1024;
inline constexpr std::size_t kPathSteps = 1'000;
inline constexpr std::size_t kPathNesting = 100;  // of filters, parameters and parentheses

enum class QuoteEscapes : std::uint8_t {
  Jayway,
  // Observed: test_escape_sequence_parsing: AWS finds the key Test\""Name" by $['Test\""Name"'].
  KeepForeignQuote,
};

// The text starts anywhere: "x" is "$.x".
// Nesting is how deep in other paths this one stands.
[[nodiscard]] Parsed<std::shared_ptr<const TokenPath>> parse_path(std::string_view text,
                                                                  QuoteEscapes escapes,
                                                                  std::size_t nesting = 0);
// A parameter of a function: the text is the path, nothing is put before it or trimmed.
[[nodiscard]] Parsed<std::shared_ptr<const TokenPath>> parse_parameter_path(std::string_view text,
                                                                            std::size_t nesting);
[[nodiscard]] Parsed<bool> check_nesting(std::size_t nesting);

}  // namespace sfn::jsonpath
