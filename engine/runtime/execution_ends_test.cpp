#include "engine/runtime/execution_ends.h"

#include "base/async/task_group.h"
#include "base/testing/catch.h"

namespace sfn::engine {
namespace asio = boost::asio;

namespace {

asio::awaitable<int> wait_for(ExecutionEnds& ends, std::int64_t execution) {
  ExecutionEnds::Waiter waiter{ends, execution};
  co_await waiter.ended();
  co_return static_cast<int>(execution);
}

struct Waiting {
  asio::io_context context{1};
  ExecutionEnds ends{context};
  TaskGroup tasks{context};
  std::vector<int> over;
  int failures = 0;

  Cancellation wait(std::int64_t execution) {
    Cancellation cancellation;
    tasks.start(wait_for(ends, execution), cancellation,
                [this](const std::exception_ptr& failure, int value) {
                  if (failure) {
                    ++failures;
                  } else {
                    over.push_back(value);
                  }
                });
    poll();
    return cancellation;
  }
  void poll() {
    context.restart();
    context.poll();
  }
};

}  // namespace

TEST_CASE("ExecutionEnds: all who wait for an execution are told, and nobody else",
          "[runtime][nested]") {
  Waiting waiting;
  waiting.wait(1);
  waiting.wait(1);
  waiting.wait(2);
  CHECK(waiting.ends.waiting() == 3);
  waiting.ends.tell(1);
  waiting.poll();
  CHECK(waiting.over == std::vector<int>{1, 1});
  waiting.ends.tell(3);
  waiting.ends.tell(2);
  waiting.poll();
  CHECK(waiting.over == std::vector<int>{1, 1, 2});
  CHECK(waiting.ends.waiting() == 0);
}

TEST_CASE("ExecutionEnds: who does not wait any more is forgotten", "[runtime][nested]") {
  Waiting waiting;
  Cancellation cancellation = waiting.wait(1);
  cancellation.cancel();
  waiting.poll();
  CHECK(waiting.failures == 1);
  CHECK(waiting.ends.waiting() == 0);
  waiting.ends.tell(1);
  waiting.poll();
  CHECK(waiting.over.empty());
}

}  // namespace sfn::engine
