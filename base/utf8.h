#pragma once
// UTF-8: whether bytes are text, and the characters that text is made of.
#include <cstddef>
#include <string>
#include <string_view>

namespace sfn {

// Where the bytes stop being well-formed UTF-8 (Unicode, table 3-7: no surrogates, no overlong
// forms, nothing above U+10FFFF); their size if they are.
[[nodiscard]] std::size_t first_non_utf8(std::string_view bytes);

// Whether the byte goes on with a character rather than beginning one.
[[nodiscard]] constexpr bool is_utf8_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}
// How many bytes the character has that begins with this one.
[[nodiscard]] constexpr std::size_t utf8_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}
// The first characters of the text that fit into so many bytes.
[[nodiscard]] constexpr std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_utf8_continuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}
// How many characters the text has. Precondition here and below: UTF-8, but for a last character
// that may be cut off.
[[nodiscard]] std::size_t utf8_characters(std::string_view text);

struct CodePoint {
  char32_t code = 0;
  std::size_t bytes = 1;
};
// The character that begins at that place.
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t at);
// All characters of the text.
[[nodiscard]] std::u32string code_points_of(std::string_view text);
// The other way round. Half of a surrogate pair becomes the three bytes that its bits make, which
// are no UTF-8. Precondition: less than 22 bits.
[[nodiscard]] std::string text_of(std::u32string_view code_points);
void append_code_point(std::string& to, char32_t code);

}  // namespace sfn
