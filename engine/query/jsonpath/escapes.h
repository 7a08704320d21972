#pragma once
// Backslash escapes in quoted names and string literals of paths.
#include <string>
#include <string_view>

#include "engine/query/jsonpath/parse_failure.h"

namespace sfn::jsonpath {

// \\ \' \" \b \f \n \r \t and \uXXXX; before any other character the backslash is dropped. A \u
// without its four digits at the end of the text is dropped too.
[[nodiscard]] Parsed<std::string> unescape(std::string_view text);

}  // namespace sfn::jsonpath
