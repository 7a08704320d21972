#include "engine/query/jsonpath/escapes.h"

#include <charconv>
#include <cstdint>
#include <optional>

#include "base/utf16.h"
#include "base/utf8.h"

namespace sfn::jsonpath {
namespace {

// For half a surrogate pair, which no JSON text of ours holds.
constexpr char32_t kReplacement = 0xFFFD;

// UTF-16 units as they come from escapes, joined to code points.
class UnitWriter {
 public:
  explicit UnitWriter(std::string& to) : to_(to) {}
  void add(std::uint32_t unit) {
    if (high_ && is_low_surrogate(unit)) {
      append_code_point(to_, joined_surrogates(*high_, unit));
      high_.reset();
      return;
    }
    flush();
    if (is_high_surrogate(unit)) {
      high_ = unit;
    } else {
      append_code_point(to_, is_low_surrogate(unit) ? kReplacement : unit);
    }
  }
  void flush() {
    if (high_) append_code_point(to_, kReplacement);
    high_.reset();
  }

 private:
  std::string& to_;
  std::optional<std::uint32_t> high_;
};

char plain_escape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

// What follows \u: four UTF-16 units, as Java counts characters.
struct UnicodeEscape {
  std::string text;
  std::size_t bytes = 0;
  bool is_whole = false;
};
UnicodeEscape unicode_escape(std::string_view text) {
  UnicodeEscape escape;
  std::size_t units = 0;
  while (units < 4 && escape.bytes < text.size()) {
    const std::size_t bytes = utf8_length(text[escape.bytes]);
    const bool is_pair = bytes == 4;
    // Java writes half a character as a question mark.
    const bool is_halved = is_pair && units == 3;
    escape.text += is_halved ? "?" : text.substr(escape.bytes, bytes);
    escape.bytes += bytes;
    units += is_pair ? 2 : 1;
  }
  escape.is_whole = units >= 4;
  return escape;
}

// java.lang.Integer.parseInt takes a sign, and the char that is made of the number loses it.
std::optional<std::uint32_t> parse_unit(std::string_view text) {
  const bool is_signed = text.starts_with('+') || text.starts_with('-');
  const std::string_view digits = text.substr(is_signed ? 1 : 0);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return text.starts_with('-') ? (0u - value) & 0xFFFFu : value;
}

}  // namespace

Parsed<std::string> unescape(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  UnitWriter units(result);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'u') {
      const UnicodeEscape escape = unicode_escape(text.substr(i + 2));
      if (!escape.is_whole) break;
      const auto unit = parse_unit(escape.text);
      if (!unit) {
        return runtime_failure(
            "com.jayway.jsonpath.JsonPathException: Unable to parse unicode value: " + escape.text);
      }
      units.add(*unit);
      i += 1 + escape.bytes;
      continue;
    }
    units.flush();
    if (text[i] == '\\' && i + 1 < text.size()) {
      result += plain_escape(text[++i]);
    } else {
      result += text[i];
    }
  }
  units.flush();
  return result;
}

}  // namespace sfn::jsonpath
