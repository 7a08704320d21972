#include "engine/dataflow/path_sibling.h"
#include "engine/dataflow/value_source.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kDateTimeFormat = "ISO-8601 extended offset date-time format string";

}  // namespace

std::optional<TimestampSource> TimestampSource::compile(const Json& owner, std::string_view field,
                                                        const asl::Place& place) {
  std::string path_field = path_sibling(field);
  if (auto path = compile_sibling(owner, path_field, place.where)) {
    return TimestampSource{std::move(path_field), std::move(*path)};
  }
  if (auto expression = JsonataExpression::compile(owner, field, place))
    return TimestampSource{std::move(path_field), *std::move(expression)};
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
  if (const auto* const expression = std::get_if<JsonataExpression>(&value_)) {
    SFN_TRY(const Json value, expression->evaluate_as(Json::Type::String, scope, budget));
    if (const auto time = parse_iso8601(value.as_string())) return *time;
    return sfn::unexpected(refused("The " + expression->location() +
                                   " field cannot be parsed as an " + std::string(kDateTimeFormat) +
                                   ": " + value.as_string()));
  }
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
  return sfn::unexpected(runtime_error(parameter + "a valid " + std::string(kDateTimeFormat) +
                                       ": " + path.text() + " == " + shown(*value)));
}

}  // namespace sfn::engine
