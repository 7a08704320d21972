#include "base/java/utf8.h"

#include <cstddef>

#include "base/utf8.h"

namespace sfn {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Whether the byte may follow the lead byte. Neither overlong forms nor code points above U+10FFFF
// begin with such a pair.
bool may_follow(unsigned char lead, char second) {
  const auto byte = static_cast<unsigned char>(second);
  if (!is_utf8_continuation(second)) return false;
  if (lead == 0xE0) return byte >= 0xA0;
  if (lead == 0xF0) return byte >= 0x90;
  if (lead == 0xF4) return byte <= 0x8F;
  return true;
}

// How many bytes become one replacement: as many as a character could begin with. Half a surrogate
// pair is all of its three bytes. Precondition: the text begins with no character.
std::size_t malformed_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0xC2 || lead > 0xF4) return 1;
  std::size_t bytes = 1;
  while (bytes < utf8_length(text[0]) && bytes < text.size() &&
         (bytes == 1 ? may_follow(lead, text[1]) : is_utf8_continuation(text[bytes]))) {
    ++bytes;
  }
  return bytes;
}

}  // namespace

std::string java_utf8_text(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t well_formed = first_non_utf8(bytes);
    text += bytes.substr(0, well_formed);
    bytes.remove_prefix(well_formed);
    if (bytes.empty()) break;
    text += kReplacement;
    bytes.remove_prefix(malformed_length(bytes));
  }
  return text;
}

}  // namespace sfn
