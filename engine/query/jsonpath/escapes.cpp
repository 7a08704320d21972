#include "engine/query/jsonpath/escapes.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace sfn::jsonpath {
namespace {

constexpr std::uint32_t kReplacement =
    0xFFFD;  // for half a surrogate pair, which no JSON text of ours holds

void append_code_point(std::string& to, std::uint32_t code) {
  const auto add = [&to](std::uint32_t byte) { to += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0 | (code >> 6));
  } else {
    if (code < 0x10000) {
      add(0xE0 | (code >> 12));
    } else {
      add(0xF0 | (code >> 18));
      add(0x80 | ((code >> 12) & 0x3F));
    }
    add(0x80 | ((code >> 6) & 0x3F));
  }
  add(0x80 | (code & 0x3F));
}

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

// UTF-16 units as they come from escapes, joined to code points.
class UnitWriter {
 public:
  explicit UnitWriter(std::string& to) : to_(to) {}
  void add(std::uint32_t unit) {
    if (high_ && is_low_surrogate(unit)) {
      append_code_point(to_, 0x10000 + ((*high_ - 0xD800) << 10) + (unit - 0xDC00));
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

}  // namespace

Parsed<std::string> unescape(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  UnitWriter units(result);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'u') {
      const std::string_view digits = text.substr(i + 2, 4);
      if (digits.size() < 4) break;
      std::uint32_t unit = 0;
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + 4, unit, 16);
      if (error != std::errc{} || end != digits.data() + 4) {
        return runtime_failure(
            "com.jayway.jsonpath.JsonPathException: Unable to parse unicode value: " +
            std::string(digits));
      }
      units.add(unit);
      i += 5;
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
