#include "engine/query/jsonpath/template.h"

#include "base/testing/json_matchers.h"
#include "engine/query/testing/case_file.h"
#include "engine/query/testing/fake_scope.h"

namespace sfn::jsonpath {
namespace {

using query::testing::FakeScope;
using sfn::testing::json;

std::vector<std::string> findings_about(const std::string& source) {
  std::vector<Diagnostic> findings;
  const auto compiled =
      PayloadTemplate::compile(json(source), DiagnosticSink{findings, "/States/A/Parameters"});
  CHECK(compiled.has_value() == findings.empty());
  std::vector<std::string> texts;
  for (const Diagnostic& finding : findings)
    texts.push_back(finding.message + " at " + finding.location.value_or(""));
  return texts;
}

PayloadTemplate compiled(const Json& source) {
  std::vector<Diagnostic> findings;
  auto payload = PayloadTemplate::compile(source, DiagnosticSink{findings});
  INFO(source.text());
  REQUIRE(payload.has_value());
  return *payload;
}

StateResult<Json> evaluated(const Json& source, std::string_view input) {
  FakeScope given{json(std::string(input))};
  given.set_variable("v", json(R"({"a":7})"));
  return compiled(source).evaluate(given.scope(), given.budget);
}

TEST_CASE("PayloadTemplate: each template gives what AWS gives, in its order",
          "[jsonpath][template]") {
  const Json cases = query::testing::read_cases("engine/query/jsonpath/testdata/templates.json");
  std::size_t number = 0;
  for (const Json& one : cases.items()) {
    DYNAMIC_SECTION(number++ << ": " << one.find("template")->text()) {
      const std::string& input =
          one.find("given")->as_string();  // a text: failures quote it as it came
      if (const Json* const cause = one.find("cause")) {
        const auto result = evaluated(*one.find("template"), input);
        REQUIRE(!result.has_value());
        CHECK(result.error() == runtime_error(cause->as_string()));
      } else {
        const auto result = evaluated(*one.find("template"), input);
        INFO((result ? std::string() : result.error().cause.value_or("")));
        REQUIRE(result.has_value());
        CHECK(result->text() == one.find("expected")->text());
      }
    }
  }
}

TEST_CASE("PayloadTemplate: a bad expression is reported at the template", "[jsonpath][template]") {
  // Observed: test_illegal_escapes.
  const std::string expected =
      "The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call "
      "at /States/A/Parameters";
  using Texts = std::vector<std::string>;
  CHECK(findings_about(R"({"x.$":"plain"})") == Texts{expected});
  CHECK(findings_about(R"({"x.$":""})") == Texts{expected});
  CHECK(findings_about(R"({"x.$":1})") == Texts{expected});
  CHECK(findings_about(R"({"x.$":null})") == Texts{expected});
  CHECK(findings_about(R"({"x.$":{"y":"$.a"}})") == Texts{expected});
  const std::string unfinished = R"--({"deep":[{"x.$":"States.UUID)"}]})--";
  CHECK(findings_about(unfinished) == Texts{expected});
  const std::string escaped = R"--({"x.$":"States.StringToJson('\\\"')"})--";
  CHECK(findings_about(escaped) == Texts{expected});
  CHECK(findings_about(R"({"x.$":"$.a","y":"plain"})").empty());
}

TEST_CASE("PayloadTemplate: all bad expressions are reported", "[jsonpath][template]") {
  CHECK(findings_about(R"({"x.$":"a","y":{"z.$":"b"},"ok.$":"$.a"})").size() == 2);
}

TEST_CASE("PayloadTemplate: a name stands once, with or without .$", "[jsonpath][template]") {
  CHECK(findings_about(R"({"x":1,"x.$":"$.a"})").size() == 1);
  CHECK(findings_about(R"({"x":1,"y":{"x.$":"$.a"}})").empty());
}

TEST_CASE("PayloadTemplate: must be an object or an array", "[jsonpath][template]") {
  CHECK(findings_about("[{\"x.$\":\"$.a\"}]").empty());
  for (const char* const source : {"null", "1", "\"$.a\""}) {
    CHECK(findings_about(source) ==
          std::vector<std::string>{"Expected value of type [OBJECT] at /States/A/Parameters"});
  }
}

TEST_CASE("PayloadTemplate: is static where nothing is computed", "[jsonpath][template]") {
  CHECK(compiled(json(R"({ "a" : [1, {"b": "$.x"}] })")).is_static());
  CHECK(!compiled(json(R"({"a":[{"b.$":"$"}]})")).is_static());
}

TEST_CASE("PayloadTemplate: what it builds is written compactly, numbers as they were",
          "[jsonpath][template]") {
  CHECK(evaluated(json(R"({ "s" : 1.50, "all.$" : "$" })"), "{ \"n\" : 1e2 , \"t\" : \"\\u00e9\" }")
            ->text() == "{\"s\":1.50,\"all\":{\"n\":1e2,\"t\":\"\xC3\xA9\"}}");
  CHECK(evaluated(json(R"({ "s" : [ 1.0, 2 ] })"), "{}")->text() == R"({"s":[1.0,2]})");
}

TEST_CASE("PayloadTemplate: the deepest that JSON allows is compiled and evaluated",
          "[jsonpath][template]") {
  std::string source = R"({"x.$":"$.a"})";
  for (std::size_t i = 0; i + 2 < kJsonDepth; ++i)
    source = i % 2 == 0 ? "[" + source + "]" : R"({"k":)" + source + "}";
  source = R"({"k":)" + source + "}";
  const auto result = evaluated(json(source), R"({"a":1})");
  REQUIRE(result.has_value());
  CHECK(result->text().find(R"({"x":1})") != std::string::npos);
}

TEST_CASE("PayloadTemplate: data that is selected again and again counts each time",
          "[jsonpath][template]") {
  const std::string input = R"({"a":")" + std::string(100'000, 'x') + R"("})";
  const auto many = [](int times) {
    std::string source = R"({"all":[{"x.$":"$"})";
    for (int i = 1; i < times; ++i) source += R"(,{"x.$":"$"})";
    return json(source + "]}");
  };
  CHECK(evaluated(many(500), input).has_value());
  const auto result = evaluated(many(1000), input);
  REQUIRE(!result.has_value());
  CHECK(result.error() == runtime_error("The evaluation of '$' was stopped: it takes too many "
                                        "steps or too much memory"));
}

TEST_CASE("PayloadTemplate: what becomes too deep to be read again is refused",
          "[jsonpath][template]") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  const Json one_deeper = json(R"({"x.$":"$"})");
  CHECK(evaluated(one_deeper, nested(kJsonDepth - 1)).has_value());
  const auto result = evaluated(one_deeper, nested(kJsonDepth));
  REQUIRE(!result.has_value());
  CHECK(result.error() == runtime_error("The value is nested more than 1000 levels deep"));
}

}  // namespace
}  // namespace sfn::jsonpath
