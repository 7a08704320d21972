#include "engine/query/jsonata/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace sfn::query::jsonata {
namespace {

// The number that an exponent is, which may have a plus sign.
int exponent_of(std::string_view text) {
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  int exponent = 0;
  std::from_chars(text.data(), text.data() + text.size(), exponent);
  return exponent;
}

}  // namespace

std::string javascript_number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  if (value == 0) return "0";
  char buffer[32];
  constexpr double kExact = 9007199254740992.0;
  if (value == std::trunc(value) && std::fabs(value) < kExact) {
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(value)).ptr;
    return {buffer, end};
  }
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::scientific)
          .ptr;
  const std::string_view shortest(buffer, static_cast<std::size_t>(end - buffer));
  const std::size_t e = shortest.find('e');
  std::string digits;
  for (const char c : shortest.substr(0, e)) {
    if (c != '.') digits += c;
  }
  const int exponent = exponent_of(shortest.substr(e + 1));
  const std::string sign = value < 0 ? "-" : "";
  const int count = static_cast<int>(digits.size());
  if (exponent >= 21 || exponent < -6) {
    std::string result = sign + digits[0];
    if (count > 1) result += "." + digits.substr(1);
    return result + "e" + (exponent < 0 ? "-" : "+") + std::to_string(std::abs(exponent));
  }
  if (exponent < 0)
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (count <= exponent + 1)
    return sign + digits + std::string(static_cast<std::size_t>(exponent + 1 - count), '0');
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

double with_fifteen_digits(double value) {
  if (!std::isfinite(value) || value == std::trunc(value)) return value;
  char buffer[40];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific, 14).ptr;
  double result = value;
  std::from_chars(buffer, end, result);
  return result;
}

std::string with_fixed_digits(double value, int digits) {
  std::string buffer(static_cast<std::size_t>(digits) + 340, '\0');
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, digits)
                       .ptr;
  buffer.resize(static_cast<std::size_t>(end - buffer.data()));
  return buffer;
}

std::size_t unsigned_number_length(std::string_view text) {
  const auto digits = [&](std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    return end - at;
  };
  std::size_t at = !text.empty() && text[0] == '0' ? 1 : digits(0);
  if (at == 0) return 0;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits(at + 1);
    if (fraction > 0) at += 1 + fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t exponent = at + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    if (digits(exponent) > 0) at = exponent + digits(exponent);
  }
  return at;
}

double decimal_value(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{}) return value;
  // Too large or too small: strtod says which.
  return std::strtod(std::string(text).c_str(), nullptr);
}

double round_half_even(double value, int places) {
  if (!std::isfinite(value)) return value;
  // Scaling by shifting the exponent of the shortest decimal text, not by multiplying: 1.005 has
  // its five.
  const auto shifted = [](double number, int by) {
    std::string text = javascript_number(number);
    int exponent = 0;
    if (const std::size_t e = text.find('e'); e != std::string::npos) {
      exponent = exponent_of(std::string_view(text).substr(e + 1));
      text.resize(e);
    }
    return decimal_value(text + "e" + std::to_string(exponent + by));
  };
  const double scaled = places == 0 ? value : shifted(value, places);
  if (!std::isfinite(scaled)) return value;
  double result = std::floor(scaled + 0.5);
  if (result - scaled == 0.5 && std::fmod(std::fabs(result), 2) == 1) result -= 1;
  if (places != 0) result = shifted(result, -places);
  return result == 0 ? 0.0 : result;
}

}  // namespace sfn::query::jsonata
