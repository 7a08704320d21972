#include "engine/dataflow/value_source.h"

#include <fmt/format.h>

#include "base/testing/json_matchers.h"
#include "engine/query/testing/fake_scope.h"
#include "engine/testing/case_file.h"

namespace sfn::engine {
namespace {

using query::testing::FakeScope;
using sfn::testing::json;

std::string shown(const std::string& text) { return text; }
std::string shown(std::chrono::seconds seconds) { return std::to_string(seconds.count()); }
std::string shown(WorkflowTime time) { return to_iso8601(time); }
std::string shown(std::int64_t value) { return std::to_string(value); }
std::string shown(double value) { return fmt::format("{}", value); }

// The resolved value; "failed: …"; or the findings.
template <typename Source>
std::string resolved(const Json& owner, std::string_view field, const std::string& input) {
  std::vector<Diagnostic> findings;
  asl::Place place{findings};
  place.where = DiagnosticSink{findings, "/States/S"};
  const auto source = Source::compile(owner, field, place);
  if (!findings.empty())
    return findings[0].message + " at " + findings[0].location.value_or("null");
  if (!source) return "absent";
  FakeScope given{json(input)};
  const auto value = source->resolve(given.scope(), given.budget);
  if (value) return shown(*value);
  CHECK(value.error() == runtime_error(value.error().cause.value_or("")));
  return "failed: " + value.error().cause.value_or("");
}

std::string resolved(const std::string& kind, const Json& owner, const std::string& input) {
  if (kind == "seconds") return resolved<SecondsSource>(owner, "Seconds", input);
  if (kind == "timestamp") return resolved<TimestampSource>(owner, "Timestamp", input);
  if (kind == "timeout") return resolved<TimeoutSource>(owner, "TimeoutSeconds", input);
  if (kind == "integer") return resolved<IntegerSource>(owner, "MaxConcurrency", input);
  if (kind == "float") return resolved<FloatSource>(owner, "ToleratedFailurePercentage", input);
  return resolved<TextSource>(owner, "Error", input);
}

TEST_CASE("Value sources: each field or its path gives what AWS gives", "[dataflow]") {
  const Json cases = testing::read_cases("engine/dataflow/testdata/value_source.json");
  for (const Json& one : cases.items()) {
    INFO(one.text());
    const Json* const cause = one.find("cause");
    CHECK(resolved(one.find("kind")->as_string(), *one.find("owner"),
                   one.find("input")->as_string()) ==
          (cause != nullptr ? "failed: " + cause->as_string() : one.find("expected")->as_string()));
  }
}

TEST_CASE("Value sources: a field that is not there is absent", "[dataflow]") {
  const std::string kind = GENERATE("seconds", "timestamp", "timeout", "integer", "float", "text");
  CHECK(resolved(kind, json("{}"), "{}") == "absent");
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
