// The scenarios of integration-tests/scenarios, by the core alone: histories are compared letter by
// letter, ids and previousEventIds included. Beside each scenario stands its history, which was
// derived from the rules that it names.
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "base/testing/catch.h"
#include "engine/testing/case_file.h"
#include "engine/testing/simulation.h"

namespace sfn::engine::testing {
namespace {

constexpr const char* kScenarios = "integration-tests/scenarios";

std::string golden_history(const std::string& scenario_file) {
  const std::filesystem::path scenario = full_path(scenario_file);
  std::ifstream file(std::filesystem::path(scenario).replace_extension(".history"));
  std::string history;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('#')) history += line + "\n";
  }
  return history;
}

// A definition is named by its file or stands in the scenario.
std::string definition_of(const Json& scenario) {
  const Json& definition = *scenario.find("definition");
  return definition.is_string() ? read_cases(definition.as_string()).text() : definition.text();
}

Answer to_answer(const Json& scripted) {
  const std::chrono::milliseconds latency{scripted.find("milliseconds")->as_integer().value()};
  if (const Json* const result = scripted.find("returns")) {
    return answers(result->rebuilt().text(), latency);
  }
  // AWS Lambda: the error's name is the document's errorType, its cause the whole document.
  const Json& failure = *scripted.find("fails");
  return fails(failure.find("errorType")->as_string(), failure.rebuilt().text(), latency);
}

// The id of a map run is another for each execution.
std::string without_run_ids(const std::string& history) {
  static const std::regex run_id{"(:mapRun:[^ :]*):[-0-9a-f]{36}"};
  return std::regex_replace(history, run_id, "$1:<run>");
}

std::string history_of(const Json& scenario, const SimulationOptions& options) {
  Simulation simulation{definition_of(scenario), options};
  for (const auto& [state, scripted] : scenario.find("answers")->members()) {
    std::vector<Answer> script;
    for (const Json& one : scripted.items()) script.push_back(to_answer(one));
    simulation.script(state, std::move(script));
  }
  simulation.start(scenario.find("input")->as_string());
  simulation.run_until_idle();
  return without_run_ids(simulation.history());
}

}  // namespace

TEST_CASE("Histories: every scenario has its golden history, letter by letter",
          "[execution][history]") {
  const std::vector<std::string> files = case_files(kScenarios);
  REQUIRE(!files.empty());
  for (const std::string& file : files) {
    CAPTURE(file);
    CHECK(history_of(read_cases(file), {}) == golden_history(file));
  }
}

TEST_CASE("Histories: a server that is killed after every batch writes the same golden history",
          "[execution][history]") {
  SimulationOptions killed;
  killed.restart = Restart::AfterEachBatch;
  for (const std::string& file : case_files(kScenarios)) {
    CAPTURE(file);
    CHECK(history_of(read_cases(file), killed) == golden_history(file));
  }
}

}  // namespace sfn::engine::testing
