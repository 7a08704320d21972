#include <charconv>
#include <cmath>
#include <string>

#include "base/assert.h"
#include "base/json/json.h"

namespace sfn {
namespace {

constexpr char kHexDigits[] = "0123456789ABCDEF";

struct Scientific {
  std::string digits;
  int exponent;  // of the first digit
};

Scientific scientific(double magnitude) {
  char buffer[32];
  const auto written = [&](std::to_chars_result result) {
    SFN_ASSERT(result.ec == std::errc{}, "a finite number can be written");
    const std::string_view text{buffer, static_cast<std::size_t>(result.ptr - buffer)};
    const std::size_t e = text.find('e');
    Scientific parts;
    for (const char c : text.substr(0, e)) {
      if (c != '.') parts.digits += c;
    }
    const bool is_positive = text[e + 1] == '+';
    std::from_chars(text.data() + e + (is_positive ? 2 : 1), text.data() + text.size(),
                    parts.exponent);
    return parts;
  };
  const Scientific shortest = written(
      std::to_chars(buffer, buffer + sizeof buffer, magnitude, std::chars_format::scientific));
  if (shortest.digits.size() > 1) return shortest;
  // Java writes at least two digits, and then the closest two: Double.MIN_VALUE is 4.9E-324,
  // not 5.0E-324.
  return written(
      std::to_chars(buffer, buffer + sizeof buffer, magnitude, std::chars_format::scientific, 1));
}

// Java's Double.toString (since 19, which writes the shortest digits): plain notation from 10^-3 up
// to 10^7, else one digit, a point, the rest, and an exponent.
std::string java_double_text(double value) {
  const std::string sign = std::signbit(value) ? "-" : "";
  const double magnitude = std::fabs(value);
  if (magnitude == 0) return sign + "0.0";
  auto [digits, exponent] = scientific(magnitude);
  if (magnitude < 1e-3 || magnitude >= 1e7) {
    return sign + digits[0] + '.' + digits.substr(1) + 'E' + std::to_string(exponent);
  }
  if (exponent < 0) {
    if (digits.back() == '0') digits.pop_back();
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  }
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) digits.append(whole + 1 - digits.size(), '0');
  return sign + digits.substr(0, whole) + '.' + digits.substr(whole);
}

// Where text goes, or only its size.
struct TextSink {
  std::string& text;
  void put(char c) { text += c; }
  void put(std::string_view part) { text += part; }
};
struct SizeSink {
  std::size_t bytes = 0;
  void put(char) { ++bytes; }
  void put(std::string_view part) { bytes += part.size(); }
};

template <typename Sink>
void put_escaped(unsigned char c, Sink& to) {
  to.put('\\');
  switch (c) {
    case '"':
    case '\\':
      return to.put(static_cast<char>(c));
    case '\b':
      return to.put('b');
    case '\f':
      return to.put('f');
    case '\n':
      return to.put('n');
    case '\r':
      return to.put('r');
    case '\t':
      return to.put('t');
    default:
      to.put("u00");
      to.put(kHexDigits[c >> 4]);
      to.put(kHexDigits[c & 15]);
  }
}

template <typename Sink>
void put_string(std::string_view text, Sink& to) {
  to.put('"');
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    to.put(text.substr(copied, i - copied));
    copied = i + 1;
    put_escaped(c, to);
  }
  to.put(text.substr(copied));
  to.put('"');
}

// The compact text of a value of which no part has a source text.
template <typename Sink>
void put_value(const Json& value, Sink& to) {
  switch (value.type()) {
    case Json::Type::Null:
      return to.put("null");
    case Json::Type::Boolean:
      return to.put(value.as_boolean() ? "true" : "false");
    case Json::Type::Number:
      return to.put(value.number_text());
    case Json::Type::String:
      return put_string(value.as_string(), to);
    case Json::Type::Array: {
      char separator = '[';
      for (const Json& item : value.items()) {
        to.put(separator);
        put_value(item, to);
        separator = ',';
      }
      return to.put(separator == '[' ? "[]" : "]");
    }
    case Json::Type::Object: {
      char separator = '{';
      for (const Json::Member& member : value.members()) {
        to.put(separator);
        put_string(member.first, to);
        to.put(':');
        put_value(member.second, to);
        separator = ',';
      }
      return to.put(separator == '{' ? "{}" : "}");
    }
  }
}

}  // namespace

Json Json::number(double value) {
  SFN_ASSERT(std::isfinite(value), "JSON numbers are finite");
  return Json{Value{std::make_shared<const Decimal>(Decimal{java_double_text(value), value})}};
}

void append_json_string(std::string& to, std::string_view text) {
  TextSink sink{to};
  put_string(text, sink);
}

void Json::append_text(std::string& to) const {
  TextSink sink{to};
  if (source_) return sink.put(*source_);
  put_value(*this, sink);
}

std::string Json::text() const {
  if (source_) return *source_;
  std::string result;
  append_text(result);
  return result;
}

std::size_t Json::text_bytes() const {
  if (source_) return source_->size();
  SizeSink sink;
  put_value(*this, sink);
  return sink.bytes;
}

}  // namespace sfn
