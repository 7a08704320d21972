#include "base/testing/catch.h"
#include "engine/testing/case_file.h"
#include "engine/testing/diagnostic_cases.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

// A Choice with these entries, and a state T that they may lead to.
std::string choice_of(const Json& choices) {
  return R"({"StartAt":"S","States":{"S":{"Type":"Choice","Choices":)" + choices.text() +
         R"(,"Default":"T"},"T":{"Type":"Succeed"}}})";
}

TEST_CASE("Choice: its rules are checked with AWS's words", "[states][choice]") {
  const Json cases = read_cases("engine/asl/testdata/choices.json");
  for (const Json& a_case : cases.items()) {
    DYNAMIC_SECTION(a_case.find("name")->as_string()) {
      const std::string text = choice_of(*a_case.find("choices"));
      INFO(text);
      const std::vector<std::string> found =
          finding_texts(compile_definition(text, MachineType::Standard).diagnostics);
      if (const Json* const start = a_case.find("expected_start")) {
        REQUIRE(found.size() == 1);
        CHECK(found.front().starts_with(start->as_string()));
      } else {
        CHECK(found == texts_of(*a_case.find("expected")));
      }
    }
  }
}

constexpr const char* kThreeWays =
    R"({"StartAt":"C","States":{"C":{"Type":"Choice","InputPath":"$.in","Default":"Z","Choices":[
        {"Variable":"$.n","NumericLessThan":10,"Next":"X"},{"Variable":"$.n","NumericLessThan":20,"Next":"Y"}]},
        "X":{"Type":"Succeed"},"Y":{"Type":"Succeed"},"Z":{"Type":"Succeed"}}})";

TEST_CASE(
    "Choice: the first rule that matches decides, else the Default; the selected input is passed "
    "on",
    "[states][choice]") {
  CHECK(describe(SingleState{kThreeWays, R"({"in":{"n":5}})"}.enter()) == R"(done: {"n":5} -> X)");
  CHECK(describe(SingleState{kThreeWays, R"({"in":{"n":10}})"}.enter()) ==
        R"(done: {"n":10} -> Y)");
  CHECK(describe(SingleState{kThreeWays, R"({"in":{"n":20}})"}.enter()) ==
        R"(done: {"n":20} -> Z)");
}

TEST_CASE("Choice: no match and no Default is States.Runtime, in AWS's words", "[states][choice]") {
  SingleState state{
      R"({"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.n","IsNull":true,"Next":"X"}]},
          "X":{"Type":"Succeed"}}})",
      R"({"n":1})"};
  CHECK(describe(state.enter()) ==
        "States.Runtime: Failed to transition out of the state. The state does not point to a next "
        "state.");
}

TEST_CASE("Choice: a rule behind the one that matches is not evaluated", "[states][choice]") {
  SingleState state{
      R"({"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.n","IsPresent":true,"Next":"X"},
          {"Variable":"$.missing","IsNull":true,"Next":"X"}]},"X":{"Type":"Succeed"}}})",
      R"({"n":1})"};
  CHECK(describe(state.enter()) == R"(done: {"n":1} -> X)");
}

TEST_CASE("Choice: an untouched input keeps its text", "[states][choice]") {
  SingleState state{
      R"({"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.n","IsPresent":true,"Next":"X"}]},
          "X":{"Type":"Succeed"}}})",
      R"({ "n": 1.0 })"};
  CHECK(describe(state.enter()) == R"(done: { "n": 1.0 } -> X)");
}

}  // namespace
}  // namespace sfn::engine::testing
