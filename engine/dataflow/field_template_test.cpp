#include "engine/dataflow/field_template.h"

#include "base/testing/json_matchers.h"
#include "engine/query/testing/fake_scope.h"
#include "engine/testing/state_place.h"

namespace sfn::engine {
namespace {

using query::testing::FakeScope;
using sfn::testing::json;

constexpr const char* kOwner =
    R"({"T":{"path.$":"$.a","expression":"{% $states.input.a %}"},"E":"{% 1 %}","Bad":{"x.$":"y"}})";

FieldTemplate compiled(std::string_view field, asl::Language language,
                       std::vector<Diagnostic>& findings) {
  return FieldTemplate::compile(json(kOwner), field, testing::state_place(findings, language));
}

std::string evaluated(std::string_view field, asl::Language language) {
  std::vector<Diagnostic> findings;
  const FieldTemplate of_field = compiled(field, language, findings);
  CHECK(findings.empty());
  FakeScope given{json(R"({"a":[ 2 ]})")};
  return of_field.evaluate(given.scope(), given.budget)->text();
}

TEST_CASE("FieldTemplate: a field is a template in the language of its state", "[dataflow]") {
  CHECK(evaluated("T", asl::Language::JsonPath) ==
        R"({"expression":"{% $states.input.a %}","path":[2]})");
  CHECK(evaluated("T", asl::Language::Jsonata) == R"({"path.$":"$.a","expression":[2]})");
}

TEST_CASE("FieldTemplate: only in JSONata it can be a single expression", "[dataflow]") {
  std::vector<Diagnostic> findings;
  CHECK(compiled("E", asl::Language::Jsonata, findings).expression() != nullptr);
  CHECK(compiled("T", asl::Language::Jsonata, findings).expression() == nullptr);
  CHECK(compiled("T", asl::Language::JsonPath, findings).expression() == nullptr);
  CHECK(findings.empty());
}

TEST_CASE("FieldTemplate: a field that is absent, or is no template, is not given", "[dataflow]") {
  std::vector<Diagnostic> findings;
  CHECK(!FieldTemplate{}.is_given());
  CHECK(!compiled("Absent", asl::Language::Jsonata, findings).is_given());
  CHECK(!compiled("Absent", asl::Language::JsonPath, findings).is_given());
  CHECK(findings.empty());
  CHECK(!compiled("Bad", asl::Language::JsonPath, findings).is_given());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].location == "/States/S/Bad");
}

}  // namespace
}  // namespace sfn::engine
