#pragma once
// The words in which AWS's JSON parser, Jackson 2.x, refuses a text, for the same place in it.
#include <cstddef>
#include <string>
#include <string_view>

#include "base/json/json.h"

namespace sfn {

// Precondition: the text is not well-formed. `offset` is where another reader stopped, for what
// Jackson would have accepted.
[[nodiscard]] JsonParseError jackson_error(std::string_view text, std::size_t offset);
[[nodiscard]] JsonParseError json_too_deep(std::string_view text, std::size_t offset);

// How a place begins that a message names where Jackson keeps its source to itself, which is its
// default.
inline constexpr std::string_view kHiddenSource =
    "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";
// How it begins where Jackson shows its source: "[Source: (String)"…"", and of a long one only the
// first 500 UTF-16 units.
[[nodiscard]] std::string jackson_source(std::string_view text);
// A place as Jackson names it where it keeps its source to itself:
// "[Source: REDACTED (…); line: 1, column: 2]".
[[nodiscard]] std::string jackson_place(std::size_t line, std::size_t column);

}  // namespace sfn
