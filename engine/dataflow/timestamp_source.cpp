#include "engine/dataflow/path_sibling.h"
#include "engine/dataflow/value_source.h"

namespace sfn::engine {

std::optional<TimestampSource> TimestampSource::compile(const Json& owner, std::string_view field,
                                                        const DiagnosticSink& sink) {
  std::string path_field = path_sibling(field);
  if (auto path = compile_sibling(owner, path_field, sink)) {
    return TimestampSource{std::move(path_field), std::move(*path)};
  }
  const Json* const literal = owner.find(field);
  if (literal == nullptr || !literal->is_string()) return std::nullopt;
  const auto time = parse_iso8601(literal->as_string());
  if (!time) return std::nullopt;
  return TimestampSource{std::move(path_field), *time};
}

// Observed: test_wait_timestamp_invalid.
StateResult<WorkflowTime> TimestampSource::resolve(const query::Scope& scope,
                                                   query::Budget& budget) const {
  if (const auto* const literal = std::get_if<WorkflowTime>(&value_)) return *literal;
  const auto& path = std::get<jsonpath::Path>(value_);
  const std::string parameter = "The " + path_field_ + " parameter does not reference ";
  const auto value = path.evaluate(scope, budget);
  if (!value) {
    if (value.error().reason == jsonpath::PathFailure::Reason::Stopped) {
      return sfn::unexpected(jsonpath::stopped_error(path.text()));
    }
    return sfn::unexpected(runtime_error(parameter + "an input value: " + path.text()));
  }
  const auto time = value->is_string() ? parse_iso8601(value->as_string()) : std::nullopt;
  if (time) return *time;
  return sfn::unexpected(runtime_error(
      parameter + "a valid ISO-8601 extended offset date-time format string: " + path.text() +
      " == " + shown(*value)));
}

}  // namespace sfn::engine
