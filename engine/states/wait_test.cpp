#include "base/testing/catch.h"
#include "engine/testing/simulation.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// How long an execution of this one state takes, on this input.
milliseconds waited(std::string_view state, std::string_view input) {
  Simulation simulation{machine_of(state)};
  simulation.start(input);
  simulation.run_until_idle();
  INFO(simulation.execution().cause.value_or(""));
  REQUIRE(simulation.execution().status == Status::Succeeded);
  CHECK(simulation.execution().output->text() == input);
  return simulation.elapsed();
}

std::string failure(std::string_view state, std::string_view input) {
  return describe(SingleState{machine_of(state), input}.enter());
}

TEST_CASE("Wait: passes its input on after the given seconds", "[states][wait]") {
  CHECK(waited(R"({"Type":"Wait","Seconds":30,"End":true})", R"({ "keep": "me" })") == seconds{30});
  CHECK(waited(R"({"Type":"Wait","SecondsPath":"$.s","End":true})", R"({"s":99999999})") ==
        seconds{99'999'999});
}

TEST_CASE("Wait: zero seconds are no wait, no timer is armed", "[states][wait]") {
  SingleState state{machine_of(R"({"Type":"Wait","Seconds":0,"End":true})"), "1"};
  CHECK(describe(state.enter()) == "done: 1");
  CHECK(state.ctx.records.empty());
}

TEST_CASE("Wait: until a timestamp, in any zone and to the millisecond after it",
          "[states][wait]") {
  CHECK(waited(R"({"Type":"Wait","Timestamp":"2026-01-01T00:00:10Z","End":true})", "{}") ==
        seconds{10});
  CHECK(waited(R"({"Type":"Wait","Timestamp":"2026-01-01T01:00:10+01:00","End":true})", "{}") ==
        seconds{10});
  CHECK(waited(R"({"Type":"Wait","TimestampPath":"$.t","End":true})",
               R"({"t":"2026-01-01T00:00:01.0000001Z"})") == milliseconds{1001});
}

TEST_CASE("Wait: a timestamp in the past ends it at once", "[states][wait]") {
  CHECK(waited(R"({"Type":"Wait","Timestamp":"2016-01-01T00:00:00Z","End":true})", "{}") ==
        seconds{0});
}

TEST_CASE("Wait: what it waits for is a record with the due time", "[states][wait]") {
  SingleState state{machine_of(R"({"Type":"Wait","Seconds":5,"End":true})"), "{}"};
  CHECK(describe(state.enter()) == "awaits");
  REQUIRE(state.ctx.records.size() == 1);
  const auto& armed = std::get<record::WaitArmed>(state.ctx.records.front());
  CHECK(armed.visit == state.visit.id);
  CHECK(armed.due == state.ctx.now() + seconds{5});
}

TEST_CASE("Wait: InputPath selects what SecondsPath sees and what is passed on", "[states][wait]") {
  Simulation simulation{machine_of(
      R"({"Type":"Wait","InputPath":"$.a","SecondsPath":"$.s","OutputPath":"$.s","End":true})")};
  simulation.start(R"({"a":{"s":3}})");
  simulation.run_until_idle();
  CHECK(simulation.elapsed() == seconds{3});
  CHECK(simulation.execution().output->text() == "3");
}

TEST_CASE("Wait: a path to anything but whole seconds fails with AWS's words", "[states][wait]") {
  const auto on = [](std::string_view input) {
    return failure(R"({"Type":"Wait","SecondsPath":"$.input.waitSeconds","End":true})", input);
  };
  CHECK(on("{}") ==
        "States.Runtime: The SecondsPath parameter does not reference an input value: "
        "$.input.waitSeconds");
  CHECK(on(R"({"input":{"waitSeconds":-1}})") ==
        "States.Runtime: The SecondsPath parameter references a negative value: "
        "$.input.waitSeconds == -1");
  CHECK(on(R"({"input":{"waitSeconds":1.5}})") ==
        "States.Runtime: The SecondsPath parameter cannot be parsed as a long value: "
        "$.input.waitSeconds == 1.5");
  CHECK(on(R"({"input":{"waitSeconds":-1.5}})") ==
        "States.Runtime: The SecondsPath parameter cannot be parsed as a long value: "
        "$.input.waitSeconds == -1.5");
}

TEST_CASE("Wait: 2^31 seconds are too long, a second less is not", "[states][wait]") {
  CHECK(failure(R"({"Type":"Wait","SecondsPath":"$.s","End":true})", R"({"s":2147483648})") ==
        "States.Runtime: Wait state delay is too long.");
  CHECK(failure(R"({"Type":"Wait","SecondsPath":"$.s","End":true})", R"({"s":2147483647})") ==
        "awaits");
  CHECK(failure(R"({"Type":"Wait","Timestamp":"9999-01-01T00:00:00Z","End":true})", "{}") ==
        "States.Runtime: Wait state delay is too long.");
}

TEST_CASE("Wait: a path to anything but a timestamp fails with AWS's words", "[states][wait]") {
  CHECK(failure(R"({"Type":"Wait","TimestampPath":"$.t","End":true})", R"({"t":"2026-01-01"})") ==
        "States.Runtime: The TimestampPath parameter does not reference a valid ISO-8601 extended "
        "offset date-time format "
        "string: $.t == 2026-01-01");
}

}  // namespace
}  // namespace sfn::engine::testing
