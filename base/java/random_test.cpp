#include "base/java/random.h"

#include "base/testing/java_cases.h"

namespace sfn {
namespace {

TEST_CASE("Java: a seed gives the numbers that Java gives", "[java]") {
  // Observed: States.MathRandom of 1 to 1000 with the seeds 1 and 2.
  CHECK(1 + JavaRandom{1}.next_int(999) == 106);
  CHECK(1 + JavaRandom{2}.next_int(999) == 806);
  testing::for_each_java_case("random_next_int", [](const Json& one) {
    JavaRandom random{*one.find("seed")->as_integer()};
    CHECK(random.next_int(static_cast<std::int32_t>(*one.find("bound")->as_integer())) ==
          one.find("result")->as_integer());
  });
  testing::for_each_java_case("random_next_double", [](const Json& one) {
    JavaRandom random{*one.find("seed")->as_integer()};
    CHECK(random.next_double() == one.find("result")->as_double());
  });
}

TEST_CASE("Java: random numbers stay in their bounds, however wide or narrow", "[java]") {
  struct Bounds {
    std::int32_t origin;
    std::int32_t bound;
  };
  JavaRandom random{7};
  for (const auto [origin, bound] :
       {Bounds{INT32_MIN, INT32_MAX}, {-2, INT32_MAX}, {INT32_MAX - 1, INT32_MAX}, {0, 1 << 30}}) {
    for (int i = 0; i < 1'000; ++i) {
      const std::int32_t drawn = random.next_int(origin, bound);
      REQUIRE(drawn >= origin);
      REQUIRE(drawn < bound);
    }
  }
}

}  // namespace
}  // namespace sfn
