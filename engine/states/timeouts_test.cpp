#include "engine/states/timeouts.h"

#include "base/testing/catch.h"
#include "engine/testing/simulation.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

using std::chrono::seconds;

Simulation task(std::string_view fields, std::chrono::milliseconds latency) {
  Simulation simulation{machine_of(
      R"({"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true)" +
      std::string(fields) + "}")};
  simulation.script("S", {answers("1", latency)});
  simulation.start("{}");
  simulation.run_until_idle();
  return simulation;
}

TEST_CASE("Time-outs: an answer just in time is taken, a later one is not", "[states][timeouts]") {
  CHECK(task(R"(,"TimeoutSeconds":5)", std::chrono::milliseconds{4999}).execution().status ==
        Status::Succeeded);
  const Simulation late = task(R"(,"TimeoutSeconds":5)", std::chrono::milliseconds{5001});
  CHECK(late.execution().status == Status::Failed);
  CHECK(late.execution().error == "States.Timeout");
  CHECK_FALSE(late.execution().cause);
  CHECK(late.elapsed() == seconds{5});
}

TEST_CASE("Time-outs: without a field a task may take as long as it likes", "[states][timeouts]") {
  CHECK(task("", seconds{99'999'999}).execution().status == Status::Succeeded);
}

TEST_CASE("Time-outs: the heartbeat comes before the time-out", "[states][timeouts]") {
  const Simulation missed = task(R"(,"TimeoutSeconds":50,"HeartbeatSeconds":2)", seconds{100});
  CHECK(missed.execution().error == "States.Timeout");
  CHECK(missed.elapsed() == seconds{2});
}

TEST_CASE("Time-outs: each attempt has the full time", "[states][timeouts]") {
  const Simulation retried = task(
      R"(,"TimeoutSeconds":5,"Retry":[{"ErrorEquals":["States.Timeout"],"IntervalSeconds":3,"MaxAttempts":1}])",
      seconds{9});
  CHECK(retried.execution().status == Status::Failed);
  CHECK(retried.elapsed() == seconds{5 + 3 + 5});
}

TEST_CASE("Time-outs: the machine's goes on through retries and waits", "[states][timeouts]") {
  Simulation simulation{
      R"({"StartAt":"W","TimeoutSeconds":10,"States":{"W":{"Type":"Wait","Seconds":4,"Next":"W2"},
          "W2":{"Type":"Wait","Seconds":4,"Next":"W3"},"W3":{"Type":"Wait","Seconds":4,"End":true}}})"};
  simulation.start("{}");
  simulation.run_until_idle();
  CHECK(simulation.execution().status == Status::TimedOut);
  CHECK(simulation.elapsed() == seconds{10});
  CHECK_FALSE(simulation.execution().error);
}

}  // namespace
}  // namespace sfn::engine::testing
