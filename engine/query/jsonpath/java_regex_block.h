#pragma once
// Unicode blocks by the names that java.lang.Character.UnicodeBlock knows. Those of living scripts
// and of common symbols; the several hundred others are not here.
#include <optional>
#include <string>
#include <string_view>

namespace sfn::jsonpath {

// The block as an item of a PCRE2 class; nullopt where it is none of these. Upper or lower case,
// with blanks, hyphens, underscores or without.
[[nodiscard]] std::optional<std::string> java_regex_block(std::string_view name);

}  // namespace sfn::jsonpath
