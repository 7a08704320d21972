#pragma once
// UTF-16, in which Java and JavaScript count: a character beyond U+FFFF has two units, the high and
// the low half of a surrogate pair.
#include <array>

namespace sfn {

[[nodiscard]] constexpr bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
[[nodiscard]] constexpr bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}
[[nodiscard]] constexpr bool is_surrogate(char32_t unit) {
  return is_high_surrogate(unit) || is_low_surrogate(unit);
}

// The character of a high and a low half.
[[nodiscard]] constexpr char32_t joined_surrogates(char32_t high, char32_t low) {
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}
// The halves of a character. Precondition: it is beyond U+FFFF.
[[nodiscard]] constexpr std::array<char32_t, 2> surrogates_of(char32_t code) {
  const char32_t above = code - 0x10000;
  return {0xD800 + (above >> 10), 0xDC00 + (above & 0x3FF)};
}

}  // namespace sfn
