#include <limits>

#include "engine/dataflow/jsonata_numbers.h"
#include "engine/dataflow/path_sibling.h"
#include "engine/dataflow/value_source.h"

namespace sfn::engine {

std::optional<SecondsSource> SecondsSource::compile(const Json& owner, std::string_view field,
                                                    const asl::Place& place) {
  std::string path_field = path_sibling(field);
  if (auto path = compile_sibling(owner, path_field, place.where))
    return SecondsSource{std::move(path_field), std::move(*path)};
  if (auto expression = JsonataExpression::compile(owner, field, place))
    return SecondsSource{std::move(path_field), *std::move(expression)};
  const Json* const literal = owner.find(field);
  if (literal == nullptr || !literal->is_number() || !literal->as_integer()) return std::nullopt;
  return SecondsSource{std::move(path_field), std::chrono::seconds{*literal->as_integer()}};
}

// Observed: test_base_wait_seconds_path. 1.5 is no "long value", and -1 is negative.
StateResult<std::chrono::seconds> SecondsSource::resolve(const query::Scope& scope,
                                                         query::Budget& budget) const {
  if (const auto* const literal = std::get_if<std::chrono::seconds>(&value_)) return *literal;
  if (const auto* const expression = std::get_if<JsonataExpression>(&value_)) {
    SFN_TRY(
        const std::int64_t seconds,
        resolve_integer(*expression, 0, std::numeric_limits<std::int64_t>::max(), scope, budget));
    return std::chrono::seconds{seconds};
  }
  const auto& path = std::get<jsonpath::Path>(value_);
  const auto failed = [&](std::string_view what, const std::string& place) {
    return sfn::unexpected(
        runtime_error("The " + path_field_ + " parameter " + std::string(what) + ": " + place));
  };
  const auto value = path.evaluate(scope, budget);
  if (!value) {
    if (value.error().reason == jsonpath::PathFailure::Reason::Stopped) {
      return sfn::unexpected(jsonpath::stopped_error(path.text()));
    }
    return failed("does not reference an input value", path.text());
  }
  const std::string comparison = path.text() + " == " + shown(*value);
  const auto seconds = value->is_number() ? value->as_integer() : std::nullopt;
  if (!seconds) return failed("cannot be parsed as a long value", comparison);
  if (*seconds < 0) return failed("references a negative value", comparison);
  return std::chrono::seconds{*seconds};
}

}  // namespace sfn::engine
