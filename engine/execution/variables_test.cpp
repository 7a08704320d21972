#include "engine/execution/variables.h"

#include <string>

#include "api-models/quotas.h"
#include "base/testing/catch.h"
#include "engine/testing/simulation.h"

namespace sfn::engine::testing {
namespace {

Simulation run_of(const std::string& definition, const std::string& input) {
  Simulation simulation{definition, {}};
  simulation.start(input);
  simulation.run_until_idle();
  return simulation;
}

// A text of so many bytes, quotes included.
std::string text_of(std::size_t bytes) { return '"' + std::string(bytes - 2, 'x') + '"'; }

TEST_CASE("Variables: a new value replaces the old one, in the size of all, too", "[variables]") {
  Variables variables;
  CHECK(variables.find("a") == nullptr);
  variables.assign({{"a", Json::string("four")}, {"b", Json::integer(7)}});
  CHECK(variables.bytes() == 7);
  CHECK(variables.bytes_with({{"a", Json{}}}) == 5);
  variables.assign({{"a", Json{}}});
  CHECK(variables.bytes() == 5);
  REQUIRE(variables.find("a") != nullptr);
  CHECK(variables.find("a")->is_null());
  CHECK(variables.find("b")->text() == "7");
}

// AWS "Quotas".
TEST_CASE("Variables: what one Assign sets has a limit", "[variables]") {
  const std::string definition =
      R"({"StartAt":"P","States":{
          "P":{"Type":"Pass","OutputPath":null,"Assign":{"a.$":"$.a","b.$":"$.b"},"End":true}}})";
  constexpr std::size_t kHalf = api::quotas::kVariableBytes / 2;
  const std::string half = R"({"a":)" + text_of(kHalf) + R"(,"b":)";
  CHECK(run_of(definition, half + text_of(kHalf) + "}").execution().status == Status::Succeeded);
  const Simulation too_much = run_of(definition, half + text_of(kHalf + 1) + "}");
  CHECK(too_much.execution().status == Status::Failed);
  CHECK(too_much.execution().error == "States.DataLimitExceeded");
}

TEST_CASE("Variables: so have all that an execution holds", "[variables]") {
  constexpr std::size_t kEach = 256'000;
  constexpr std::size_t kFit = api::quotas::kVariablesBytes / kEach;
  std::string states;
  for (std::size_t i = 0; i <= kFit; ++i) {
    const std::string number = std::to_string(i);
    states += R"("P)" + number + R"(":{"Type":"Pass","Assign":{"v)" + number +
              R"(.$":"$.a"},"Next":"P)" + std::to_string(i + 1) + R"("},)";
  }
  const Simulation run = run_of(R"({"StartAt":"P0","States":{)" + states + R"("P)" +
                                    std::to_string(kFit + 1) + R"(":{"Type":"Succeed"}}})",
                                R"({"a":)" + text_of(kEach) + "}");
  CHECK(run.execution().error == "States.DataLimitExceeded");
  CHECK(run.execution().variable_bytes == kFit * kEach);
}

TEST_CASE("Variables: those of branches and iterations end with them", "[variables]") {
  const Simulation run = run_of(
      R"({"StartAt":"O","States":{
          "O":{"Type":"Pass","Assign":{"o":1},"Next":"L"},
          "L":{"Type":"Parallel","Next":"F","Catch":[{"ErrorEquals":["States.ALL"],"Next":"M"}],"Branches":[
            {"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"a":"abc"},"Next":"W"},
                                     "W":{"Type":"Wait","Seconds":9,"End":true}}},
            {"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{"a":"abcdef"},"Next":"X"},
                                     "X":{"Type":"Fail","Error":"E"}}}]},
          "M":{"Type":"Map","ItemsPath":"$.Error","End":true,"ItemProcessor":{"StartAt":"I","States":{
            "I":{"Type":"Pass","Assign":{"i":1},"End":true}}}},
          "F":{"Type":"Fail"}}})",
      "{}");
  CHECK(run.execution().error == "States.Runtime");  // there are no items
  CHECK(run.execution().variable_bytes == 1);
}

}  // namespace
}  // namespace sfn::engine::testing
