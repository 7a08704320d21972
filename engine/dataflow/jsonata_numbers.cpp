#include "engine/dataflow/jsonata_numbers.h"

#include <string>

namespace sfn::engine {

StateResult<std::int64_t> resolve_integer(const JsonataExpression& expression, std::int64_t least,
                                          std::int64_t most, const query::Scope& scope,
                                          query::Budget& budget) {
  SFN_TRY(const Json number, expression.evaluate_as(Json::Type::Number, scope, budget));
  const auto refuse = [&](const std::string& what) {
    return sfn::unexpected(refused_value(
        &expression, "The " + expression.location() + " field " + what + ": " + number.text()));
  };
  const auto integer = number.as_integer();
  if (!integer) return refuse("cannot be parsed as a long value");
  if (*integer < least) return refuse("must be at least " + std::to_string(least) + " but was");
  if (*integer > most) return refuse("must be at most " + std::to_string(most) + " but was");
  return *integer;
}

}  // namespace sfn::engine
