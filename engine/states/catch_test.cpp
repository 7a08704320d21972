#include "engine/states/catch.h"

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

TEST_CASE("Catch: the error output has Error, then Cause", "[states][catch]") {
  CHECK(error_output({"E", "c"}).text() == R"({"Error":"E","Cause":"c"})");
  CHECK(error_output({"E", "a \"quoted\"\ncause"}).text() ==
        R"({"Error":"E","Cause":"a \"quoted\"\ncause"})");
}

TEST_CASE("Catch: what a worker does not report is null", "[states][catch]") {
  CHECK(error_output({std::nullopt, std::nullopt}).text() == R"({"Error":null,"Cause":null})");
  CHECK(error_output({"E", std::nullopt}).text() == R"({"Error":"E","Cause":null})");
}

TEST_CASE("Catch: the cause of a time-out is empty", "[states][catch]") {
  CHECK(error_output({"States.Timeout", std::nullopt}).text() ==
        R"({"Error":"States.Timeout","Cause":""})");
  CHECK(error_output({"States.Timeout", "c"}).text() ==
        R"({"Error":"States.Timeout","Cause":"c"})");
}

struct Parsed {
  std::vector<Diagnostic> findings;
  asl::StateOutline outline;
  std::vector<Catcher> catchers;
};

Parsed parse(std::string_view state) {
  Parsed parsed;
  const Json fields = Json::parse_trusted(std::string(state));
  const std::string name = "S";
  const asl::Place place{parsed.findings};
  parsed.catchers = parse_catch({name, fields, place, parsed.outline});
  return parsed;
}

TEST_CASE("Catch: ResultPath says where the error goes in the raw input", "[states][catch]") {
  const Json input = Json::parse_trusted(R"({ "a": 1 })");
  const auto placed = [&](std::string_view result_path) {
    const Parsed parsed =
        parse(R"({"Catch":[{"ErrorEquals":["E"],"Next":"N")" + std::string(result_path) + "}]}");
    REQUIRE(parsed.findings.empty());
    return parsed.catchers.at(0).result_path.place(input, error_output({"E", "c"})).value().text();
  };
  CHECK(placed("") == R"({"Error":"E","Cause":"c"})");
  CHECK(placed(R"(,"ResultPath":"$")") == R"({"Error":"E","Cause":"c"})");
  CHECK(placed(R"(,"ResultPath":"$.error")") == R"({"a":1,"error":{"Error":"E","Cause":"c"}})");
  CHECK(placed(R"(,"ResultPath":null)") == R"({ "a": 1 })");
}

TEST_CASE("Catch: the targets of catchers are noted for the checks on the graph",
          "[states][catch]") {
  const Parsed parsed = parse(
      R"({"Catch":[{"ErrorEquals":["E"],"Next":"N"},{"ErrorEquals":["States.ALL"],"Next":"M"}]})");
  REQUIRE(parsed.outline.transitions.size() == 2);
  CHECK(parsed.outline.transitions[1].name == "M");
  CHECK(parsed.outline.transitions[1].location == "/Catch[1]/Next");
}

}  // namespace
}  // namespace sfn::engine
