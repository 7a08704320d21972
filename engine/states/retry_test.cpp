#include "engine/states/retry.h"

#include <limits>

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

milliseconds delay(const Retrier& retrier, std::uint32_t n) {
  Random random{1};
  return retrier.delay(n, random);
}

std::vector<Retrier> parse(std::string_view state) {
  std::vector<Diagnostic> findings;
  auto retriers = parse_retry(Json::parse_trusted(std::string(state)), asl::Place{findings});
  REQUIRE(findings.empty());
  return retriers;
}

TEST_CASE("Retry: the interval doubles from one second, three times, where nothing else is said",
          "[states][retry]") {
  const std::vector<Retrier> retriers = parse(R"({"Retry":[{"ErrorEquals":["States.ALL"]}]})");
  REQUIRE(retriers.size() == 1);
  CHECK(retriers[0].max_attempts == 3);
  CHECK(delay(retriers[0], 1) == seconds{1});
  CHECK(delay(retriers[0], 2) == seconds{2});
  CHECK(delay(retriers[0], 3) == seconds{4});
}

TEST_CASE("Retry: what the definition says is used", "[states][retry]") {
  const std::vector<Retrier> retriers = parse(
      R"({"Retry":[{"ErrorEquals":["A","B"],"IntervalSeconds":3,"MaxAttempts":0,"BackoffRate":1.5,"MaxDelaySeconds":5,
                    "JitterStrategy":"NONE","Comment":"c"},{"ErrorEquals":["C"],"JitterStrategy":"FULL"}]})");
  REQUIRE(retriers.size() == 2);
  CHECK(retriers[0].error_equals == std::vector<std::string>{"A", "B"});
  CHECK(retriers[0].max_attempts == 0);
  CHECK(retriers[0].jitter == JitterStrategy::None);
  CHECK(delay(retriers[0], 1) == seconds{3});
  CHECK(delay(retriers[0], 2) == milliseconds{4500});
  CHECK(delay(retriers[0], 3) == seconds{5});
  CHECK(retriers[1].jitter == JitterStrategy::Full);
}

TEST_CASE("Retry: the fifth retry of interval 1 and rate 2 comes after 16 seconds",
          "[states][retry]") {
  CHECK(delay(Retrier{}, 5) == seconds{16});
}

TEST_CASE("Retry: an interval of zero stays zero, at any rate", "[states][retry]") {
  Retrier retrier;
  retrier.interval_seconds = 0;
  CHECK(delay(retrier, 1) == seconds{0});
  retrier.backoff_rate = 1e300;
  CHECK(delay(retrier, 50) == seconds{0});
}

TEST_CASE("Retry: a rate of one keeps the interval", "[states][retry]") {
  Retrier retrier;
  retrier.backoff_rate = 1;
  retrier.interval_seconds = 7;
  CHECK(delay(retrier, 1) == seconds{7});
  CHECK(delay(retrier, 99'999'999) == seconds{7});
}

TEST_CASE("Retry: a delay that grows without bounds stays a delay", "[states][retry]") {
  Retrier retrier;
  retrier.backoff_rate = std::numeric_limits<double>::max();
  CHECK(delay(retrier, 99'999'999) == hours{24 * 3650});
  retrier.max_delay_seconds = 60;
  CHECK(delay(retrier, 99'999'999) == seconds{60});
}

TEST_CASE("Retry: full jitter lies between nothing and the capped delay, and is spread",
          "[states][retry]") {
  Retrier retrier;
  retrier.interval_seconds = 100;
  retrier.jitter = JitterStrategy::Full;
  retrier.max_delay_seconds = 150;
  Random random{42};
  milliseconds least{seconds{150}}, most{0};
  for (int count = 0; count < 1000; ++count) {
    const milliseconds jittered = retrier.delay(2, random);
    CHECK(jittered >= milliseconds{0});
    CHECK(jittered <= seconds{150});
    least = std::min(least, jittered);
    most = std::max(most, jittered);
  }
  CHECK(least < seconds{5});
  CHECK(most > seconds{145});
}

TEST_CASE("Retry: without jitter no randomness is used", "[states][retry]") {
  Random random{7}, untouched{7};
  CHECK(Retrier{}.delay(1, random) == seconds{1});
  CHECK(random.next() == untouched.next());
}

}  // namespace
}  // namespace sfn::engine
