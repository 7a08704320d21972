#include "engine/states/choice_rule.h"

#include "base/testing/catch.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

// "yes" where the rule matches, "no" where it does not, or the error.
std::string on(std::string_view rule, std::string_view input) {
  const std::string definition =
      R"({"StartAt":"C","States":{"C":{"Type":"Choice","Default":"no","Choices":[{"Next":"yes",)" +
      std::string(rule.substr(1)) + R"(]},"yes":{"Type":"Succeed"},"no":{"Type":"Succeed"}}})";
  const StepOutcome outcome = SingleState{definition, input}.enter();
  const auto* const done = std::get_if<Done>(&outcome);
  return done != nullptr ? done->next.value_or("nowhere") : describe(outcome);
}

std::string invalid(std::string_view path) {
  return "States.Runtime: Invalid path '" + std::string(path) +
         "': The choice state's condition path references an invalid value.";
}

TEST_CASE("Choice rule: compares the value of Variable with what is written", "[states][choice]") {
  CHECK(on(R"({"Variable":"$.a","StringEquals":"x"})", R"({"a":"x"})") == "yes");
  CHECK(on(R"({"Variable":"$.a","StringEquals":"x"})", R"({"a":"y"})") == "no");
  CHECK(on(R"({"Variable":"$","IsNumeric":true})", "1") == "yes");
  CHECK(on(R"({"Variable":"$$.Execution.Name","StringEquals":"run"})", "{}") == "yes");
}

TEST_CASE("Choice rule: the order of its fields does not matter", "[states][choice]") {
  // Observed: test_choice_unsorted_parameters.
  CHECK(on(R"({"BooleanEquals":true,"Variable":"$.a"})", R"({"a":true})") == "yes");
  CHECK(on(R"({"BooleanEquals":true,"Variable":"$.a"})", R"({"a":false})") == "no");
}

TEST_CASE("Choice rule: a Path form compares two values of the input or the context",
          "[states][choice]") {
  CHECK(on(R"({"Variable":"$.a","NumericLessThanPath":"$.b"})", R"({"a":1,"b":2})") == "yes");
  CHECK(on(R"({"Variable":"$.a","NumericLessThanPath":"$.b"})", R"({"a":2,"b":1})") == "no");
  CHECK(on(R"({"Variable":"$.a","StringEqualsPath":"$$.State.Name"})", R"({"a":"S"})") == "yes");
  CHECK(on(R"({"Variable":"$.a","StringEqualsPath":"$.b"})", R"({"a":"1","b":1})") == "no");
}

TEST_CASE("Choice rule: a path that leads nowhere is an error, a Default does not help",
          "[states][choice]") {
  for (const std::string_view rule :
       {R"({"Variable":"$.missing","StringEquals":"x"})",
        R"({"Variable":"$.missing","IsString":true})", R"({"Variable":"$.missing","IsNull":true})",
        R"({"Variable":"$.missing","IsNumeric":false})",
        R"({"Variable":"$.missing","IsBoolean":true})",
        R"({"Variable":"$.missing","IsTimestamp":false})",
        R"({"Variable":"$.missing","StringMatches":"*"})",
        R"({"Not":{"Variable":"$.missing","NumericEquals":1}})"}) {
    INFO(rule);
    CHECK(on(rule, "{}") == invalid("$.missing"));
  }
  CHECK(on(R"({"Variable":"$.a","NumericEqualsPath":"$.right"})", R"({"a":1})") ==
        invalid("$.right"));
}

TEST_CASE("Choice rule: IsPresent asks whether there is a value, even null", "[states][choice]") {
  CHECK(on(R"({"Variable":"$.a","IsPresent":true})", R"({"a":null})") == "yes");
  for (const std::string_view value : {R"("")", "[]", "{}", "false", "0"}) {
    INFO(value);
    const std::string input = R"({"a":)" + std::string(value) + "}";
    CHECK(on(R"({"Variable":"$.a","IsPresent":true})", input) == "yes");
    CHECK(on(R"({"Variable":"$.a","IsPresent":false})", input) == "no");
  }
  CHECK(on(R"({"Variable":"$.a.b","IsPresent":true})", R"({"a":1})") == "no");
  CHECK(on(R"({"Variable":"$.a","IsPresent":false})", "{}") == "yes");
  CHECK(on(R"({"Variable":"$.a","IsPresent":false})", R"({"a":false})") == "no");
  CHECK(on(R"({"Variable":"$.a[1]","IsPresent":true})", R"({"a":[1]})") == "no");
}

TEST_CASE("Choice rule: And ends with the first that is false, so that one guards the next",
          "[states][choice]") {
  const std::string_view guarded =
      R"({"And":[{"Variable":"$.a","IsPresent":true},{"Variable":"$.a","NumericEquals":1}]})";
  CHECK(on(guarded, R"({"a":1})") == "yes");
  CHECK(on(guarded, R"({"a":2})") == "no");
  CHECK(on(guarded, "{}") == "no");
  CHECK(on(R"({"And":[{"Variable":"$.a","NumericEquals":1},{"Variable":"$.a","IsPresent":true}]})",
           "{}") == invalid("$.a"));
}

TEST_CASE("Choice rule: Or ends with the first that is true", "[states][choice]") {
  const std::string_view guarded =
      R"({"Or":[{"Variable":"$.a","IsPresent":false},{"Variable":"$.a","NumericEquals":1}]})";
  CHECK(on(guarded, "{}") == "yes");
  CHECK(on(guarded, R"({"a":1})") == "yes");
  CHECK(on(guarded, R"({"a":2})") == "no");
}

TEST_CASE("Choice rule: Not turns a rule around, also one that is false for the type",
          "[states][choice]") {
  CHECK(on(R"({"Not":{"Variable":"$.a","NumericEquals":1}})", R"({"a":"1"})") == "yes");
  CHECK(on(R"({"Not":{"Variable":"$.a","NumericEquals":1}})", R"({"a":1})") == "no");
  CHECK(on(R"({"Not":{"Not":{"Or":[{"And":[{"Variable":"$.a","IsNull":true}]}]}}})",
           R"({"a":null})") == "yes");
}

TEST_CASE("Choice rule: a path to many values gives a list, which is of no simple type",
          "[states][choice]") {
  CHECK(on(R"({"Variable":"$.a[*]","NumericEquals":1})", R"({"a":[1]})") == "no");
  CHECK(on(R"({"Variable":"$.a[*]","IsNumeric":false})", R"({"a":[1]})") == "yes");
}

TEST_CASE("Choice rule: a bad pattern is an error when it is used, not before",
          "[states][choice]") {
  CHECK(on(R"({"Variable":"$.a","StringMatches":"\\x"})", R"({"a":1})") == "no");
  CHECK(on(R"({"Variable":"$.a","StringMatches":"\\x"})", R"({"a":"x"})") ==
        R"(States.Runtime: The pattern '\x' contains an open escape backslash.)");
}

TEST_CASE("Choice rule: conditions may nest as deeply as JSON does", "[states][choice]") {
  std::string rule = R"({"Variable":"$.a","IsPresent":true})";
  for (int depth = 0; depth < 980; ++depth) rule = R"({"Not":)" + rule + "}";
  CHECK(on(rule, R"({"a":1})") == "yes");
}

}  // namespace
}  // namespace sfn::engine::testing
