#include "base/clock.h"

#include <thread>
#include <vector>

#include "base/assert.h"
#include "base/testing/catch.h"
#include "base/testing/fake_clock.h"

namespace sfn {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

// Far more than the time that a test takes, so that the wall clock does not show.
constexpr milliseconds kLong = hours{24 * 365};

TEST_CASE("Clock: workflow time is wall time plus the stored offset", "[clock]") {
  const WallWorkflowTimeSource wall;
  const WallWorkflowTimeSource ahead{kLong};
  CHECK(wall.offset() == milliseconds{0});
  CHECK(ahead.offset() == kLong);
  CHECK(ahead.now() - wall.now() > kLong - hours{1});
  CHECK(ahead.now() - wall.now() < kLong + hours{1});
  CHECK(wall.now() > testing::at("2024-01-01T00:00:00Z"));
}

TEST_CASE("Clock: skipping moves time forward and is in the offset to store", "[clock]") {
  WallWorkflowTimeSource clock{milliseconds{5}};
  const WorkflowTime before = clock.now();
  clock.skip(kLong);
  CHECK(clock.now() - before >= kLong);
  CHECK(clock.offset() == kLong + milliseconds{5});
}

TEST_CASE("Clock: skipping back is a bug", "[clock]") {
  WallWorkflowTimeSource clock;
  CHECK_THROWS_AS(clock.skip(milliseconds{-1}), BugError);
  CHECK(clock.offset() == milliseconds{0});
}

TEST_CASE("Clock: time is never before what a restarted server found in its store", "[clock]") {
  WallWorkflowTimeSource clock;
  const WorkflowTime stored = clock.now() + kLong;
  clock.not_before(stored);
  CHECK(clock.now() >= stored);
  clock.not_before(stored - kLong / 2);  // what is earlier changes nothing
  CHECK(clock.now() >= stored);
  CHECK(clock.now() < stored + hours{1});
  clock.skip(kLong);
  CHECK(clock.now() >= stored + kLong);
}

TEST_CASE("Clock: a wall clock that is set back neither takes time back nor stops it", "[clock]") {
  static std::int64_t wall;
  wall = 1'000'000;
  WallWorkflowTimeSource clock{milliseconds{0}, [] { return wall; }};
  CHECK(to_epoch_milliseconds(clock.now()) == 1'000'000);
  wall -= 500'000;
  CHECK(to_epoch_milliseconds(clock.now()) == 1'000'000);
  wall += 7;
  CHECK(to_epoch_milliseconds(clock.now()) == 1'000'007);
  CHECK(clock.offset() == milliseconds{500'000});
  wall += 1'000'000;  // set right again: time goes on ahead of it
  CHECK(to_epoch_milliseconds(clock.now()) == 2'000'007);
}

TEST_CASE("Clock: what a restarted server found in its store does not stop time", "[clock]") {
  static std::int64_t wall;
  wall = 1'000;
  WallWorkflowTimeSource clock{milliseconds{0}, [] { return wall; }};
  clock.not_before(from_epoch_milliseconds(9'000));
  CHECK(to_epoch_milliseconds(clock.now()) == 9'000);
  wall += 1;
  CHECK(to_epoch_milliseconds(clock.now()) == 9'001);
}

TEST_CASE("Clock: time never goes back for any of its readers", "[clock]") {
  WallWorkflowTimeSource clock;
  std::atomic<int> went_back = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      WorkflowTime latest = clock.now();
      for (int k = 0; k < 5'000; ++k) {
        const WorkflowTime now = clock.now();
        if (now < latest) ++went_back;
        latest = now;
      }
    });
  }
  for (int i = 0; i < 1'000; ++i) {
    clock.skip(milliseconds{1});
    clock.not_before(clock.now() + milliseconds{1});
  }
  for (std::thread& reader : readers) reader.join();
  CHECK(went_back == 0);
}

TEST_CASE("FakeClock: stands still until it is moved", "[clock]") {
  testing::FakeClock clock{testing::at("2026-01-01T00:00:00Z")};
  CHECK(clock.now() == testing::at("2026-01-01T00:00:00Z"));
  clock.advance(hours{1});
  CHECK(to_iso8601(clock.now()) == "2026-01-01T01:00:00.000Z");
  CHECK_THROWS_AS(clock.advance(milliseconds{-1}), BugError);
  CHECK_THROWS_AS(testing::at("yesterday"), BugError);
}

}  // namespace
}  // namespace sfn
