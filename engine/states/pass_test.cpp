#include "base/testing/catch.h"
#include "engine/testing/simulation.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

std::string entered(std::string_view state, std::string_view input) {
  return describe(SingleState{machine_of(state), input}.enter());
}

std::string output_of(std::string_view state, std::string_view input) {
  Simulation simulation{machine_of(state)};
  simulation.start(input);
  REQUIRE(simulation.execution().output);
  return simulation.execution().output->text();
}

TEST_CASE("Pass: hands its input on, letter by letter", "[states][pass]") {
  CHECK(output_of(R"({"Type":"Pass","End":true})", "{ \"a\" :\t1.0, \"a\": 2 }") ==
        "{ \"a\" :\t1.0, \"a\": 2 }");
}

TEST_CASE("Pass: gives its Result instead, which is no template", "[states][pass]") {
  CHECK(entered(R"x({"Type":"Pass","Result":{"a.$":"$.b","c":"States.UUID()"},"End":true})x",
                "{}") == R"x(done: {"a.$":"$.b","c":"States.UUID()"})x");
  CHECK(entered(R"({"Type":"Pass","Result":null,"End":true})", R"({"a":1})") == "done: null");
  CHECK(entered(R"({"Type":"Pass","Result":false,"End":true})", R"({"a":1})") == "done: false");
}

TEST_CASE("Pass: Parameters work on what InputPath selects", "[states][pass]") {
  CHECK(entered(
            R"({"Type":"Pass","InputPath":"$.a","Parameters":{"x.$":"$.b","y":"$.b"},"End":true})",
            R"({"a":{"b":[1]}})") == R"(done: {"y":"$.b","x":[1]})");
}

TEST_CASE("Pass: Parameters may be an array, as in AWS's sample workflows", "[states][pass]") {
  CHECK(output_of(R"({"Type":"Pass","Parameters":[{"Item.$":"$.Item"},"$.Item"],"End":true})",
                  R"({"Item":{"n":1}})") == R"([{"Item":{"n":1}},"$.Item"])");
}

TEST_CASE("Pass: ResultPath places the result in the raw input, whatever InputPath selected",
          "[states][pass]") {
  CHECK(output_of(R"({"Type":"Pass","InputPath":"$.a","ResultPath":"$.r","End":true})",
                  R"({"a":{"b":1}})") == R"({"a":{"b":1},"r":{"b":1}})");
  CHECK(output_of(R"({"Type":"Pass","Result":1,"ResultPath":null,"End":true})", R"({ "a": 1 })") ==
        R"({ "a": 1 })");
}

TEST_CASE("Pass: a null InputPath or OutputPath gives an empty object", "[states][pass]") {
  CHECK(output_of(R"({"Type":"Pass","InputPath":null,"End":true})", R"({"a":1})") == "{}");
  CHECK(output_of(R"({"Type":"Pass","OutputPath":null,"End":true})", R"({"a":1})") == "{}");
}

TEST_CASE("Pass: a path that leads nowhere fails the state even where a Result stands",
          "[states][pass]") {
  CHECK(entered(R"({"Type":"Pass","InputPath":"$.missing","Result":1,"End":true})", "{}") ==
        "States.Runtime: Invalid path '$.missing' : No results for path: $['missing']");
}

TEST_CASE(
    "Pass: an output of exactly the limit passes, a byte more fails without the words that name "
    "the state",
    "[states][pass]") {
  const std::string fits = "\"" + std::string(262'142, 'x') + "\"";
  CHECK(output_of(R"({"Type":"Pass","End":true})", fits) == fits);

  Simulation simulation{machine_of(R"({"Type":"Pass","Parameters":{"v.$":"$"},"End":true})")};
  simulation.start("\"" + std::string(262'142, 'x') + "\"");
  CHECK(simulation.execution().error == "States.DataLimitExceeded");
  CHECK(simulation.execution().cause ==
        "The state/task 'S' returned a result with a size exceeding the maximum number of bytes "
        "service limit.");
}

}  // namespace
}  // namespace sfn::engine::testing
