#include "engine/dataflow/jsonata_template.h"

#include "base/testing/json_matchers.h"
#include "engine/query/testing/fake_scope.h"
#include "engine/testing/case_file.h"
#include "engine/testing/evaluation_cases.h"
#include "engine/testing/state_place.h"

namespace sfn::engine {
namespace {

using query::testing::FakeScope;
using sfn::testing::json;

// Of the field Output of a JSONata state.
JsonataTemplate compiled(const Json& source) {
  std::vector<Diagnostic> findings;
  return JsonataTemplate::compile(
      source, testing::state_place(findings, asl::Language::Jsonata).at("Output"));
}

TEST_CASE("JsonataTemplate: marked texts at any depth are evaluated, all else stays as it is",
          "[dataflow][jsonata]") {
  const Json cases = testing::read_cases("engine/dataflow/testdata/jsonata_template.json");
  std::size_t number = 0;
  for (const Json& one : cases.items()) {
    DYNAMIC_SECTION(number++ << ": " << one.text()) {
      FakeScope given{json(R"({ "x" : 5 })")};
      // As a part of a definition, which keeps its text at the root only.
      const Json owner = json("[" + one.find("template")->as_string() + "]");
      const auto value = compiled(owner.items()[0]).evaluate(given.scope(), given.budget);
      testing::check_evaluation(one, value, "expected");
    }
  }
}

TEST_CASE("JsonataTemplate: it says whether it is one expression and nothing else",
          "[dataflow][jsonata]") {
  REQUIRE(compiled(json(R"("{% 1 %}")")).expression() != nullptr);
  CHECK(compiled(json(R"("{% 1 %}")")).expression()->location() == "Output");
  CHECK(compiled(json(R"(["{% 1 %}"])")).expression() == nullptr);
  CHECK(compiled(json(R"({"a":"{% 1 %}"})")).expression() == nullptr);
  CHECK(compiled(json(R"("literal")")).expression() == nullptr);
}

TEST_CASE("JsonataTemplate: a loop cannot nest its data without end", "[dataflow][jsonata]") {
  const JsonataTemplate deeper = compiled(json(R"({"more":"{% $states.input %}"})"));
  Json data = json("{}");
  std::size_t rounds = 0;
  for (; rounds < 2 * kJsonDepth; ++rounds) {
    FakeScope given{data};
    auto value = deeper.evaluate(given.scope(), given.budget);
    if (!value) break;
    data = *std::move(value);
  }
  CHECK(rounds == kJsonDepth - 1);
}

// Each part alone is small, and they share what they hold: only their text would be large.
TEST_CASE("JsonataTemplate: what many expressions give together is bounded",
          "[dataflow][jsonata]") {
  const Json large = Json::object({{"x", Json::string(std::string(100'000, 'x'))}});
  Json::Items parts;
  for (int i = 0; i < 20; ++i) parts.push_back(Json::string("{% $states.input %}"));
  const JsonataTemplate twenty = compiled(Json::array(std::move(parts)));
  FakeScope given{large};
  given.budget = query::Budget({.steps = 1'000'000, .depth = 1'000, .bytes = 1'000'000}, {});
  const auto value = twenty.evaluate(given.scope(), given.budget);
  REQUIRE(!value.has_value());
  CHECK(value.error() ==
        query_evaluation_error(
            "The JSONata expression '$states.input' specified for the field 'Output[9]' threw an "
            "error during evaluation: Expression evaluation memory limit exceeded: Check for "
            "excessive memory usage",
            "Output[9]"));
}

}  // namespace
}  // namespace sfn::engine
