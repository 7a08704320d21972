#include "engine/query/jsonata/testing/evaluated.h"

namespace sfn::query::jsonata::testing {

std::string Evaluated::shown() const {
  if (is_error()) return "!" + (code.empty() ? message : code);
  if (outcome.kind == Outcome::Kind::Undefined) return "undefined";
  return outcome.kind == Outcome::Kind::Function ? "function" : outcome.value.text();
}

Evaluated evaluated(const std::string& expression, const Surroundings& surroundings) {
  auto compiled = Expression::compile(expression, surroundings.dialect);
  if (!compiled) {
    const SyntaxError& error = compiled.error();
    return {error.code, error.token, error.message, error.position, {}};
  }
  Budget budget(surroundings.limits, {});
  Random random(1);
  auto outcome = compiled->evaluate(surroundings.input, BindingList(surroundings.variables),
                                    {budget, random, from_epoch_milliseconds(1'767'225'600'000)});
  if (outcome) return {.outcome = *std::move(outcome)};
  const EvaluationError& error = outcome.error();
  return {error.code, error.token, error.message, error.position, {}};
}

std::string on_aws(const std::string& expression) {
  Surroundings surroundings;
  surroundings.limits.depth = kAwsDepth;
  return evaluated(expression, surroundings).shown();
}

std::string official(const std::string& expression) {
  return evaluated(expression, {.dialect = Dialect::Official}).shown();
}

}  // namespace sfn::query::jsonata::testing
