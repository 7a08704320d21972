#include "engine/query/jsonpath/java_regex_text.h"

#include <algorithm>

#include "base/utf16.h"
#include "base/utf8.h"

namespace sfn::jsonpath {
namespace {

constexpr char32_t kLastCodePoint = 0x10FFFF;

bool is_blank(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_octal(char32_t c) { return c >= '0' && c <= '7'; }

std::optional<char32_t> hex_digit(char32_t c) {
  if (is_ascii_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

// A quoted character as one that means itself. Letters and digits do so without a backslash, but
// for a digit that begins the quote: it would belong to what is in front.
void append_quoted(std::u32string& to, char32_t c, bool is_first) {
  if (is_ascii_digit(c) && is_first) {
    to += U"\\x3";
  } else if (c < 0x80 && !is_ascii_letter(c) && !is_ascii_digit(c)) {
    to += U'\\';
  }
  to += c;
}

// java.util.regex.Pattern "Quotation": \Q..\E, the end of which may be left out. An \E that closes
// nothing stays and is refused as an escape.
std::u32string unquoted(const std::u32string& text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\' || at + 1 == text.size() || text[at + 1] != 'Q') {
      const std::size_t size = text[at] == '\\' && at + 1 < text.size() ? 2 : 1;
      result.append(text, at, size);
      at += size;
      continue;
    }
    const std::size_t start = at + 2;
    const std::size_t end = std::min(text.find(U"\\E", start), text.size());
    for (std::size_t i = start; i < end; ++i) append_quoted(result, text[i], i == start);
    at = end + 2;
  }
  return result;
}

}  // namespace

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool* JavaRegexFlags::find(char32_t letter) {
  switch (letter) {
    case 'd':
      return &unix_lines;
    case 'i':
      return &ignore_case;
    case 'm':
      return &multiline;
    case 's':
      return &dot_all;
    case 'u':
      return &unicode_case;
    case 'x':
      return &comments;
    case 'U':
      return &unicode_classes;
    default:
      return nullptr;
  }
}

void JavaRegexFlags::set(char32_t letter, bool on) {
  if (bool* const flag = find(letter)) *flag = on;
  if (letter == 'U') unicode_case = on;
}

JavaRegexText::JavaRegexText(std::string_view pattern, const JavaRegexFlags& flags)
    : flags_(flags), text_(unquoted(code_points_of(pattern))) {}

char32_t JavaRegexText::raw(std::size_t offset) const {
  return !is_refused_ && place_ + offset < text_.size() ? text_[place_ + offset] : 0;
}

bool JavaRegexText::ends_line(char32_t c) const {
  if (flags_.unix_lines) return c == '\n';
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

void JavaRegexText::skip_blanks() {
  while (is_blank(raw()) || raw() == '#') {
    if (raw() != '#') {
      ++place_;
      continue;
    }
    while (!at_end() && !ends_line(raw())) ++place_;
  }
}

char32_t JavaRegexText::peek() {
  if (flags_.comments) skip_blanks();
  return raw();
}

// The end is a character too, which unread() may take back.
void JavaRegexText::advance() {
  if (place_ <= text_.size()) ++place_;
}

char32_t JavaRegexText::next() {
  advance();
  return peek();
}

char32_t JavaRegexText::read() {
  const char32_t c = peek();
  advance();
  return c;
}

char32_t JavaRegexText::next_raw() {
  advance();
  return raw();
}

char32_t JavaRegexText::skip() {
  const char32_t c = next_raw();
  if (at_end()) refuse();
  advance();
  return c;
}

std::u32string JavaRegexText::read_until(char32_t last) {
  std::u32string result;
  while (!at_end()) {
    const char32_t c = read();
    if (c == last) return result;
    result += c;
  }
  refuse();
  return result;
}

// One to three digits, up to \0377.
char32_t JavaRegexText::octal() {
  const char32_t first = read();
  if (!is_octal(first)) {
    refuse();
    return 0;
  }
  char32_t value = first - '0';
  const int more = first <= '3' ? 2 : 1;
  for (int i = 0; i < more; ++i) {
    const char32_t digit = read();
    if (!is_octal(digit)) {
      unread();
      break;
    }
    value = value * 8 + (digit - '0');
  }
  return value;
}

// Two digits, or any number of them in braces.
char32_t JavaRegexText::hexadecimal() {
  const char32_t first = read();
  if (first == '{' && hex_digit(peek())) return braced_hexadecimal();
  const auto high = hex_digit(first);
  const auto low = high ? hex_digit(read()) : std::nullopt;
  if (!high || !low) {
    refuse();
    return 0;
  }
  return *high * 16 + *low;
}

char32_t JavaRegexText::braced_hexadecimal() {
  char32_t value = 0;
  for (;;) {
    const char32_t c = read();
    const auto digit = hex_digit(c);
    if (!digit) {
      if (c != '}') refuse();
      return value;
    }
    value = value * 16 + *digit;
    if (value > kLastCodePoint) refuse();
  }
}

char32_t JavaRegexText::utf16_unit() {
  char32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const auto digit = hex_digit(read());
    if (!digit) {
      refuse();
      return 0;
    }
    value = value * 16 + *digit;
  }
  return value;
}

char32_t JavaRegexText::utf16_character() {
  const char32_t high = utf16_unit();
  if (!is_high_surrogate(high)) return high;
  const std::size_t place = place_;
  if (read() == '\\' && read() == 'u') {
    const char32_t low = utf16_unit();
    if (is_low_surrogate(low)) return joined_surrogates(high, low);
  }
  place_ = place;
  return high;
}

std::optional<char32_t> JavaRegexText::character_escape(char32_t letter) {
  switch (letter) {
    case '0':
      return octal();
    case 'a':
      return '\a';
    case 'c':
      if (at_end()) refuse();
      return read() ^ 64u;
    case 'e':
      return 0x1B;
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'u':
      return utf16_character();
    case 'x':
      return hexadecimal();
    default:
      break;
  }
  if (is_ascii_letter(letter) || is_ascii_digit(letter)) return std::nullopt;
  return letter;
}

}  // namespace sfn::jsonpath
