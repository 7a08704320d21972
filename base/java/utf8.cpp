#include "base/java/utf8.h"

#include <cstddef>

namespace sfn {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What the text has at its beginning: a character, or bytes that become one replacement.
struct Utf8Part {
  std::size_t bytes = 1;
  bool is_character = false;
};

// Whether the byte may follow the lead byte. Neither overlong forms nor code points above U+10FFFF
// begin with such a pair.
bool may_follow(unsigned char lead, unsigned char second) {
  if ((second & 0xC0u) != 0x80u) return false;
  if (lead == 0xE0) return second >= 0xA0;
  if (lead == 0xF0) return second >= 0x90;
  if (lead == 0xF4) return second <= 0x8F;
  return true;
}

Utf8Part first_part(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  std::size_t bytes = 1;
  while (bytes < length && bytes < text.size() &&
         (bytes == 1 ? may_follow(lead, byte(1)) : (byte(bytes) & 0xC0u) == 0x80u)) {
    ++bytes;
  }
  const bool is_surrogate = lead == 0xED && bytes > 1 && byte(1) >= 0xA0;
  return {bytes, bytes == length && !is_surrogate};
}

}  // namespace

std::string java_utf8_text(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const Utf8Part part = first_part(bytes);
    text += part.is_character ? bytes.substr(0, part.bytes) : kReplacement;
    bytes.remove_prefix(part.bytes);
  }
  return text;
}

}  // namespace sfn
