#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/testing/catch.h"

namespace sfn {
namespace {

TEST_CASE("Random: one seed gives one sequence", "[random]") {
  Random a{42}, b{42}, c{43};
  CHECK(a.uuid() == b.uuid());
  CHECK(a.next() == b.next());
  CHECK(a.unit() == b.unit());
  CHECK(a.next() != c.next());
}

TEST_CASE("Random: units lie from 0 to below 1 and fill that range", "[random]") {
  Random random{1};
  double sum = 0, least = 1, most = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double unit = random.unit();
    REQUIRE(unit >= 0);
    REQUIRE(unit < 1);
    sum += unit;
    least = std::min(least, unit);
    most = std::max(most, unit);
  }
  CHECK(std::abs(sum / 10'000 - 0.5) < 0.02);
  CHECK(least < 0.01);
  CHECK(most > 0.99);
}

TEST_CASE("Random: UUIDs are of version 4 and differ", "[random]") {
  Random random{7};
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    const std::string uuid = random.uuid();
    CAPTURE(uuid);
    REQUIRE(uuid.size() == 36);
    for (std::size_t k = 0; k < uuid.size(); ++k) {
      const bool is_dash = k == 8 || k == 13 || k == 18 || k == 23;
      REQUIRE(is_dash == (uuid[k] == '-'));
      if (!is_dash) REQUIRE(std::string("0123456789abcdef").find(uuid[k]) != std::string::npos);
    }
    REQUIRE(uuid[14] == '4');
    REQUIRE(std::string("89ab").find(uuid[19]) != std::string::npos);
    seen.insert(uuid);
  }
  CHECK(seen.size() == 1'000);
}

TEST_CASE("Random: the system gives other seeds each time", "[random]") {
  CHECK(seed_from_system() != seed_from_system());
}

}  // namespace
}  // namespace sfn
