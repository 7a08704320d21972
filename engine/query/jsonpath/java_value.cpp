#include "engine/query/jsonpath/java_value.h"

#include <bit>
#include <cmath>
#include <limits>

#include "base/java/hash_order.h"
#include "base/utf8.h"

namespace sfn::jsonpath {
namespace {

// Jackson reads what has no fraction and no exponent as Integer, Long or BigInteger, whichever fits
// first, the rest as Double.
enum class NumberClass { Integer, Long, BigInteger, Double };

NumberClass number_class(const Json& number) {
  if (!number.is_integral()) return NumberClass::Double;
  const auto value = number.as_integer();
  if (!value) return NumberClass::BigInteger;
  return *value >= std::numeric_limits<std::int32_t>::min() &&
                 *value <= std::numeric_limits<std::int32_t>::max()
             ? NumberClass::Integer
             : NumberClass::Long;
}

void append_java_text(std::string& to, const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      to += "null";
      return;
    case Json::Type::Boolean:
      to += value.as_boolean() ? "true" : "false";
      return;
    case Json::Type::Number:
      to += java_number_text(value);
      return;
    case Json::Type::String:
      to += value.as_string();
      return;
    case Json::Type::Array: {
      const char* separator = "[";
      for (const Json& item : value.items()) {
        to += separator;
        append_java_text(to, item);
        separator = ", ";
      }
      to += value.items().empty() ? "[]" : "]";
      return;
    }
    case Json::Type::Object: {
      const char* separator = "{";
      for (const auto& [key, member] : value.members()) {
        to += separator;
        to += key;
        to += '=';
        append_java_text(to, member);
        separator = ", ";
      }
      to += value.members().empty() ? "{}" : "}";
      return;
    }
  }
}

// Double.equals and Double.hashCode look at the bits.
std::uint64_t double_bits(const Json& number) {
  return std::bit_cast<std::uint64_t>(number.as_double());
}

std::int32_t fold(std::uint64_t bits) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits ^ (bits >> 32)));
}

// BigInteger.hashCode: the magnitude in 32-bit words from the highest, 31-polynomial, times the
// sign.
std::int32_t big_integer_hash(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::vector<std::uint32_t> words;  // lowest first
  for (const char c : text) {
    std::uint64_t carry = static_cast<std::uint64_t>(c - '0');
    for (std::uint32_t& word : words) {
      carry += static_cast<std::uint64_t>(word) * 10;
      word = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) words.push_back(static_cast<std::uint32_t>(carry));
  }
  std::uint32_t hash = 0;
  for (auto word = words.rbegin(); word != words.rend(); ++word) hash = hash * 31 + *word;
  return static_cast<std::int32_t>(negative ? 0u - hash : hash);
}

}  // namespace

std::string java_text(const Json& value) {
  std::string result;
  append_java_text(result, value);
  return result;
}

std::string java_number_text(const Json& number) {
  switch (number_class(number)) {
    case NumberClass::Integer:
    case NumberClass::Long:
      return std::to_string(*number.as_integer());  // "-0" is 0
    case NumberClass::BigInteger:
      return number.number_text();
    case NumberClass::Double:
      break;
  }
  const double value = number.as_double();
  if (std::isfinite(value)) return Json::number(value).number_text();
  return value < 0 ? "-Infinity" : "Infinity";
}

std::string_view java_class_name(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      return "null";
    case Json::Type::Boolean:
      return "java.lang.Boolean";
    case Json::Type::String:
      return "java.lang.String";
    case Json::Type::Array:
      return "java.util.ArrayList";
    case Json::Type::Object:
      return "java.util.LinkedHashMap";
    case Json::Type::Number:
      break;
  }
  switch (number_class(value)) {
    case NumberClass::Integer:
      return "java.lang.Integer";
    case NumberClass::Long:
      return "java.lang.Long";
    case NumberClass::BigInteger:
      return "java.math.BigInteger";
    case NumberClass::Double:
      break;
  }
  return "java.lang.Double";
}

bool java_equal(const Json& a, const Json& b) {
  if (a.type() != b.type()) return false;
  switch (a.type()) {
    case Json::Type::Number: {
      if (number_class(a) != number_class(b)) return false;
      return number_class(a) == NumberClass::Double ? double_bits(a) == double_bits(b) : a == b;
    }
    case Json::Type::Array: {
      const Json::Items &x = a.items(), &y = b.items();
      if (x.size() != y.size()) return false;
      for (std::size_t i = 0; i < x.size(); ++i) {
        if (!java_equal(x[i], y[i])) return false;
      }
      return true;
    }
    case Json::Type::Object: {
      if (a.members().size() != b.members().size()) return false;
      for (const auto& [key, member] : a.members()) {
        const Json* const other = b.find(key);
        if (other == nullptr || !java_equal(member, *other)) return false;
      }
      return true;
    }
    case Json::Type::Null:
    case Json::Type::Boolean:
    case Json::Type::String:
      break;
  }
  return a == b;
}

std::int32_t java_hash(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      return 0;
    case Json::Type::Boolean:
      return value.as_boolean() ? 1231 : 1237;
    case Json::Type::String:
      return java_string_hash(value.as_string());
    case Json::Type::Number:
      switch (number_class(value)) {
        case NumberClass::Integer:
          return static_cast<std::int32_t>(*value.as_integer());
        case NumberClass::Long:
          return fold(static_cast<std::uint64_t>(*value.as_integer()));
        case NumberClass::BigInteger:
          return big_integer_hash(value.number_text());
        case NumberClass::Double:
          break;
      }
      return fold(double_bits(value));
    case Json::Type::Array: {
      std::uint32_t hash = 1;
      for (const Json& item : value.items())
        hash = hash * 31 + static_cast<std::uint32_t>(java_hash(item));
      return static_cast<std::int32_t>(hash);
    }
    case Json::Type::Object:
      break;
  }
  std::uint32_t hash = 0;
  for (const auto& [key, member] : value.members()) {
    hash += static_cast<std::uint32_t>(java_string_hash(key)) ^
            static_cast<std::uint32_t>(java_hash(member));
  }
  return static_cast<std::int32_t>(hash);
}

int java_compare(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
  if (i == a.size() || i == b.size())
    return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
  while (i > 0 && is_utf8_continuation(a[i])) --i;
  const char32_t x = code_point_at(a, i).code, y = code_point_at(b, i).code;
  // A surrogate pair, U+D800 and up, sorts before U+E000..U+FFFF.
  const auto unit = [](char32_t code) { return code >= 0x10000 ? char32_t{0xD800} : code; };
  const char32_t left = unit(x), right = unit(y);
  if (left != right) return left < right ? -1 : 1;
  return x < y ? -1 : 1;
}

std::size_t java_length(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint character = code_point_at(text, i);
    length += character.code >= 0x10000 ? 2 : 1;
    i += character.bytes;
  }
  return length;
}

std::string java_char_text(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const std::size_t bytes = utf8_length(text[at]);
  return bytes == 4 ? "?" : std::string(text.substr(at, bytes));
}

std::string_view java_trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

}  // namespace sfn::jsonpath
