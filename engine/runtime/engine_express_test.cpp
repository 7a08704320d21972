// Executions of EXPRESS machines: the same turns over a journal that nobody stores.
#include <future>
#include <thread>
#include <vector>

#include "base/async/task_group.h"
#include "base/testing/catch.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/testing/running_engine.h"
#include "engine/runtime/testing/sample_machines.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace {

using testing::kLoop;
using testing::kPass;
using testing::kTask;
using testing::kTaskThenWait;
using testing::kWait;
using testing::one_thread;
using testing::RunningEngine;

// Calls fail until the third attempt; what fails for good is caught.
const std::string kRetryAndCatch = R"({"StartAt":"T","States":{
    "T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f",
         "TimeoutSeconds":1,"Retry":[{"ErrorEquals":["States.Timeout"],"IntervalSeconds":1,
         "MaxAttempts":2}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}],"End":true},
    "C":{"Type":"Pass","End":true}}})";

std::future<Ended> run_to_end(RunningEngine& running, const std::string& machine) {
  return std::async(std::launch::async,
                    [&running, machine] { return running.run_to_end(machine); });
}

std::size_t in_memory(RunningEngine& running) {
  return running.engine().counts().executions_in_memory;
}

}  // namespace

TEST_CASE("Engine: who waits for an EXPRESS execution gets its end, and nothing is written",
          "[runtime][express]") {
  RunningEngine running;
  running.define_express("m", kTask);
  const std::size_t writes = running.store().writes().size();
  running.services().answer("T", R"({ "a" : 1.0 })");
  const Ended ended = running.run_to_end("m");
  CHECK(ended.status == Status::Succeeded);
  CHECK(ended.output.value().text() == R"({ "a" : 1.0 })");
  CHECK(ended.started_at == running.clock().now());
  CHECK(ended.stopped_at == running.clock().now());
  running.wait_until([&] { return in_memory(running) == 0; });
  CHECK(running.store().writes().size() == writes);
  CHECK(running.store().counts().executions == 0);
}

TEST_CASE("Engine: an EXPRESS execution that nobody waits for runs to its end and is forgotten",
          "[runtime][express]") {
  RunningEngine running;
  running.define_express("m", kTask);
  running.services().hold("T");
  CHECK(running.start_express("m") == running.clock().now());
  running.start_express("m");  // of the same name and ARN: another execution
  running.wait_until([&] { return running.services().calls("T") == 2; });
  CHECK(in_memory(running) == 2);
  running.services().release("T");
  running.wait_until([&] { return in_memory(running) == 0; });
  CHECK(running.store().counts().executions == 0);
}

TEST_CASE("Engine: an EXPRESS execution fails with its error and cause", "[runtime][express]") {
  RunningEngine running;
  running.define_express(
      "m", R"({"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","Cause":"C"}}})");
  const Ended ended = running.run_to_end("m");
  CHECK(ended.status == Status::Failed);
  CHECK(ended.error == "E");
  CHECK(ended.cause == "C");
  CHECK_FALSE(ended.output);
}

TEST_CASE("Engine: an EXPRESS execution ends after five minutes, and its call with it",
          "[runtime][express]") {
  RunningEngine running;
  running.define_express("m", kTask);
  running.services().hold("T");
  auto ended = run_to_end(running, "m");
  running.wait_until([&] { return running.engine().counts().calls_in_flight == 1; });
  running.clock().advance(299s);
  CHECK(ended.wait_for(20ms) == std::future_status::timeout);
  running.clock().advance(2s);
  const Ended end = ended.get();
  CHECK(end.status == Status::TimedOut);
  CHECK(end.stopped_at - end.started_at == 300s);
  running.wait_until([&] { return running.engine().counts().calls_in_flight == 0; });
  running.wait_until([&] { return in_memory(running) == 0; });
  CHECK(running.engine().counts().timers == 0);
}

