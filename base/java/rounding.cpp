#include "base/java/rounding.h"

#include <cmath>
#include <limits>

namespace sfn {

std::int64_t java_truncate(double value) {
  constexpr double kTwoTo63 = 0x1.0p63;
  if (std::isnan(value)) return 0;
  if (value >= kTwoTo63) return std::numeric_limits<std::int64_t>::max();
  if (value < -kTwoTo63) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(value);
}

std::int64_t java_round(double value) {
  // Not floor(value + 0.5): that sum rounds 0.49999999999999994 up to 1.
  const double below = std::floor(value);
  return java_truncate(value - below >= 0.5 ? below + 1 : below);
}

}  // namespace sfn
