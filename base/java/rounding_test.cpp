#include "base/java/rounding.h"

#include <cmath>
#include <limits>

#include "base/testing/java_cases.h"

namespace sfn {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();

TEST_CASE("Java: ties are rounded toward positive infinity", "[java]") {
  CHECK(java_round(0.5) == 1);
  CHECK(java_round(-0.5) == 0);
  CHECK(java_round(-1.5) == -1);
  CHECK(java_round(-1.51) == -2);
  CHECK(java_round(0.49999999999999994) == 0);
  CHECK(java_round(4503599627370497.0) == 4503599627370497);
  testing::for_each_java_case("math_round", [](const Json& one) {
    CHECK(java_round(one.find("value")->as_double()) == one.find("result")->as_integer());
  });
}

TEST_CASE("Java: whole numbers end at the limits of 64 bits", "[java]") {
  CHECK(java_round(1e300) == kLargest);
  CHECK(java_round(-1e300) == kSmallest);
  CHECK(java_truncate(INFINITY) == kLargest);
  CHECK(java_truncate(-INFINITY) == kSmallest);
  CHECK(java_truncate(-0x1.0p63) == kSmallest);
  CHECK(java_truncate(NAN) == 0);
  CHECK(java_truncate(-2.9) == -2);
  CHECK(java_truncate(2.9) == 2);
}

}  // namespace
}  // namespace sfn
