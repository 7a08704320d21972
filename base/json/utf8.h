#pragma once
// UTF-8: whether bytes are text.
#include <cstddef>
#include <string_view>

namespace sfn {

// Where the bytes stop being well-formed UTF-8 (Unicode, table 3-7: no surrogates, no overlong
// forms, nothing above U+10FFFF); their size if they are.
[[nodiscard]] std::size_t first_non_utf8(std::string_view bytes);

}  // namespace sfn
