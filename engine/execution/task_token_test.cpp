#include "engine/execution/task_token.h"

#include <limits>
#include <set>

#include "base/testing/catch.h"
#include "engine/testing/simulation.h"

namespace sfn::engine::testing {
namespace {

const WorkflowTime kStart = from_epoch_milliseconds(1'767'225'600'000);

TaskToken sample() {
  return {7, EffectId{3, EffectPurpose::Call}, run_mark("arn:execution", kStart)};
}

TEST_CASE("TaskToken: comes back as it was, and is the same every time", "[execution][token]") {
  const auto largest = std::numeric_limits<std::int64_t>::max();
  for (const TaskToken& token : {sample(), TaskToken{1, EffectId{1, EffectPurpose::Call}, {}},
                                 TaskToken{largest, EffectId{largest / 8, EffectPurpose::Call},
                                           RunMark{~std::uint64_t{}}}}) {
    const std::string text = encode_task_token(token);
    CHECK(decode_task_token(text) == token);
    CHECK(encode_task_token(token) == text);
    CHECK(text.size() == 44);
    CHECK(text.find_first_not_of(
              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") ==
          std::string::npos);
  }
}

TEST_CASE("TaskToken: each attempt of each execution has its own", "[execution][token]") {
  std::set<std::string> texts;
  for (const std::int64_t execution : {1, 2}) {
    for (const std::int64_t seq : {3, 4}) {
      for (const char* arn : {"arn:a", "arn:b"}) {
        for (const int later : {0, 1}) {
          texts.insert(
              encode_task_token({execution, EffectId{seq, EffectPurpose::Call},
                                 run_mark(arn, kStart + std::chrono::milliseconds{later})}));
        }
      }
    }
  }
  CHECK(texts.size() == 16);
}

TEST_CASE("TaskToken: any other text is none", "[execution][token]") {
  const std::string text = encode_task_token(sample());
  for (const std::string& other : std::initializer_list<std::string>{
           "", " ", "token", text + " ", " " + text, text + "\n", text.substr(1), text + "AAAA",
           std::string(44, 'A'), std::string(44, '='), std::string(44, '\0'),
           std::string(2048, 'A')}) {
    INFO(other);
    CHECK_FALSE(decode_task_token(other));
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'A', 'B', '/', '=', ' ', '\n', '-', '\xff'}) {
      std::string changed = text;
      if (std::exchange(changed[i], c) == c) continue;
      INFO(changed);
      CHECK_FALSE(decode_task_token(changed));
    }
  }
}

TEST_CASE("TaskToken: of what is no call, or no execution, there is none", "[execution][token]") {
  CHECK_FALSE(decode_task_token(encode_task_token({7, EffectId{3, EffectPurpose::Wait}, {}})));
  CHECK_FALSE(decode_task_token(encode_task_token({0, EffectId{3, EffectPurpose::Call}, {}})));
  CHECK_FALSE(decode_task_token(encode_task_token({-1, EffectId{3, EffectPurpose::Call}, {}})));
}

std::string token_of_call(const Simulation& simulation, std::size_t call) {
  return simulation.calls().at(call).parameters.find("Payload")->find("t")->as_string();
}

constexpr const char* kCallback =
    R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1,"Next":"T"},
        "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","End":true,
             "Parameters":{"FunctionName":"f","Payload":{"t.$":"$$.Task.Token","all.$":"$$"}},
             "ResultSelector":{"t.$":"$$.Task.Token"},"Retry":[{"ErrorEquals":["E"]}]}}})";

TEST_CASE("Task tokens: name the call whose parameters hold them, and each attempt has a new one",
          "[execution][token]") {
  for (const Restart restart : {Restart::Never, Restart::AfterEachBatch}) {
    Simulation simulation{kCallback, {.restart = restart}};
    simulation.script("T", {fails("E", "c"), accepts("{}", answers("1"))});
    simulation.start("{}");
    simulation.run_until_idle();
    const std::string first = token_of_call(simulation, 0);
    const std::string last = token_of_call(simulation, simulation.calls().size() - 1);
    CHECK(first != last);
    // ExecutionStarted, StateEntered, WaitArmed, StateExited, StateEntered, TaskScheduled
    CHECK(decode_task_token(first)->effect == EffectId{6, EffectPurpose::Call});
    CHECK(decode_task_token(first)->execution == 1);
    CHECK(decode_task_token(first)->run ==
          run_mark(simulation.execution().header.execution_arn, simulation.execution().started_at));
    // What is seen after the attempt is still its own token.
    CHECK(simulation.execution().output->text() == R"({"t":")" + last + "\"}");
    CHECK(simulation.calls()
              .front()
              .parameters.find("Payload")
              ->find("all")
              ->members()
              .back()
              .first == "Task");
  }
}

// Observed: test_sync_with_task_token.
TEST_CASE("Task tokens: a task that waits for a job has one, too", "[execution][token]") {
  for (const char* pattern : {".sync", ".sync:2"}) {
    Simulation simulation{
        R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution)" +
        std::string(pattern) +
        R"(","Parameters":{"StateMachineArn":"m","Input":{"t.$":"$$.Task.Token"}},"End":true}}})"};
    simulation.script("T", {accepts("{}", answers("1"))});
    simulation.start("{}");
    simulation.run_until_idle();
    const Json& input = *simulation.calls().front().parameters.find("Input");
    const auto token = decode_task_token(input.find("t")->as_string());
    REQUIRE(token);
    CHECK(token->effect == EffectId{3, EffectPurpose::Call});
  }
}

TEST_CASE("Task tokens: other tasks see none", "[execution][token]") {
  for (const char* resource :
       {"arn:aws:states:::lambda:invoke", "arn:aws:lambda:us-east-1:123456789012:function:f"}) {
    Simulation simulation{
        R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":")" + std::string(resource) +
        R"(","Parameters":{"FunctionName":"f","Payload":{"t.$":"$$.Task.Token"}},"End":true}}})"};
    simulation.start("{}");
    CHECK(simulation.execution().error == "States.Runtime");
  }
}

}  // namespace
}  // namespace sfn::engine::testing
