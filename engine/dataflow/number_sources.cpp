// IntegerSource and FloatSource.
#include <charconv>
#include <cmath>
#include <limits>

#include "engine/dataflow/jsonata_numbers.h"
#include "engine/dataflow/path_sibling.h"
#include "engine/dataflow/value_source.h"

namespace sfn::engine {
namespace {

std::int64_t clamped(const Json& integral) {
  if (const auto value = integral.as_integer()) return *value;
  return integral.as_double() < 0 ? std::numeric_limits<std::int64_t>::min()
                                  : std::numeric_limits<std::int64_t>::max();
}

template <typename Number>
std::optional<Number> spelled(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> as_integer(const Json& value) {
  if (value.is_number() && value.is_integral()) return clamped(value);
  if (value.is_string()) return spelled<std::int64_t>(value.as_string());
  return std::nullopt;
}

std::optional<double> as_float(const Json& value) {
  std::optional<double> number;
  if (value.is_number()) number = value.as_double();
  if (value.is_string()) number = spelled<double>(value.as_string());
  return number && std::isfinite(*number) ? number : std::nullopt;
}

// Observed: test_max_concurrency_path, test_map_state_tolerated_failure_percentage_path.
StatesError not_valid(const std::string& field, const Json& value, const jsonpath::Path& path,
                      std::string_view kind) {
  return runtime_error("The " + field + " field refers to value \"" + shown(value) +
                       "\" which is not a valid " + std::string(kind) + ": " + path.text());
}

}  // namespace

std::optional<IntegerSource> IntegerSource::compile(const Json& owner, std::string_view field,
                                                    const asl::Place& place) {
  std::string path_field = path_sibling(field);
  if (auto path = compile_sibling(owner, path_field, place.where))
    return IntegerSource{std::move(path_field), std::move(*path)};
  if (auto expression = JsonataExpression::compile(owner, field, place))
    return IntegerSource{std::move(path_field), *std::move(expression)};
  const Json* const literal = owner.find(field);
  if (literal == nullptr || !literal->is_number() || !literal->is_integral()) return std::nullopt;
  return IntegerSource{std::move(path_field), clamped(*literal)};
}

StateResult<std::int64_t> IntegerSource::resolve(const query::Scope& scope,
                                                 query::Budget& budget) const {
  if (const auto* const literal = std::get_if<std::int64_t>(&value_)) return *literal;
  if (const auto* const expression = std::get_if<JsonataExpression>(&value_)) {
    return resolve_integer(*expression, std::numeric_limits<std::int64_t>::min(),
                           std::numeric_limits<std::int64_t>::max(), scope, budget);
  }
  const auto& path = std::get<jsonpath::Path>(value_);
  const auto value = path.evaluate(scope, budget);
  if (!value) return sfn::unexpected(jsonpath::invalid_path_error(path, value.error()));
  if (const auto integer = as_integer(*value)) return *integer;
  return sfn::unexpected(not_valid(path_field_, *value, path, "integer"));
}

std::optional<FloatSource> FloatSource::compile(const Json& owner, std::string_view field,
                                                const asl::Place& place) {
  std::string path_field = path_sibling(field);
  if (auto path = compile_sibling(owner, path_field, place.where))
    return FloatSource{std::move(path_field), std::move(*path)};
  if (auto expression = JsonataExpression::compile(owner, field, place))
    return FloatSource{std::move(path_field), *std::move(expression)};
  const Json* const literal = owner.find(field);
  if (literal == nullptr || !literal->is_number()) return std::nullopt;
  return FloatSource{std::move(path_field), literal->as_double()};
}

StateResult<double> FloatSource::resolve(const query::Scope& scope, query::Budget& budget) const {
  if (const auto* const literal = std::get_if<double>(&value_)) return *literal;
  if (const auto* const expression = std::get_if<JsonataExpression>(&value_)) {
    SFN_TRY(const Json number, expression->evaluate_as(Json::Type::Number, scope, budget));
    return number.as_double();
  }
  const auto& path = std::get<jsonpath::Path>(value_);
  const auto value = path.evaluate(scope, budget);
  if (!value) return sfn::unexpected(jsonpath::invalid_path_error(path, value.error()));
  if (const auto number = as_float(*value)) return *number;
  return sfn::unexpected(not_valid(path_field_, *value, path, "float"));
}

}  // namespace sfn::engine
