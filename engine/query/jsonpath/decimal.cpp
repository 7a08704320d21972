#include "engine/query/jsonpath/decimal.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace sfn::jsonpath {
namespace {

bool is_decimal_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  Decimal result;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    result.negative_ = text.front() == '-';
    text.remove_prefix(1);
  }
  std::string digits;
  std::int64_t scale = 0;
  bool point = false;
  std::size_t i = 0;
  for (; i < text.size() && (is_decimal_digit(text[i]) || (text[i] == '.' && !point)); ++i) {
    if (text[i] == '.') {
      point = true;
    } else {
      digits += text[i];
      if (point) ++scale;
    }
  }
  if (digits.empty()) return std::nullopt;
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    std::string_view exponent_text = text.substr(i + 1);
    if (exponent_text.starts_with('+')) exponent_text.remove_prefix(1);
    std::int32_t exponent = 0;
    const char* const last = exponent_text.data() + exponent_text.size();
    const auto [end, error] = std::from_chars(exponent_text.data(), last, exponent);
    if (error != std::errc{} || end != last) return std::nullopt;
    scale -= exponent;
    if (scale < std::numeric_limits<std::int32_t>::min() ||
        scale > std::numeric_limits<std::int32_t>::max()) {
      return std::nullopt;
    }
  }
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  result.digits_ = digits.substr(first);
  result.scale_ = scale;
  if (result.digits_ == "0") result.negative_ = false;
  return result;
}

std::string Decimal::text() const {
  const std::string sign = negative_ ? "-" : "";
  if (scale_ == 0) return sign + digits_;
  const auto count = static_cast<std::int64_t>(digits_.size());
  const std::int64_t adjusted = -scale_ + (count - 1);
  if (scale_ > 0 && adjusted >= -6) {
    if (count > scale_) {
      const auto whole = static_cast<std::size_t>(count - scale_);
      return sign + digits_.substr(0, whole) + "." + digits_.substr(whole);
    }
    return sign + "0." + std::string(static_cast<std::size_t>(scale_ - count), '0') + digits_;
  }
  std::string result = sign + digits_.substr(0, 1);
  if (count > 1) result += "." + digits_.substr(1);
  if (adjusted != 0)
    result += std::string("E") + (adjusted > 0 ? "+" : "") + std::to_string(adjusted);
  return result;
}

std::int32_t Decimal::int_value() const {
  const auto count = static_cast<std::int64_t>(digits_.size());
  const std::int64_t whole = count - scale_;  // digits before the point
  std::uint32_t value = 0;
  // 2^32 divides 10^32: further zeros leave nothing of the number.
  if (whole > count + 32) return 0;
  for (std::int64_t i = 0; i < whole; ++i) {
    value =
        value * 10 +
        (i < count ? static_cast<std::uint32_t>(digits_[static_cast<std::size_t>(i)] - '0') : 0u);
  }
  return static_cast<std::int32_t>(negative_ ? 0u - value : value);
}

std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const auto sign = [](const Decimal& x) { return x.digits_ == "0" ? 0 : x.negative_ ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  if (sign(a) == 0) return std::weak_ordering::equivalent;
  const Decimal& larger =
      sign(a) > 0 ? a : b;  // compare magnitudes, the other way round for negative numbers
  const Decimal& other = sign(a) > 0 ? b : a;
  const auto magnitude = [](const Decimal& x) {
    return static_cast<std::int64_t>(x.digits_.size()) - x.scale_;
  };
  if (magnitude(larger) != magnitude(other)) return magnitude(larger) <=> magnitude(other);
  const std::size_t length = std::max(larger.digits_.size(), other.digits_.size());
  for (std::size_t i = 0; i < length; ++i) {
    const char x = i < larger.digits_.size() ? larger.digits_[i] : '0';
    const char y = i < other.digits_.size() ? other.digits_[i] : '0';
    if (x != y) return x <=> y;
  }
  return std::weak_ordering::equivalent;
}

}  // namespace sfn::jsonpath
