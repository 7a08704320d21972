#pragma once
// XPath "fn:format-number": numbers by pictures such as `#,##0.00;(#)`.
#include <array>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/query/jsonata/errors.h"

namespace sfn::query::jsonata {

// XPath "Defining a decimal format", with the names that the options have.
struct DecimalFormat {
  std::u32string decimal_separator = U".";
  std::u32string grouping_separator = U",";
  std::u32string exponent_separator = U"e";
  std::u32string infinity = U"Infinity";
  std::u32string minus_sign = U"-";
  std::u32string nan = U"NaN";
  std::u32string percent = U"%";
  std::u32string per_mille = U"\u2030";
  std::u32string zero_digit = U"0";
  std::u32string digit = U"#";
  std::u32string pattern_separator = U";";
};

struct DecimalFormatOption {
  std::string_view name;
  std::u32string DecimalFormat::* member;
};
inline constexpr auto kDecimalFormatOptions = std::to_array<DecimalFormatOption>({
    {"decimal-separator", &DecimalFormat::decimal_separator},
    {"grouping-separator", &DecimalFormat::grouping_separator},
    {"exponent-separator", &DecimalFormat::exponent_separator},
    {"infinity", &DecimalFormat::infinity},
    {"minus-sign", &DecimalFormat::minus_sign},
    {"NaN", &DecimalFormat::nan},
    {"percent", &DecimalFormat::percent},
    {"per-mille", &DecimalFormat::per_mille},
    {"zero-digit", &DecimalFormat::zero_digit},
    {"digit", &DecimalFormat::digit},
    {"pattern-separator", &DecimalFormat::pattern_separator},
});

[[nodiscard]] Result<std::string, Code> format_number(double value, std::u32string_view picture,
                                                      const DecimalFormat& format);

}  // namespace sfn::query::jsonata
