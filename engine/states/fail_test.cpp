#include "base/testing/catch.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

std::string entered(std::string_view state, std::string_view input) {
  return describe(SingleState{machine_of(state), input}.enter());
}

TEST_CASE("Fail: fails with its Error and Cause", "[states][fail]") {
  CHECK(entered(R"({"Type":"Fail","Error":"E","Cause":"why"})", "{}") == "E: why");
}

TEST_CASE("Fail: what is not given is absent", "[states][fail]") {
  CHECK(entered(R"({"Type":"Fail"})", "{}") == "(none): (none)");
  CHECK(entered(R"({"Type":"Fail","Error":"E"})", "{}") == "E: (none)");
  CHECK(entered(R"({"Type":"Fail","Cause":"c"})", "{}") == "(none): c");
  CHECK(entered(R"({"Type":"Fail","Error":"","Cause":""})", "{}") == ": ");
}

TEST_CASE(
    "Fail: ErrorPath and CausePath take them from the input, the context or an intrinsic function",
    "[states][fail]") {
  CHECK(entered(R"({"Type":"Fail","ErrorPath":"$.e","CausePath":"$.c"})",
                R"({"e":"E","c":"why"})") == "E: why");
  CHECK(
      entered(
          R"x({"Type":"Fail","ErrorPath":"$$.State.Name","CausePath":"States.Format('{} failed', $.c)"})x",
          R"({"c":"it"})") == "S: it failed");
}

TEST_CASE("Fail: a path that leads nowhere is an error of its own, named after the field",
          "[states][fail]") {
  CHECK(entered(R"({"Type":"Fail","ErrorPath":"$.e"})", R"({ "a": 1 })") ==
        "States.Runtime: The JSONPath '$.e' specified for the field 'ErrorPath' could not be found "
        "in the input '{ \"a\": 1 "
        "}'");
}

}  // namespace
}  // namespace sfn::engine::testing
