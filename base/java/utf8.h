#pragma once
// Bytes as text the way Java's String(bytes, UTF_8) reads them.
#include <string>
#include <string_view>

namespace sfn {

// The bytes, with U+FFFD in the place of each part that is no UTF-8. The result is UTF-8 without
// surrogates.
[[nodiscard]] std::string java_utf8_text(std::string_view bytes);

}  // namespace sfn
