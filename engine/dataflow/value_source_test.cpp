#include "engine/dataflow/value_source.h"

#include <fmt/format.h>

#include "base/testing/json_matchers.h"
#include "engine/query/testing/fake_scope.h"
#include "engine/testing/case_file.h"
#include "engine/testing/state_place.h"

namespace sfn::engine {
namespace {

using query::testing::FakeScope;
using sfn::testing::json;

std::string shown(const std::string& text) { return text; }
std::string shown(std::chrono::seconds seconds) { return std::to_string(seconds.count()); }
std::string shown(WorkflowTime time) { return to_iso8601(time); }
std::string shown(std::int64_t value) { return std::to_string(value); }
std::string shown(double value) { return fmt::format("{}", value); }

asl::Language language_of(const Json& one) {
  return one.find("jsonata") != nullptr ? asl::Language::Jsonata : asl::Language::JsonPath;
}

// What the field's language makes of a value that will not do.
void check_kind(const StatesError& error, asl::Language language, std::string_view field) {
  const std::string cause = error.cause.value_or("");
  CHECK(error == (language == asl::Language::JsonPath
                      ? runtime_error(cause)
                      : query_evaluation_error(cause, std::string(field))));
}

// The resolved value; "failed: …"; or the findings.
template <typename Source>
std::string resolved(const Json& owner, std::string_view field, const std::string& input,
                     asl::Language language) {
  std::vector<Diagnostic> findings;
  const auto source = Source::compile(owner, field, testing::state_place(findings, language));
  if (!findings.empty())
    return findings[0].message + " at " + findings[0].location.value_or("null");
  if (!source) return "absent";
  FakeScope given{json(input)};
  const auto value = source->resolve(given.scope(), given.budget);
  if (value) return shown(*value);
  check_kind(value.error(), language, field);
  return "failed: " + value.error().cause.value_or("");
}

std::string resolved(const std::string& kind, const Json& owner, const std::string& input,
                     asl::Language language = asl::Language::JsonPath) {
  if (kind == "seconds") return resolved<SecondsSource>(owner, "Seconds", input, language);
  if (kind == "timestamp") return resolved<TimestampSource>(owner, "Timestamp", input, language);
  if (kind == "timeout") return resolved<TimeoutSource>(owner, "TimeoutSeconds", input, language);
  if (kind == "integer") return resolved<IntegerSource>(owner, "MaxConcurrency", input, language);
  if (kind == "float")
    return resolved<FloatSource>(owner, "ToleratedFailurePercentage", input, language);
  return resolved<TextSource>(owner, "Error", input, language);
}

TEST_CASE("Value sources: each field or its path gives what AWS gives", "[dataflow]") {
  const Json cases = testing::read_cases("engine/dataflow/testdata/value_source.json");
  for (const Json& one : cases.items()) {
    INFO(one.text());
    const Json* const cause = one.find("cause");
    CHECK(resolved(one.find("kind")->as_string(), *one.find("owner"),
                   one.find("input")->as_string(), language_of(one)) ==
          (cause != nullptr ? "failed: " + cause->as_string() : one.find("expected")->as_string()));
  }
}

TEST_CASE("Value sources: a field that is not there is absent", "[dataflow]") {
  const std::string kind = GENERATE("seconds", "timestamp", "timeout", "integer", "float", "text");
  CHECK(resolved(kind, json("{}"), "{}") == "absent");
  CHECK(resolved(kind, json("{}"), "{}", asl::Language::Jsonata) == "absent");
}

TEST_CASE("Value sources: what only the caller finds out of range fails as the field's own range",
          "[dataflow]") {
  std::vector<Diagnostic> findings;
  const auto refused = [&](const char* owner, asl::Language language) {
    return IntegerSource::compile(json(owner), "MaxConcurrency",
                                  testing::state_place(findings, language))
        ->refused("c");
  };
  CHECK(refused(R"({"MaxConcurrencyPath":"$.a"})", asl::Language::JsonPath) == runtime_error("c"));
  CHECK(refused(R"({"MaxConcurrency":1})", asl::Language::Jsonata) == runtime_error("c"));
  CHECK(refused(R"({"MaxConcurrency":"{% 1 %}"})", asl::Language::Jsonata) ==
        query_evaluation_error("c", "MaxConcurrency"));
}

TEST_CASE("Value sources: a path that is none is reported", "[dataflow]") {
  const std::string kind = GENERATE("seconds", "timestamp", "timeout", "text");
  const std::string field = kind == "seconds"     ? "SecondsPath"
                            : kind == "timestamp" ? "TimestampPath"
                            : kind == "timeout"   ? "TimeoutSecondsPath"
                                                  : "ErrorPath";
  for (const Json& value : {Json::string("x"), Json::integer(1), Json::string("$.a[*]"),
                            Json::string("States.Array()")}) {
    const std::string found = resolved(kind, Json::object({{field, value}}), "{}");
    INFO(kind << " " << value.text() << ": " << found);
    CHECK(found.ends_with(" at /States/S/" + field));
  }
}

}  // namespace
}  // namespace sfn::engine
