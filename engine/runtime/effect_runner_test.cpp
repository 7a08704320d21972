#include "engine/runtime/effect_runner.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/testing/catch.h"
#include "base/testing/fake_clock.h"
#include "base/testing/json_matchers.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace asio = boost::asio;

namespace {

using sfn::testing::at;
using sfn::testing::FakeClock;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock>;

// Answers "now", throws at "throw", and never answers to anything else.
class SomeResponder final : public Responder {
 public:
  explicit SomeResponder(asio::io_context& context) : context_(context) {}
  bool takes(const CallEffect& call) const override { return call.target.resource != "unknown"; }
  asio::awaitable<CallResult> wait_for_end(CallEffect) override {
    co_return Json::parse_trusted("2");
  }
  asio::awaitable<CallResult> respond(CallEffect call) override {
    if (call.target.resource == "throw") throw std::runtime_error("broken");
    if (call.target.resource.starts_with("now")) co_return Json::parse_trusted("1");
    Timer never{context_, Timer::time_point::max()};
    co_await never.async_wait(asio::use_awaitable);
    co_return Json{};
  }

 private:
  asio::io_context& context_;
};

struct Runner {
  FakeClock clock{at("2026-01-01T00:00:00Z")};
  Log log{LogLevel::Off};
  asio::io_context context{1};
  TimerQueue timers{context, clock, 0ms, [](const TimerEntry&) {}};
  std::vector<Signal> delivered;
  Activities activities{context, 60s, [](std::int64_t, const signal::ActivityTaken&, auto) {}};
  EffectRunner runner{context,
                      timers,
                      activities,
                      responders(context),
                      log,
                      [this](std::int64_t execution, Signal signal) {
                        CHECK(execution == 7);
                        delivered.push_back(std::move(signal));
                      }};

  static std::vector<std::unique_ptr<Responder>> responders(asio::io_context& context) {
    std::vector<std::unique_ptr<Responder>> chain;
    chain.push_back(std::make_unique<SomeResponder>(context));
    return chain;
  }
  static ArmedEffect call(const std::string& resource, std::int64_t seq = 1) {
    CallEffect effect;
    effect.target = {TaskFamily::Service, "some", resource};
    return {EffectId{seq, EffectPurpose::Call}, VisitId{1}, EffectPhase::Armed, effect};
  }
  static ArmedEffect timer(std::int64_t seq) {
    return {EffectId{seq, EffectPurpose::Wait}, VisitId{1}, EffectPhase::Armed,
            TimerEffect{at("2026-01-02T00:00:00Z")}};
  }
  void poll() {
    context.restart();
    context.poll();
  }
  template <typename T>
  const T& signal(std::size_t index) {
    REQUIRE(index < delivered.size());
    REQUIRE(std::holds_alternative<T>(delivered[index]));
    return std::get<T>(delivered[index]);
  }
};

}  // namespace

TEST_CASE("EffectRunner: a call is told to have begun, then how it ended", "[runtime][effect]") {
  Runner runner;
  runner.runner.start(7, {Runner::call("now")});
  CHECK(runner.delivered.empty());  // on the context's thread only
  runner.poll();
  REQUIRE(runner.delivered.size() == 2);
  CHECK(runner.signal<signal::CallStarted>(0).effect == EffectId{1, EffectPurpose::Call});
  const auto& ended = runner.signal<signal::CallEnded>(1);
  CHECK(ended.effect == EffectId{1, EffectPurpose::Call});
  REQUIRE(ended.result);
  CHECK(ended.result->text() == "1");
  CHECK(runner.runner.calls_in_flight() == 0);
}

TEST_CASE("EffectRunner: a call that is under way is not begun a second time",
          "[runtime][effect]") {
  Runner runner;
  runner.runner.start(7, {Runner::call("later")});
  runner.poll();
  runner.runner.start(7, {Runner::call("later")});
  runner.poll();
  CHECK(runner.delivered.size() == 1);
  CHECK(runner.runner.calls_in_flight() == 1);
  runner.runner.stop();
  runner.poll();
}

TEST_CASE("EffectRunner: a call that has ended may be begun again", "[runtime][effect]") {
  Runner runner;
  runner.runner.start(7, {Runner::call("now")});
  runner.poll();
  runner.runner.start(7, {Runner::call("now")});
  runner.poll();
  CHECK(runner.delivered.size() == 4);
}

