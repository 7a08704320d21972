#pragma once
// How Java makes whole numbers of fractions.
#include <cstdint>

namespace sfn {

// Math.round(double): to the nearest, ties toward positive infinity; ends at the limits of 64 bits;
// 0 for NaN.
[[nodiscard]] std::int64_t java_round(double value);
// The cast (long): toward zero, with the same limits.
[[nodiscard]] std::int64_t java_truncate(double value);

}  // namespace sfn