TEST_CASE("Engine: an EXPRESS execution that sleeps for minutes stays in memory",
          "[runtime][express]") {
  RunningEngine running;
  running.define_express(
      "m", R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":200,"End":true}}})");
  auto ended = run_to_end(running, "m");
  running.wait_until([&] { return running.engine().counts().timers == 2; });
  CHECK(in_memory(running) == 1);
  running.clock().advance(200s);
  CHECK(ended.get().status == Status::Succeeded);
}

TEST_CASE("Engine: calls of EXPRESS executions time out, are tried again, and are caught",
          "[runtime][express]") {
  RunningEngine running;
  running.define_express("m", kRetryAndCatch);
  running.services().hold("T");
  auto ended = run_to_end(running, "m");
  for (std::size_t attempt = 1; attempt <= 3; ++attempt) {
    running.wait_until([&] { return running.services().calls("T") == attempt; });
    running.clock().advance(1s);  // the time-out
    if (attempt == 3) break;
    running.wait_until([&] {
      running.clock().advance(1s);  // the pause before the next attempt
      return running.services().calls("T") == attempt + 1;
    });
  }
  const Ended end = ended.get();
  CHECK(end.status == Status::Succeeded);
  CHECK(end.output.value().find("Error")->as_string() == "States.Timeout");
}

TEST_CASE("Engine: an EXPRESS loop has no limit but its time, and does not hold the only thread",
          "[runtime][express]") {
  EngineOptions options = one_thread();
  options.record_share = 10;
  RunningEngine running{options};
  running.define_express("loop", kLoop);
  running.define_express("p", kPass);
  auto looping = run_to_end(running, "loop");
  running.wait_until([&] { return in_memory(running) == 1; });
  for (int i = 0; i < 5; ++i) CHECK(running.run_to_end("p", "7").output.value().text() == "7");
  running.clock().advance(301s);
  CHECK(looping.get().status == Status::TimedOut);
}

TEST_CASE("Engine: a new execution does not stand behind those that have used their share",
          "[runtime][express]") {
  constexpr std::size_t kLoops = 50;
  EngineOptions options = one_thread();
  options.record_share = 10;
  options.longest_sleep = 1h;  // so that it is turns that read the clock, and hardly timers
  RunningEngine running{options};
  running.define_express("loop", kLoop);
  running.define("p", kPass);
  for (std::size_t i = 0; i < kLoops; ++i) running.start_express("loop");
  running.wait_until([&] { return running.clock_readings() > 5 * kLoops; });
  boost::asio::io_context context{1};
  TaskGroup group{context};
  const auto start = [&](const std::string& name) {
    group.start(running.engine().start(running.start_command("p", name)), Cancellation{},
                [](const std::exception_ptr&, const StartReply&) {});
    context.poll();
  };
  // The only thread is held in the write of the first while the second takes its place.
  running.store().hold_writes();
  start("first");
  running.store().wait_for_held_write();
  start("second");
  std::vector<std::size_t> turns;
  running.store().refuse_writes_of([&](std::int64_t) {
    turns.push_back(running.clock_readings());
    return false;
  });
  running.store().release_writes();
  running.wait_for_end("p", "second");
  running.shut_down();
  REQUIRE(turns.size() == 2);
  CHECK(turns.back() - turns.front() < 10);
}

TEST_CASE("Engine: a full disk does not hold up EXPRESS executions", "[runtime][express]") {
  RunningEngine running;
  running.define_express("m", kTask);
  running.store().hold_writes();
  CHECK(running.run_to_end("m").status == Status::Succeeded);
  running.store().release_writes();
}

TEST_CASE("Engine: a bug ends an EXPRESS execution with States.Runtime, and only that one",
          "[runtime][express]") {
  RunningEngine running{one_thread()};
  running.define_express("m", kPass);
  running.break_turn(2);  // the first reading is the start's
  const Ended ended = running.run_to_end("m");
  CHECK(running.has_broken());
  CHECK(ended.status == Status::Failed);
  CHECK(ended.error == "States.Runtime");
  CHECK(running.run_to_end("m").status == Status::Succeeded);
  running.wait_until([&] { return in_memory(running) == 0; });
}

