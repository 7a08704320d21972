#include "base/async/task_group.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <string>

#include "base/testing/catch.h"

namespace sfn {
namespace asio = boost::asio;

namespace {

asio::awaitable<void> fail() {
  throw std::runtime_error("broken");
  co_return;
}

asio::awaitable<std::string> wait_forever(asio::io_context& context) {
  asio::basic_waitable_timer<std::chrono::steady_clock> never{
      context, std::chrono::steady_clock::time_point::max()};
  co_await never.async_wait(asio::use_awaitable);
  co_return "woke up";
}

asio::awaitable<std::string> answer() { co_return "answer"; }

}  // namespace

TEST_CASE("TaskGroup: tells its owner what a task threw", "[async]") {
  asio::io_context context;
  TaskGroup group{context};
  std::string reason;
  group.start(fail(), [&](const std::exception_ptr& failure) {
    REQUIRE(failure);
    REQUIRE_THROWS_WITH(std::rethrow_exception(failure), "broken");
    reason = "told";
  });
  CHECK(group.running() == 1);
  context.run();
  CHECK(group.running() == 0);
  CHECK(reason == "told");
}

TEST_CASE("TaskGroup: hands a task's value over", "[async]") {
  asio::io_context context;
  TaskGroup group{context};
  std::string got;
  Cancellation cancellation;
  group.start(answer(), cancellation, [&](const std::exception_ptr& failure, std::string value) {
    CHECK_FALSE(failure);
    got = std::move(value);
  });
  context.run();
  CHECK(got == "answer");
  cancellation.cancel();  // too late: nothing happens
  CHECK(group.running() == 0);
}

TEST_CASE("TaskGroup: a cancelled task ends with a failure", "[async]") {
  asio::io_context context;
  TaskGroup group{context};
  bool failed = false;
  Cancellation cancellation;
  group.start(wait_forever(context), cancellation,
              [&](const std::exception_ptr& failure, const std::string& value) {
                failed = failure != nullptr;
                CHECK(value.empty());
              });
  context.poll();
  CHECK(group.running() == 1);
  cancellation.cancel();
  context.run();
  CHECK(failed);
  CHECK(group.running() == 0);
}

}  // namespace sfn
