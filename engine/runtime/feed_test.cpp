#include "engine/runtime/feed.h"

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

std::vector<std::int64_t> executions(const Subscription::Taken& taken) {
  std::vector<std::int64_t> numbers;
  for (const Committed& entry : taken.entries) numbers.push_back(entry.execution);
  return numbers;
}

}  // namespace

TEST_CASE("Feed: each subscriber gets what was committed since, in order, once",
          "[runtime][feed]") {
  Feed feed;
  const auto early = feed.subscribe(10);
  feed.publish({.execution = 1});
  const auto late = feed.subscribe(10);
  feed.publish({.execution = 2});
  CHECK(executions(early->take()) == std::vector<std::int64_t>{1, 2});
  CHECK(executions(late->take()) == std::vector<std::int64_t>{2});
  CHECK(executions(early->take()).empty());
}

TEST_CASE("Feed: a slow subscriber is told to read the store again, and nobody waits for it",
          "[runtime][feed]") {
  Feed feed;
  const auto slow = feed.subscribe(3);
  const auto quick = feed.subscribe(100);
  for (std::int64_t i = 1; i <= 10; ++i) feed.publish({.execution = i});
  const Subscription::Taken taken = slow->take();
  CHECK(taken.missed);
  CHECK(taken.entries.empty());
  CHECK(executions(quick->take()).size() == 10);
  // From then on it follows again.
  feed.publish({.execution = 11});
  const Subscription::Taken next = slow->take();
  CHECK_FALSE(next.missed);
  CHECK(executions(next) == std::vector<std::int64_t>{11});
}

TEST_CASE("Feed: as many entries as its capacity miss nothing", "[runtime][feed]") {
  Feed feed;
  const auto subscription = feed.subscribe(3);
  for (std::int64_t i = 1; i <= 3; ++i) feed.publish({.execution = i});
  const Subscription::Taken taken = subscription->take();
  CHECK_FALSE(taken.missed);
  CHECK(taken.entries.size() == 3);
}

TEST_CASE("Feed: a subscription ends when its owner lets go of it", "[runtime][feed]") {
  Feed feed;
  auto subscription = feed.subscribe(3);
  const std::weak_ptr<Subscription> watch = subscription;
  feed.publish({.execution = 1});
  subscription.reset();
  CHECK(watch.expired());
  feed.publish({.execution = 2});  // finds nobody
  CHECK(executions(feed.subscribe(3)->take()).empty());
}

}  // namespace sfn::engine
