#include "engine/dataflow/jsonpath_data_flow.h"

#include "base/testing/json_matchers.h"
#include "engine/query/testing/fake_scope.h"
#include "engine/testing/case_file.h"

namespace sfn::engine {
namespace {

using query::testing::FakeScope;
using sfn::testing::json;

struct Compiled {
  JsonPathDataFlow flow;
  std::vector<std::string> findings;
};

Compiled compiled(const Json& state) {
  std::vector<Diagnostic> findings;
  Compiled result{JsonPathDataFlow::compile(state, DiagnosticSink{findings, "/States/S"}), {}};
  for (const Diagnostic& finding : findings) {
    result.findings.push_back(finding.message + " at " + finding.location.value_or("null"));
  }
  return result;
}

StateResult<Json> run(const Json& one) {
  const auto [flow, findings] = compiled(*one.find("state"));
  CHECK(findings.empty());
  FakeScope given{json(one.find("input")->as_string())};
  given.set_variable("v", json(R"({"a":7})"));
  const Json* const result = one.find("result");
  if (result == nullptr) return flow.work_input(given.scope(), given.budget);
  return flow.shape_output(given.scope(), json(result->as_string()), given.budget);
}

StatesError expected_error(const Json& one) {
  const Json* const name = one.find("error");
  StatesError error = runtime_error(one.find("cause")->as_string());
  if (name != nullptr) error.name = name->as_string();
  return error;
}

TEST_CASE(
    "JsonPathDataFlow: what no field rebuilds passes byte for byte, the rest is written compactly",
    "[dataflow]") {
  const Json cases = testing::read_cases("engine/dataflow/testdata/data_flow.json");
  std::size_t number = 0;
  for (const Json& one : cases.items()) {
    DYNAMIC_SECTION(number++ << ": " << one.text()) {
      const auto result = run(one);
      if (one.find("cause") != nullptr) {
        REQUIRE(!result.has_value());
        CHECK(result.error().name == expected_error(one).name);
        CHECK(result.error().cause == expected_error(one).cause);
      } else {
        INFO((result ? std::string() : result.error().cause.value_or("")));
        REQUIRE(result.has_value());
        CHECK(result->text() ==
              one.find(one.find("result") != nullptr ? "output" : "work")->as_string());
      }
    }
  }
}

TEST_CASE("JsonPathDataFlow: each bad field is reported where AWS reports it", "[dataflow]") {
  using Findings = std::vector<std::string>;
  CHECK(compiled(json(R"({"InputPath":"a"})")).findings ==
        Findings{"Value must be a valid JSONPath. at /States/S/InputPath"});
  CHECK(compiled(json(R"({"OutputPath":"a"})")).findings ==
        Findings{"Value must be a valid JSONPath. at /States/S/OutputPath"});
  CHECK(compiled(json(R"({"InputPath":1})")).findings ==
        Findings{"Expected value of type [STRING] at /States/S/InputPath"});
  CHECK(compiled(json(R"({"ResultPath":true})")).findings ==
        Findings{"Expected value of type [STRING] at /States/S/ResultPath"});
  CHECK(compiled(json(R"({"Parameters":1})")).findings ==
        Findings{"Expected value of type [OBJECT] at /States/S/Parameters"});
  CHECK(compiled(json(R"({"ResultSelector":{"a.$":"b"}})")).findings ==
        Findings{"The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic "
                 "function call at "
                 "/States/S/ResultSelector"});
  for (const char* const path :
       {"$.a[*]", "$..a", "$.a[?(@.b)]", "$.a[0,1]", "$.a[1:]", "a", "$$.a", "$v"}) {
    const auto findings = compiled(Json::object({{"ResultPath", Json::string(path)}})).findings;
    INFO(path);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].starts_with("Value is not a Reference Path: "));
    CHECK(findings[0].ends_with(" at /States/S/ResultPath"));
  }
}

TEST_CASE("JsonPathDataFlow: bad fields do not hide each other", "[dataflow]") {
  CHECK(compiled(json(R"({"InputPath":"a","Parameters":1,"ResultPath":"b","OutputPath":2})"))
            .findings.size() == 4);
}

TEST_CASE("JsonPathDataFlow: a loop cannot nest its data without end", "[dataflow]") {
  const auto flow = compiled(json(R"({"ResultPath":"$.more"})")).flow;
  Json data = json("{}");
  std::size_t rounds = 0;
  for (; rounds < 2 * kJsonDepth; ++rounds) {
    auto deeper = flow.place_result(json("{}"), data);
    if (!deeper) break;
    data = std::move(*deeper);
  }
  CHECK(rounds == kJsonDepth - 1);
}

TEST_CASE("JsonPathDataFlow: a ResultPath of very many steps is refused, one way or the other",
          "[dataflow]") {
  std::string path = "$";
  for (int i = 0; i < 100'000; ++i) path += ".a";
  const auto [flow, findings] = compiled(Json::object({{"ResultPath", Json::string(path)}}));
  if (findings.empty()) CHECK(!flow.place_result(json("{}"), json("1")).has_value());
  CHECK(findings.size() <= 1);
}

TEST_CASE("JsonPathDataFlow: an evaluation that has used up its budget fails", "[dataflow]") {
  const auto flow = compiled(json(R"({"InputPath":"$..a"})")).flow;
  FakeScope given{json(R"({"a":[1,2,3,[4,5,{"a":1}]]})")};
  given.budget = query::Budget({.steps = 1, .depth = 100, .bytes = 1'000}, {});
  const auto result = flow.select_input(given.scope(), given.budget);
  REQUIRE(!result.has_value());
  CHECK(result.error().kind == ErrorKind::Fatal);
  CHECK(result.error().cause->find("was stopped") != std::string::npos);
}

}  // namespace
}  // namespace sfn::engine
