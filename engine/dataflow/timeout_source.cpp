#include "api-models/quotas.h"
#include "engine/dataflow/jsonata_numbers.h"
#include "engine/dataflow/path_sibling.h"
#include "engine/dataflow/value_source.h"

namespace sfn::engine {

std::optional<TimeoutSource> TimeoutSource::compile(const Json& owner, std::string_view field,
                                                    const asl::Place& place) {
  std::string path_field = path_sibling(field);
  if (auto path = compile_sibling(owner, path_field, place.where))
    return TimeoutSource{std::move(path_field), std::move(*path)};
  if (auto expression = JsonataExpression::compile(owner, field, place))
    return TimeoutSource{std::move(path_field), *std::move(expression)};
  const Json* const literal = owner.find(field);
  if (literal == nullptr || !literal->is_number() || !literal->as_integer()) return std::nullopt;
  return TimeoutSource{std::move(path_field), std::chrono::seconds{*literal->as_integer()}};
}

// ASL "Timeouts": the path must give a positive integer. AWS's words for another value are not
// known; these are those of the other fields that take an integer.
StateResult<std::chrono::seconds> TimeoutSource::resolve(const query::Scope& scope,
                                                         query::Budget& budget) const {
  if (const auto* const literal = std::get_if<std::chrono::seconds>(&value_)) return *literal;
  if (const auto* const expression = std::get_if<JsonataExpression>(&value_)) {
    SFN_TRY(const std::int64_t seconds,
            resolve_integer(*expression, 1, api::quotas::kSecondsMax, scope, budget));
    return std::chrono::seconds{seconds};
  }
  const auto& path = std::get<jsonpath::Path>(value_);
  const auto value = path.evaluate(scope, budget);
  if (!value) return sfn::unexpected(jsonpath::invalid_path_error(path, value.error()));
  const auto seconds = value->is_number() ? value->as_integer() : std::nullopt;
  if (seconds && *seconds > 0 && *seconds <= api::quotas::kSecondsMax)
    return std::chrono::seconds{*seconds};
  return sfn::unexpected(runtime_error("The " + path_field_ + " field refers to value \"" +
                                       shown(*value) +
                                       "\" which is not a valid positive integer: " + path.text()));
}

}  // namespace sfn::engine