TEST_CASE("EffectRunner: a cancelled call ends", "[runtime][effect]") {
  Runner runner;
  runner.runner.start(7, {Runner::call("later", 1), Runner::call("later", 2)});
  runner.poll();
  runner.runner.cancel(7, {Runner::call("later", 1), Runner::call("later", 9)});
  runner.poll();
  CHECK(runner.runner.calls_in_flight() == 1);
  REQUIRE(runner.delivered.size() == 3);
  // Dropped by the execution, which no longer has the effect armed.
  CHECK(runner.signal<signal::CallEnded>(2).effect == EffectId{1, EffectPurpose::Call});
  runner.runner.stop();
  runner.poll();
}

TEST_CASE("EffectRunner: a responder that breaks fails the task", "[runtime][effect]") {
  Runner runner;
  runner.runner.start(7, {Runner::call("throw")});
  runner.poll();
  const auto& ended = runner.signal<signal::CallEnded>(1);
  REQUIRE_FALSE(ended.result);
  CHECK(ended.result.error().name == "States.Runtime");
  CHECK(ended.result.error().cause == "The call could not be made: broken");
}

TEST_CASE("EffectRunner: a call that nobody takes fails with the resource's name",
          "[runtime][effect]") {
  Runner runner;
  runner.runner.start(7, {Runner::call("unknown")});
  runner.poll();
  REQUIRE(runner.delivered.size() == 1);
  const auto& ended = runner.signal<signal::CallEnded>(0);
  REQUIRE_FALSE(ended.result);
  CHECK(ended.result.error().name == "States.Runtime");
  CHECK(ended.result.error().kind == ErrorKind::Fatal);
  CHECK(ended.result.error().cause ==
        "This emulator does not call the integration 'arn:aws:states:::some:unknown' yet.");
}

TEST_CASE("EffectRunner: the answer to a call that starts a job says that it was accepted",
          "[runtime][effect]") {
  Runner runner;
  for (const char* const resource : {"now.sync", "now.sync:2", "now.waitForTaskToken"}) {
    CAPTURE(resource);
    runner.delivered.clear();
    runner.runner.start(7, {Runner::call(resource)});
    runner.poll();
    REQUIRE(runner.delivered.size() == 2);
    CHECK(runner.signal<signal::CallSubmitted>(1).output.text() == "1");
  }
}

TEST_CASE(
    "EffectRunner: a job is waited for once it was accepted, a task's token is left to others",
    "[runtime][effect]") {
  Runner runner;
  ArmedEffect job = Runner::call("now.sync", 1);
  ArmedEffect callback = Runner::call("now.waitForTaskToken", 2);
  job.phase = callback.phase = EffectPhase::Submitted;
  runner.runner.start(7, {job, callback});
  runner.poll();
  REQUIRE(runner.delivered.size() == 1);
  const auto& ended = runner.signal<signal::CallEnded>(0);
  CHECK(ended.effect == job.id);
  CHECK(ended.result.value().text() == "2");
}

TEST_CASE("EffectRunner: what is to come after a call comes when nothing of it is under way",
          "[runtime][effect]") {
  Runner runner;
  std::string happened;
  const EffectId call{1, EffectPurpose::Call};
  runner.runner.when_over(7, call, [&] { happened += "a"; });
  runner.poll();
  CHECK(happened == "a");
  runner.runner.start(7, {Runner::call("later", 1)});
  runner.runner.when_over(7, call, [&] { happened += "b"; });
  runner.runner.when_over(7, call, [&] { happened += "c"; });
  runner.poll();
  CHECK(happened == "a");
  runner.runner.cancel(7, {Runner::call("later", 1)});
  runner.poll();
  CHECK(happened == "abc");
}

TEST_CASE("EffectRunner: timers go to the timer queue, and come out of it", "[runtime][effect]") {
  Runner runner;
  runner.runner.start(7, {Runner::timer(1), Runner::timer(2)});
  CHECK(runner.timers.size() == 2);
  runner.runner.cancel(7, {Runner::timer(1)});
  CHECK(runner.timers.size() == 1);
}

TEST_CASE("EffectRunner: once stopped it ends all calls, tells nobody and begins none",
          "[runtime][effect]") {
  Runner runner;
  runner.runner.start(7, {Runner::call("later", 1), Runner::call("later", 2)});
  runner.poll();
  runner.runner.stop();
  runner.poll();
  CHECK(runner.runner.calls_in_flight() == 0);
  runner.runner.start(7, {Runner::call("now", 3)});
  runner.poll();
  CHECK(runner.delivered.size() == 2);  // the two that had begun
}

}  // namespace sfn::engine
