#include "engine/dataflow/jsonata_expression.h"

#include "base/testing/json_matchers.h"
#include "engine/query/testing/fake_scope.h"
#include "engine/testing/case_file.h"
#include "engine/testing/state_place.h"

namespace sfn::engine {
namespace {

using query::testing::FakeScope;
using sfn::testing::json;

// Of the field Output/a of a JSONata state.
std::optional<JsonataExpression> compiled(const Json& value) {
  std::vector<Diagnostic> findings;
  const asl::Place place = testing::state_place(findings, asl::Language::Jsonata);
  return JsonataExpression::compile(value, place.at("Output").at("a"));
}

JsonataExpression expression(const std::string& text) {
  return compiled(Json::string("{% " + text + " %}")).value();
}

class Given {
 public:
  explicit Given(const Json& one) : scope_(member_or(one, "input", "{}")) {
    scope_.set_variable("v", json(R"({"a":7})"));
    if (one.find("result") != nullptr) result_ = member_or(one, "result", "");
    if (one.find("error_output") != nullptr) error_output_ = member_or(one, "error_output", "");
  }
  [[nodiscard]] query::Scope scope() {
    query::Scope scope = scope_.scope();
    if (result_) scope.result = &*result_;
    if (error_output_) scope.error_output = &*error_output_;
    return scope;
  }
  query::Budget& budget() { return scope_.budget; }

 private:
  static Json member_or(const Json& one, std::string_view name, const std::string& otherwise) {
    const Json* const text = one.find(name);
    return json(text == nullptr ? otherwise : text->as_string());
  }

  FakeScope scope_;
  std::optional<Json> result_;
  std::optional<Json> error_output_;
};

TEST_CASE("JsonataExpression: what is between the marks is evaluated in the state's scope",
          "[dataflow][jsonata]") {
  const Json cases = testing::read_cases("engine/dataflow/testdata/jsonata_expression.json");
  std::size_t number = 0;
  for (const Json& one : cases.items()) {
    DYNAMIC_SECTION(number++ << ": " << one.text()) {
      const auto expression = compiled(*one.find("text"));
      REQUIRE(expression.has_value() == (one.find("is_literal") == nullptr));
      if (!expression) continue;
      Given given{one};
      const auto value = expression->evaluate(given.scope(), given.budget());
      if (const Json* const cause = one.find("cause")) {
        REQUIRE(!value.has_value());
        CHECK(value.error() == query_evaluation_error(cause->as_string(), "Output/a"));
      } else {
        INFO((value ? std::string() : value.error().cause.value_or("")));
        REQUIRE(value.has_value());
        CHECK(value->text() == one.find("expected")->as_string());
      }
    }
  }
}

TEST_CASE("JsonataExpression: what is no text, or does not parse, is no expression",
          "[dataflow][jsonata]") {
  CHECK(!compiled(Json::integer(1)));
  CHECK(!compiled(Json{}));
  CHECK(!compiled(json(R"(["{% 1 %}"])")));
  CHECK(!compiled(Json::string("{% 1 + %}")));
}

TEST_CASE("JsonataExpression: a field of a JSONPath state, or one that is absent, is no expression",
          "[dataflow][jsonata]") {
  std::vector<Diagnostic> findings;
  const Json owner = json(R"({"Error":"{% 'e' %}"})");
  const auto in = [&](asl::Language language, std::string_view field) {
    return JsonataExpression::compile(owner, field, testing::state_place(findings, language));
  };
  CHECK(!in(asl::Language::JsonPath, "Error"));
  CHECK(!in(asl::Language::Jsonata, "Cause"));
  REQUIRE(in(asl::Language::Jsonata, "Error").has_value());
  CHECK(in(asl::Language::Jsonata, "Error")->location() == "Error");
}

// Observed: test_map_state_items_eval_jsonata_fail, for `Items`; that other fields are told the
// same way is a guess.
TEST_CASE("JsonataExpression: a value of another type than the field's fails, and shows the value",
          "[dataflow][jsonata]") {
  const std::string text = GENERATE(as<std::string>{}, "'s'", "1.5", "true", "null", "{'a':[1]}");
  const auto on = [&](Json::Type type) {
    FakeScope given{json("{}")};
    const auto value = expression(text).evaluate_as(type, given.scope(), given.budget);
    return value ? value->text() : value.error().cause.value_or("");
  };
  const std::string shown = text == "'s'" ? R"("s")" : text == "{'a':[1]}" ? R"({"a":[1]})" : text;
  const std::string was = text == "'s'"    ? "string"
                          : text == "1.5"  ? "number"
                          : text == "true" ? "boolean"
                          : text == "null" ? "null"
                                           : "object";
  CHECK(on(Json::Type::Array) ==
        "The JSONata expression '" + text +
            "' specified for the field 'Output/a' returned an unexpected result type. Expected "
            "'array', but was '" +
            was + "' for value: " + shown);
}

TEST_CASE("JsonataExpression: a value of the field's type is taken", "[dataflow][jsonata]") {
  FakeScope given{json("{}")};
  CHECK(expression("[1]").evaluate_as(Json::Type::Array, given.scope(), given.budget)->text() ==
        "[1]");
}

TEST_CASE("JsonataExpression: each has the steps for itself, the time they have together",
          "[dataflow][jsonata]") {
  FakeScope given{json("{}")};
  given.budget = query::Budget({.steps = 3'000, .depth = 1'000, .bytes = 1'000'000}, {});
  const JsonataExpression some = expression("$sum([1..200].($ * 2))");
  for (int round = 0; round < 10; ++round)
    CHECK(some.evaluate(given.scope(), given.budget)->text() == "40200");
  bool is_late = false;
  given.budget = query::Budget({}, [&] { return is_late; });
  const JsonataExpression long_one = expression("$sum([1..2000].($ * 2))");
  CHECK(long_one.evaluate(given.scope(), given.budget).has_value());
  is_late = true;
  const auto stopped = long_one.evaluate(given.scope(), given.budget);
  REQUIRE(!stopped.has_value());
  CHECK(
      stopped.error().cause->ends_with("threw an error during evaluation: Expression evaluation "
                                       "timeout: Check for infinite loop"));
}

}  // namespace
}  // namespace sfn::engine