TEST_CASE("Engine: stops in time with EXPRESS executions under way, which are gone then",
          "[runtime][express]") {
  RunningEngine running;
  running.define_express("t", kTaskThenWait);
  running.define_express("w", kWait);
  running.services().hold("T");
  for (int i = 0; i < 20; ++i) {
    running.start_express("t");
    running.start_express("w");
  }
  running.wait_until([&] { return running.engine().counts().calls_in_flight == 20; });
  const auto before = std::chrono::steady_clock::now();
  running.shut_down();
  CHECK(std::chrono::steady_clock::now() - before < 2s);
  running.restart();
  CHECK(in_memory(running) == 0);
  running.services().release("T");
}

TEST_CASE("Engine: who still waits for an EXPRESS execution when the engine goes is let go",
          "[runtime][express]") {
  RunningEngine running;
  running.define_express("w", kWait);
  boost::asio::io_context context{1};
  TaskGroup group{context};
  bool is_told = false;
  group.start(running.engine().run_to_end(running.express_command("w", "{}")), Cancellation{},
              [&](const std::exception_ptr&, const RunReply&) { is_told = true; });
  context.poll();
  running.wait_until([&] { return running.engine().counts().timers == 2; });
  running.shut_down();
  CHECK_FALSE(is_told);
}

TEST_CASE("Engine: only so many EXPRESS executions are open at once", "[runtime][express]") {
  EngineOptions options;
  options.open_express = 2;
  RunningEngine running{options};
  running.define_express("m", kTask);
  running.services().hold("T");
  running.start_express("m");
  auto waits = run_to_end(running, "m");
  running.wait_until([&] { return running.services().calls("T") == 2; });
  CHECK_FALSE(running.engine().start_express(running.express_command("m", "{}")));
  CHECK_THROWS_AS(running.run_to_end("m"), BugError);
  CHECK(in_memory(running) == 2);
  running.services().release("T");
  CHECK(waits.get().status == Status::Succeeded);
  running.wait_until([&] { return in_memory(running) == 0; });
  running.services().hold("T");
  running.start_express("m");
  running.start_express("m");
  CHECK_FALSE(running.engine().start_express(running.express_command("m", "{}")));
  running.services().release("T");
}

TEST_CASE("Engine: who waits for an EXPRESS execution may go, and the execution goes on",
          "[runtime][express]") {
  RunningEngine running;
  running.define_express("m", kTask);
  running.services().hold("T");
  boost::asio::io_context context{1};
  TaskGroup group{context};
  Cancellation cancellation;
  std::optional<RunReply::Outcome> outcome;
  group.start(running.engine().run_to_end(running.express_command("m", "{}")), cancellation,
              [&](const std::exception_ptr&, const RunReply& reply) { outcome = reply.outcome; });
  context.poll();
  CHECK_FALSE(outcome);
  running.wait_until([&] { return running.services().calls("T") == 1; });
  cancellation.cancel();
  context.run();
  CHECK(outcome == RunReply::Outcome::Lost);
  CHECK(in_memory(running) == 1);
  running.services().release("T");
  running.wait_until([&] { return in_memory(running) == 0; });
}

TEST_CASE("Engine: many EXPRESS executions at once end, each with its own input",
          "[runtime][express]") {
  EngineOptions options;
  options.turn_threads = 4;
  RunningEngine running{options};
  running.define_express("p", kPass);
  std::vector<std::thread> clients;
  std::atomic<int> right{0};
  for (int client = 0; client < 4; ++client) {
    clients.emplace_back([&running, &right, client] {
      for (int i = 0; i < 200; ++i) {
        const std::string input = std::to_string(client * 1000 + i);
        running.start_express("p", input);
        if (running.run_to_end("p", input).output.value().text() == input) ++right;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(right == 800);
  running.wait_until([&] { return in_memory(running) == 0; });
}

}  // namespace sfn::engine
