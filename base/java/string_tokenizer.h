#pragma once
// java.util.StringTokenizer: every character of the delimiters ends a token, empty tokens are
// dropped.
#include <string>
#include <string_view>
#include <vector>

namespace sfn {

// Views into the text. Preconditions: both are UTF-8.
[[nodiscard]] std::vector<std::string_view> java_tokens(std::string_view text,
                                                        std::string_view delimiters);

}  // namespace sfn
