#include "engine/runtime/engine.h"

#include <future>

#include "base/testing/catch.h"
#include "engine/runtime/testing/running_engine.h"
#include "engine/runtime/testing/sample_machines.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace {

using persistence::ExecutionStatus;
using testing::kLoop;
using testing::kPass;
using testing::kTask;
using testing::kTaskEvents;
using testing::one_thread;
using testing::RunningEngine;

}  // namespace

TEST_CASE("Engine: runs an execution to its end", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().answer("T", R"({ "a" : 1.0 })");
  CHECK(running.start("m", "e").started_at == running.clock().now());
  running.wait_for_end("m", "e");
  CHECK(running.event_types("m", "e") == kTaskEvents + " ExecutionSucceeded");
  CHECK(running.result("m", "e") == R"({ "a" : 1.0 })");
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: nothing leaves before it is committed, neither the answer nor a call",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.store().hold_writes();
  auto started = std::async(std::launch::async, [&] { return running.start("m", "e"); });
  running.store().wait_for_held_write();
  CHECK(started.wait_for(20ms) == std::future_status::timeout);
  CHECK(running.services().calls("T") == 0);
  CHECK_FALSE(running.row("m", "e"));
  running.store().release_writes();
  CHECK(started.get().outcome == StartReply::Outcome::Started);
  running.wait_for_end("m", "e");
  CHECK(running.services().calls("T") == 1);
}

TEST_CASE("Engine: an ARN is started once", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().hold("T");
  CHECK(running.start("m", "e", "1").outcome == StartReply::Outcome::Started);
  CHECK(running.start("m", "e", "2").outcome == StartReply::Outcome::ArnTaken);
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 1; });
  running.services().release("T");
  running.wait_for_end("m", "e");
  CHECK(running.services().calls("T") == 1);
}

TEST_CASE("Engine: a thousand branches call side by side and join in their order",
          "[runtime][engine]") {
  constexpr int kBranches = 1000;
  std::string branches;
  std::string expected;
  RunningEngine running;
  for (int i = 0; i < kBranches; ++i) {
    const std::string name = "T" + std::to_string(i);
    branches +=
        (i == 0 ? "" : ",") + (R"({"StartAt":")" + name + R"(","States":{")" + name) +
        R"(":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}})";
    expected += (i == 0 ? "[" : ",") + std::to_string(i);
    running.services().answer(name, std::to_string(i));
  }
  running.define("m", R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[)" +
                          branches + "]}}}");
  running.start("m", "e");
  running.wait_for_end("m", "e");
  CHECK(running.result("m", "e") == expected + "]");
}

TEST_CASE("Engine: stopping an execution ends its call, and a late answer changes nothing",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.services().hold("T");
  running.start("m", "e");
  running.wait_until([&] { return running.services().calls("T") == 1; });
  CHECK(running.stop("m", "e").has_value());
  running.services().release("T");
  running.wait_until([&] { return running.engine().counts().calls_in_flight == 0; });
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
  const std::string events = running.event_types("m", "e");
  CHECK(events.ends_with("ExecutionAborted"));
  CHECK(events.find("LambdaFunctionSucceeded") == std::string::npos);
}

TEST_CASE("Engine: what has ended is not stopped, and an unknown execution neither",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kPass);
  running.start("m", "e");
  running.wait_for_end("m", "e");
  CHECK_FALSE(running.stop("m", "e"));
  CHECK_FALSE(running.stop("m", "unknown"));
  CHECK(running.status("m", "e") == ExecutionStatus::Succeeded);
}

TEST_CASE("Engine: a definition that loops does not hold the only thread", "[runtime][engine]") {
  EngineOptions options = one_thread();
  options.record_share = 10;
  RunningEngine running{options};
  running.define("loop", kLoop);
  running.define("p", kPass);
  running.start("loop", "e");
  for (int i = 0; i < 5; ++i) {
    running.start("p", std::to_string(i));
    running.wait_for_end("p", std::to_string(i));
  }
  CHECK(running.status("loop", "e") == ExecutionStatus::Running);
  CHECK(running.stop("loop", "e").has_value());
  CHECK(running.status("loop", "e") == ExecutionStatus::Aborted);
}

TEST_CASE("Engine: stops in time with work in flight, and what it had answered is stored",
          "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kTask);
  running.define("loop", kLoop);
  running.services().hold("T");
  for (int i = 0; i < 20; ++i) running.start("m", std::to_string(i));
  running.start("loop", "e");
  running.wait_until([&] { return running.engine().counts().calls_in_flight == 20; });
  const auto before = std::chrono::steady_clock::now();
  running.shut_down();
  CHECK(std::chrono::steady_clock::now() - before < 2s);
  for (int i = 0; i < 20; ++i)
    CHECK(running.event_types("m", std::to_string(i)).starts_with("ExecutionStarted"));
  running.services().release("T");
  running.restart();
  for (int i = 0; i < 20; ++i) running.wait_for_end("m", std::to_string(i));
}

TEST_CASE("Engine: many executions at once end, each with its own input", "[runtime][engine]") {
  EngineOptions options;
  options.turn_threads = 4;
  RunningEngine running{options};
  running.define("p", kPass);
  constexpr int kExecutions = 300;
  std::vector<std::thread> clients;
  for (int client = 0; client < 3; ++client) {
    clients.emplace_back([&running, client] {
      for (int i = client; i < kExecutions; i += 3)
        running.start("p", std::to_string(i), std::to_string(i));
    });
  }
  for (std::thread& client : clients) client.join();
  for (int i = 0; i < kExecutions; ++i) {
    running.wait_for_end("p", std::to_string(i));
    CHECK(running.result("p", std::to_string(i)) == std::to_string(i));
  }
  running.wait_until([&] { return running.engine().counts().executions_in_memory == 0; });
}

TEST_CASE("Engine: a machine that was written is seen by the next look", "[runtime][engine]") {
  RunningEngine running;
  running.define("m", kPass);
  const std::string arn = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  const auto machine = running.engine().find_machine(arn);
  REQUIRE(machine != nullptr);
  CHECK(running.engine().find_machine(arn) == machine);  // kept
  running.define("other", kPass);
  CHECK(running.engine().find_machine(arn)->row == machine->row);
  CHECK(running.engine().find_machine(arn + "x") == nullptr);
  CHECK(running.engine().definition_of(machine->row.revision) == machine->definition);
  CHECK(running.engine().definition_of(999) == nullptr);
}

}  // namespace sfn::engine
