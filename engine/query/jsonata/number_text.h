#pragma once
// Numbers as JavaScript writes and reads them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sfn::query::jsonata {

// Number.prototype.toString: the shortest digits that give the number back.
[[nodiscard]] std::string javascript_number(double value);
// Number(value.toPrecision(15)): the nearest number of fifteen significant digits.
[[nodiscard]] double with_fifteen_digits(double value);
// Number.prototype.toFixed, for any count of digits; the value must be finite.
[[nodiscard]] std::string with_fixed_digits(double value, int digits);
// The length of the number that the text begins with, as JSON writes numbers without a sign; 0
// where it begins with none.
[[nodiscard]] std::size_t unsigned_number_length(std::string_view text);
// The value of a decimal number; infinite where it is too large. Precondition: well-formed.
[[nodiscard]] double decimal_value(std::string_view text);
// Rounds half to even at that many decimal places, which may be negative.
[[nodiscard]] double round_half_even(double value, int places);

}  // namespace sfn::query::jsonata
