#include "engine/query/jsonata/text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/utf16.h"
#include "base/utf8.h"

namespace sfn::query::jsonata {
namespace {

bool is_high_surrogate(std::string_view end) {
  return end.size() == 3 && end[0] == '\xED' &&
         (static_cast<unsigned char>(end[1]) & 0xF0u) == 0xA0;
}
bool is_low_surrogate(std::string_view begin) {
  return begin.size() >= 3 && begin[0] == '\xED' &&
         (static_cast<unsigned char>(begin[1]) & 0xF0u) == 0xB0;
}

// The character that a half at the end of one text and a half at the start of another make; 0 where
// they make none.
char32_t joined_half(std::string_view before, std::string_view after) {
  if (!is_low_surrogate(after) || before.size() < 3) return 0;
  const std::string_view end = before.substr(before.size() - 3);
  if (!is_high_surrogate(end)) return 0;
  return joined_surrogates(code_point_at(end, 0).code, code_point_at(after, 0).code);
}

}  // namespace

bool is_ascii(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + i, 8);
    if ((eight & 0x8080808080808080u) != 0) return false;
  }
  for (; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0x80u) != 0) return false;
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  return is_ascii(text) ? text.size() : utf8_characters(text);
}

std::size_t utf16_units(std::string_view text) {
  if (is_ascii(text)) return text.size();
  std::size_t units = 0;
  for (const char c : text) {
    if (!is_utf8_continuation(c)) units += static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;
  }
  return units;
}

std::string_view code_point_slice(std::string_view text, std::size_t start, std::size_t end) {
  if (end <= start) return {};
  if (is_ascii(text)) {
    return start >= text.size() ? std::string_view{} : text.substr(start, end - start);
  }
  std::size_t at = 0, begin = 0, count = 0;
  while (at < text.size() && count < end) {
    if (count == start) begin = at;
    at += utf8_length(text[at]);
    ++count;
  }
  if (count <= start) return {};
  return text.substr(begin, std::min(at, text.size()) - begin);
}

std::size_t byte_of_unit(std::string_view text, std::size_t unit) {
  if (is_ascii(text)) return std::min(unit, text.size());
  std::size_t at = 0;
  for (std::size_t units = 0; at < text.size();) {
    const std::size_t length = utf8_length(text[at]);
    units += length == 4 ? 2 : 1;
    if (units > unit) break;
    at += length;
  }
  return std::min(at, text.size());
}

int compare_units(std::string_view a, std::string_view b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (x == a.end() || y == b.end()) return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
  const auto left = static_cast<unsigned char>(*x), right = static_cast<unsigned char>(*y);
  // Bytes of UTF-8 are in the order of code points; in UTF-16 what takes two units comes before
  // U+E000 and above.
  if (left >= 0xEE && right >= 0xEE && (left >= 0xF0) != (right >= 0xF0))
    return left >= 0xF0 ? -1 : 1;
  return left < right ? -1 : 1;
}

std::size_t find_text(std::string_view text, std::string_view needle, std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  if (needle.empty()) return from;
  // Nor is there an address to search at, if the text is empty.
  if (needle.size() > text.size() - from) return std::string_view::npos;
  // The C library's search never compares a needle again and again.
  const void* const found =
      ::memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

void append_text(std::string& to, std::string_view text) {
  if (const char32_t whole = joined_half(to, text); whole != 0) {
    to.resize(to.size() - 3);
    append_code_point(to, whole);
    text.remove_prefix(3);
  }
  to += text;
}

std::string as_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  std::size_t copied = 0;
  for (std::size_t at = text.find('\xED'); at != std::string_view::npos;
       at = text.find('\xED', at + 1)) {
    const std::string_view rest = text.substr(at);
    if (rest.size() < 3 || static_cast<unsigned char>(rest[1]) < 0xA0) continue;
    result += text.substr(copied, at - copied);
    result += "\xEF\xBF\xBD";
    copied = at + 3;
  }
  result += text.substr(copied);
  return result;
}

void TextBuilder::append_bytes(std::string_view bytes) {
  if (bytes.empty()) return;
  if (size_ + bytes.size() > arena_.longest_text()) throw MemoryExhausted{};
  if (size_ + bytes.size() > capacity_) {
    capacity_ = std::max<std::size_t>({size_ + bytes.size(), capacity_ * 2, 64});
    char* const larger = arena_.make_array<char>(capacity_);
    if (size_ > 0) std::memcpy(larger, data_, size_);
    data_ = larger;
  }
  std::memcpy(data_ + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

void TextBuilder::append(std::string_view text) {
  if (!is_low_surrogate(text)) {
    append_bytes(text);
    return;
  }
  if (const char32_t whole = joined_half(view(), text); whole != 0) {
    size_ -= 3;
    std::string character;
    append_code_point(character, whole);
    append_bytes(character);
    text.remove_prefix(3);
  }
  append_bytes(text);
}

}  // namespace sfn::query::jsonata
