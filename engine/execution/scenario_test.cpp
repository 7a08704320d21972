// Whole executions of small definitions, from testdata/scenarios/. The histories are worked out
// from AWS's rules for ids and previous ids, and each scenario is run again with a crash after
// every batch.
#include <optional>
#include <string>
#include <vector>

#include "base/testing/catch.h"
#include "engine/testing/case_file.h"
#include "engine/testing/simulation.h"

namespace sfn::engine::testing {
namespace {

constexpr const char* kScenarios = "engine/execution/testdata/scenarios";

std::optional<std::string> text_of(const Json& object, std::string_view key) {
  const Json* const text = object.find(key);
  if (text == nullptr) return std::nullopt;
  return text->as_string();
}

std::chrono::milliseconds seconds_of(const Json& object, std::string_view key = "seconds") {
  const Json* const seconds = object.find(key);
  return std::chrono::seconds{seconds == nullptr ? 0 : seconds->as_integer().value()};
}

// Without an output the task fails.
CallResult result_of(const Json& given) {
  if (const Json* const output = given.find("output")) return *output;
  return sfn::unexpected(StatesError{text_of(given, "error"), text_of(given, "cause")});
}

Answer answer_of(const Json& given) {
  Answer answer{result_of(given), seconds_of(given)};
  if (const Json* const accepted = given.find("accepted")) answer.accepted = accepted->text();
  answer.accepted_after = seconds_of(given, "accepted_seconds");
  if (given.find("taken_seconds") != nullptr)
    answer.taken_after = seconds_of(given, "taken_seconds");
  answer.worker = text_of(given, "worker");
  if (const Json* const heartbeats = given.find("heartbeats")) {
    for (const Json& seconds : heartbeats->items())
      answer.heartbeats.push_back(std::chrono::seconds{seconds.as_integer().value()});
  }
  return answer;
}

class Scenario {
 public:
  explicit Scenario(const std::string& file) : given_(read_cases(file)) {}

  [[nodiscard]] Simulation run(SimulationOptions options) const {
    Simulation simulation{given_.find("definition")->text(), options};
    if (const Json* const tasks = given_.find("tasks")) {
      for (const auto& [state, list] : tasks->members()) {
        std::vector<Answer> answers;
        for (const Json& answer : list.items()) answers.push_back(answer_of(answer));
        simulation.script(state, std::move(answers));
      }
    }
    simulation.start(text_of(given_, "input_text").value_or(input()));
    if (const Json* const stop = given_.find("stop")) {
      simulation.run_for(seconds_of(*stop));
      simulation.stop(text_of(*stop, "error"), text_of(*stop, "cause"));
    }
    simulation.run_until_idle();
    return simulation;
  }

  [[nodiscard]] const Json& expected() const { return *given_.find("expected"); }
  [[nodiscard]] const Json* elapsed_seconds() const { return given_.find("elapsed_seconds"); }
  [[nodiscard]] std::vector<std::string> history() const {
    std::vector<std::string> lines;
    for (const Json& line : given_.find("history")->items()) lines.push_back(line.as_string());
    return lines;
  }

 private:
  [[nodiscard]] std::string input() const {
    const Json* const input = given_.find("input");
    return input == nullptr ? "{}" : input->text();
  }

  Json given_;
};

std::string status_name(Status status) {
  switch (status) {
    case Status::Running:
      return "RUNNING";
    case Status::Succeeded:
      return "SUCCEEDED";
    case Status::Failed:
      return "FAILED";
    case Status::TimedOut:
      return "TIMED_OUT";
    case Status::Aborted:
      break;
  }
  return "ABORTED";
}

TEST_CASE(
    "Scenarios: an execution ends as the scenario says, with AWS's events, ids and previous ids",
    "[execution]") {
  const std::vector<std::string> files = case_files(kScenarios);
  REQUIRE(files.size() > 20);
  for (const std::string& file : files) {
    DYNAMIC_SECTION(file) {
      const Scenario scenario{file};
      const Simulation run = scenario.run({});
      const Execution& execution = run.execution();
      CHECK(status_name(execution.status) == scenario.expected().find("status")->as_string());
      CHECK((execution.output ? std::optional(execution.output->text()) : std::nullopt) ==
            text_of(scenario.expected(), "output"));
      CHECK(execution.error == text_of(scenario.expected(), "error"));
      CHECK(execution.cause == text_of(scenario.expected(), "cause"));
      CHECK(run.outline() == scenario.history());
      if (const Json* const seconds = scenario.elapsed_seconds()) {
        CHECK(run.elapsed() == std::chrono::seconds{seconds->as_integer().value()});
      }
      CHECK(execution.effects.empty());
      CHECK(execution.agenda.empty());
    }
  }
}

// What must not depend on how often the server was killed.
std::string outcome_of(const Simulation& run) {
  const Execution& execution = run.execution();
  return run.history() + status_name(execution.status) + " " +
         (execution.output ? execution.output->text() : "-") + " " + execution.error.value_or("-") +
         " " + execution.cause.value_or("-");
}

TEST_CASE("Recovery: a crash after every decision changes nothing but times", "[execution]") {
  for (const std::string& file : case_files(kScenarios)) {
    DYNAMIC_SECTION(file) {
      const Scenario scenario{file};
      const std::string undisturbed = outcome_of(scenario.run({}));
      CHECK(outcome_of(scenario.run({.record_share = 1})) == undisturbed);
      CHECK(outcome_of(scenario.run({.restart = Restart::AfterEachBatch})) == undisturbed);
      CHECK(outcome_of(scenario.run({.restart = Restart::AfterEachBatch, .record_share = 1})) ==
            undisturbed);
    }
  }
}

TEST_CASE("Recovery: a single crash after any decision changes nothing but times", "[execution]") {
  for (const std::string& file : case_files(kScenarios)) {
    DYNAMIC_SECTION(file) {
      const Scenario scenario{file};
      const Simulation whole = scenario.run({.record_share = 1});
      for (std::size_t batch = 1; batch <= whole.batches(); ++batch) {
        INFO("killed after batch " << batch);
        CHECK(outcome_of(scenario.run({.restart_after_batch = batch, .record_share = 1})) ==
              outcome_of(whole));
      }
    }
  }
}

}  // namespace
}  // namespace sfn::engine::testing
