#include "engine/query/jsonpath/intrinsic_parser.h"

#include "base/testing/catch.h"
#include "engine/query/jsonpath/expression.h"
#include "engine/query/testing/case_file.h"
#include "engine/query/testing/fake_scope.h"

namespace sfn::jsonpath {
namespace {

TEST_CASE("Intrinsics: the grammar takes what AWS takes", "[jsonpath][intrinsics]") {
  const Json cases =
      query::testing::read_cases("engine/query/jsonpath/testdata/intrinsic_syntax.json");
  for (const Json& one : cases.items()) {
    INFO(one.text());
    if (const Json* const valid = one.find("valid")) {
      const auto expression = Expression::compile(valid->as_string());
      INFO((expression ? std::string() : expression.error().message));
      CHECK(expression.has_value());
      if (expression) CHECK(expression->text() == valid->as_string());
    } else {
      const auto expression = Expression::compile(one.find("invalid")->as_string());
      REQUIRE(!expression.has_value());
      CHECK(!expression.error().message.empty());
    }
  }
}

// AWS "Intrinsics": up to ten functions may be nested.
TEST_CASE("Intrinsics: calls are nested ten deep and no deeper", "[jsonpath][intrinsics]") {
  const auto nested = [](std::size_t depth) {
    std::string call = "States.UUID()";
    for (std::size_t i = 1; i < depth; ++i) call = "States.Array(" + call + ")";
    return parse_intrinsic_call(call).has_value();
  };
  CHECK(nested(10));
  CHECK(!nested(11));
}

TEST_CASE("Intrinsics: hostile texts are refused at once", "[jsonpath][intrinsics]") {
  std::string nested;
  for (int i = 0; i < 10'000; ++i) nested += "States.Array(";
  CHECK(!parse_intrinsic_call(nested).has_value());
  CHECK(!parse_intrinsic_call(nested + std::string(10'000, ')')).has_value());
  CHECK(!parse_intrinsic_call("States.Array" + std::string(10'000, '(')).has_value());
  CHECK(!parse_intrinsic_call("States.Array($" + std::string(10'000, '[')).has_value());
  CHECK(!parse_intrinsic_call("States." + std::string(1'000'000, 'x') + "()").has_value());
  CHECK(!parse_intrinsic_call("States.Format('" + std::string(1'000'001, '\\')).has_value());
}

TEST_CASE("Intrinsics: a long list of arguments is read", "[jsonpath][intrinsics]") {
  std::string call = "States.Array(0";
  for (int i = 0; i < 20'000; ++i) call += ",1";
  CHECK(parse_intrinsic_call(call + ")").has_value());
}

TEST_CASE("Expression: a path is told from a call", "[jsonpath]") {
  const auto path = Expression::compile("$.a");
  REQUIRE(path.has_value());
  REQUIRE(path->path() != nullptr);
  CHECK(path->text() == "$.a");
  const auto call = Expression::compile("States.UUID()");
  REQUIRE(call.has_value());
  CHECK(call->path() == nullptr);
}

// Observed: AWS's sample "parallel-translate" is deployed with such a path.
TEST_CASE("Expression: a filter that cannot be read fails when it is evaluated", "[jsonpath]") {
  for (const std::string text :
       {"$[?(@.code==es)].text", "$.a[?(]", "$[?(@.x == ']')][?(a b)].c"}) {
    INFO(text);
    const auto expression = Expression::compile(text);
    REQUIRE(expression.has_value());
    CHECK(expression->path() == nullptr);
    CHECK(expression->text() == text);
    query::testing::FakeScope given{Json::array({})};
    const auto result = expression->evaluate("value.$", given.scope(), given.budget);
    REQUIRE(!result.has_value());
    CHECK(result.error().name == error_names::kRuntime);
    CHECK(result.error().cause->starts_with("Invalid path '" + text + "' : "));
  }
  CHECK(!Expression::compile("$[?(@.a==es)").has_value());
  CHECK(!Expression::compile("a[?(@.a==es)]").has_value());
  CHECK(!Expression::compile("$.[?(@.a==es)]..").has_value());
}

}  // namespace
}  // namespace sfn::jsonpath
