#include "engine/runtime/timer_queue.h"

#include "base/testing/catch.h"
#include "base/testing/fake_clock.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace {

using sfn::testing::at;
using sfn::testing::FakeClock;

const WorkflowTime kStart = at("2026-01-01T00:00:00Z");

struct Queue {
  FakeClock clock{kStart};
  boost::asio::io_context context{1};
  std::vector<std::int64_t> fired;
  // The clock stands still by itself, so the queue has to look at it all the time.
  TimerQueue timers{context, clock, 0ms,
                    [this](const TimerEntry& entry) { fired.push_back(entry.execution); }};

  // Long enough for every look that is due.
  void run() {
    for (int i = 0; i < 20; ++i) context.run_one_for(5ms);
  }
  static TimerEntry entry(std::int64_t execution, std::chrono::milliseconds after) {
    return {kStart + after, execution, EffectId{1, EffectPurpose::Wait}};
  }
};

}  // namespace

TEST_CASE("TimerQueue: fires what is due, in the order of time, and nothing early",
          "[runtime][timer]") {
  Queue queue;
  queue.timers.add(Queue::entry(3, 30s));
  queue.timers.add(Queue::entry(1, 10s));
  queue.timers.add(Queue::entry(2, 20s));
  queue.run();
  CHECK(queue.fired.empty());
  queue.clock.advance(9'999ms);
  queue.run();
  CHECK(queue.fired.empty());
  queue.clock.advance(10'001ms);
  queue.run();
  CHECK(queue.fired == std::vector<std::int64_t>{1, 2});
  CHECK(queue.timers.size() == 1);
  queue.clock.advance(24h);
  queue.run();
  CHECK(queue.fired == std::vector<std::int64_t>{1, 2, 3});
}

TEST_CASE("TimerQueue: what is due when it is added fires at once", "[runtime][timer]") {
  Queue queue;
  queue.timers.add(Queue::entry(1, -1h));
  queue.run();
  CHECK(queue.fired == std::vector<std::int64_t>{1});
}

TEST_CASE("TimerQueue: an earlier timer does not wait for a later one", "[runtime][timer]") {
  FakeClock clock{kStart};
  boost::asio::io_context context{1};
  std::vector<std::int64_t> fired;
  TimerQueue timers{context, clock, 1h,
                    [&](const TimerEntry& entry) { fired.push_back(entry.execution); }};
  timers.add(Queue::entry(1, 1h));
  context.poll();  // sleeps for an hour now
  timers.add(Queue::entry(2, 0s));
  context.run_for(5ms);
  CHECK(fired == std::vector<std::int64_t>{2});
}

TEST_CASE("TimerQueue: one that is removed does not fire, and one that is added twice fires once",
          "[runtime][timer]") {
  Queue queue;
  queue.timers.add(Queue::entry(1, 1s));
  queue.timers.add(Queue::entry(2, 1s));
  queue.timers.add(Queue::entry(2, 1s));
  queue.timers.remove(Queue::entry(1, 1s));
  queue.timers.remove(Queue::entry(9, 1s));
  queue.clock.advance(1s);
  queue.run();
  CHECK(queue.fired == std::vector<std::int64_t>{2});
  CHECK(queue.timers.size() == 0);
}

TEST_CASE("TimerQueue: timers of one instant fire together, whoever they belong to",
          "[runtime][timer]") {
  Queue queue;
  for (std::int64_t execution = 1; execution <= 1000; ++execution)
    queue.timers.add(Queue::entry(execution, 1min));
  queue.clock.advance(1min);
  queue.run();
  CHECK(queue.fired.size() == 1000);
}

TEST_CASE("TimerQueue: a timer beyond every calendar waits", "[runtime][timer]") {
  Queue queue;
  queue.timers.add({at("9999-12-31T23:59:59Z"), 1, EffectId{}});
  queue.timers.add(Queue::entry(2, 1s));
  queue.clock.advance(1s);
  queue.run();
  CHECK(queue.fired == std::vector<std::int64_t>{2});
}

TEST_CASE("TimerQueue: fires nothing once it is stopped, and lets the context end",
          "[runtime][timer]") {
  Queue queue;
  queue.timers.add(Queue::entry(1, 1s));
  queue.timers.stop();
  queue.clock.advance(1h);
  queue.timers.add(Queue::entry(2, 1s));
  queue.context.run();
  CHECK(queue.fired.empty());
}

}  // namespace sfn::engine
