// States in JSONata, one by one: what they work on, what becomes of it, and what fails.
#include <optional>
#include <string>

#include "api-models/quotas.h"
#include "base/testing/catch.h"
#include "engine/testing/case_file.h"
#include "engine/testing/simulation.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

std::optional<std::string> text_of(const Json& one, std::string_view name) {
  const Json* const text = one.find(name);
  return text == nullptr ? std::nullopt : std::optional(text->as_string());
}

const record::TaskScheduled* scheduled_in(const std::vector<Record>& records) {
  for (const Record& record : records) {
    if (const auto* const scheduled = std::get_if<record::TaskScheduled>(&record.body))
      return scheduled;
  }
  return nullptr;
}

void check_call(const Json& one, const std::vector<Record>& records) {
  const auto parameters = text_of(one, "parameters");
  const record::TaskScheduled* const scheduled = scheduled_in(records);
  REQUIRE((scheduled != nullptr) == parameters.has_value());
  if (scheduled == nullptr) return;
  const auto number = [&](std::string_view name) {
    const Json* const value = one.find(name);
    return value == nullptr ? std::nullopt : value->as_integer();
  };
  CHECK(scheduled->parameters.text() == *parameters);
  CHECK(scheduled->timeout_seconds == number("timeout"));
  CHECK(scheduled->heartbeat_seconds == number("heartbeat"));
  CHECK(scheduled->credentials_role == text_of(one, "role"));
}

// With a state Z behind it, if it leads there.
std::string machine_with(const std::string& state) {
  if (state.find(R"("Z")") == std::string::npos) return machine_of(state);
  return R"({"StartAt":"S","States":{"S":)" + state + R"(,"Z":{"Type":"Succeed"}}})";
}

Simulation run(const Json& one) {
  Simulation simulation{machine_with(one.find("state")->text())};
  if (const auto answer = text_of(one, "answer")) simulation.script("S", {answers(*answer)});
  simulation.start(text_of(one, "input").value_or("{}"));
  simulation.run_until_idle();
  return simulation;
}

TEST_CASE("States in JSONata: each works on what its fields say and fails where they fail",
          "[states][jsonata]") {
  const Json cases = read_cases("engine/states/testdata/jsonata.json");
  std::size_t number = 0;
  for (const Json& one : cases.items()) {
    DYNAMIC_SECTION(number++ << ": " << one.text()) {
      const Simulation simulation = run(one);
      const Execution& execution = simulation.execution();
      CHECK(execution.error == text_of(one, "error"));
      CHECK(execution.cause == text_of(one, "cause"));
      CHECK((execution.output ? std::optional(execution.output->text()) : std::nullopt) ==
            text_of(one, "output"));
      check_call(one, simulation.records());
      const Json* const seconds = one.find("seconds");
      CHECK(simulation.elapsed() ==
            std::chrono::seconds{seconds == nullptr ? 0 : seconds->as_integer().value()});
    }
  }
}

const Execution& ended(Simulation& simulation, std::string_view input = "{}") {
  simulation.start(input);
  simulation.run_until_idle();
  return simulation.execution();
}

// A text whose JSON has so many bytes.
std::string text_of_bytes(std::size_t bytes) {
  return "{% $pad('', " + std::to_string(bytes - 2) + ", 'x') %}";
}

// AWS "Error names": States.DataLimitExceeded, also for what Parameters build.
TEST_CASE("States in JSONata: what is built for the work of a state has the size of any payload",
          "[states][jsonata]") {
  const std::size_t too_many = GENERATE(std::size_t{0}, std::size_t{1});
  const std::string built = text_of_bytes(api::quotas::kPayloadBytes + too_many);
  const std::string state = GENERATE_COPY(
      R"({"Type":"Task","QueryLanguage":"JSONata","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Arguments":")" +
          built + R"(","Catch":[{"ErrorEquals":["States.ALL"],"Next":"Z"}],"End":true})",
      R"({"Type":"Parallel","QueryLanguage":"JSONata","Arguments":")" + built +
          R"(","Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","Result":1,"End":true}}}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"Z"}],"End":true})",
      R"({"Type":"Map","QueryLanguage":"JSONata","Items":[1],"ItemSelector":")" + built +
          R"(","ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Pass","Result":1,"End":true}}},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"Z"}],"End":true})");
  Simulation simulation{machine_with(state)};
  simulation.script("S", {answers("1")});
  const Execution& execution = ended(simulation);
  if (too_many == 0) {
    CHECK(execution.status == Status::Succeeded);
    return;
  }
  CHECK(execution.status == Status::Failed);
  CHECK(execution.error == "States.DataLimitExceeded");
  CHECK(execution.cause ==
        "The state/task 'S' returned a result with a size exceeding the maximum number of bytes "
        "service limit.");
}

// AWS "Quotas": workflow variables.
TEST_CASE("States in JSONata: what one Assign sets is bounded", "[states][jsonata]") {
  const auto status_with = [](std::size_t bytes) {
    Simulation simulation{machine_of(R"({"Type":"Pass","QueryLanguage":"JSONata","Assign":{"a":")" +
                                     text_of_bytes(bytes) + R"(","b":[]},"Output":1,"End":true})")};
    return ended(simulation).status;
  };
  CHECK(status_with(api::quotas::kVariableBytes - 2) == Status::Succeeded);
  CHECK(status_with(api::quotas::kVariableBytes + 1) == Status::Failed);
}

TEST_CASE("States in JSONata: a loop that nests its data ends, and its journal can be read",
          "[states][jsonata]") {
  Simulation simulation{
      R"({"QueryLanguage":"JSONata","StartAt":"S","States":{"S":{"Type":"Pass","Output":{"more":"{% $states.input %}"},"Next":"C"},
          "C":{"Type":"Choice","Choices":[{"Condition":false,"Next":"Z"}],"Default":"S"},"Z":{"Type":"Succeed"}}})"};
  const Execution& execution = ended(simulation);
  CHECK(execution.error == "States.Runtime");
  CHECK(execution.cause->ends_with("The value is nested more than 1000 levels deep"));
  simulation.restart();
  CHECK(simulation.execution().status == Status::Failed);
}

}  // namespace
}  // namespace sfn::engine::testing
