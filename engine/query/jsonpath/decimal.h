#pragma once
// Decimal: an exact decimal number as filters compare them, like Java's BigDecimal. A value.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sfn::jsonpath {

class Decimal {
 public:
  // An optional sign, digits with at most one point, an optional exponent of 32 bits. nullopt for
  // anything else.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

  // As Java's BigDecimal prints it: keeps trailing zeros, "1E+3" for large exponents.
  [[nodiscard]] std::string text() const;
  // The whole part, wrapped to 32 bits as Java's intValue does.
  [[nodiscard]] std::int32_t int_value() const;

  // By value: 1 equals 1.0.
  friend std::weak_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  bool negative_ = false;
  std::string digits_ = "0";  // without leading zeros
  std::int64_t scale_ = 0;    // the value is digits / 10^scale
};

}  // namespace sfn::jsonpath
