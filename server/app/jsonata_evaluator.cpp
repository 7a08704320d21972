// The row of evaluators.h for JSONata.
#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "engine/asl/expression_checks.h"
#include "engine/asl/states_variable.h"
#include "engine/query/jsonata/expression.h"
#include "server/app/evaluators.h"

namespace sfn::server {
namespace {

using query::Budget;
using query::jsonata::BindingList;
using query::jsonata::Dialect;
using query::jsonata::Expression;
using query::jsonata::Outcome;

// What an evaluation may cost where the request says nothing.
constexpr std::chrono::milliseconds kLibraryTime{60'000};
constexpr std::chrono::milliseconds kAwsTime{5'000};
constexpr Budget::Limits kLibraryLimits{
    .steps = 1'000'000'000, .depth = 1'000, .bytes = std::size_t{1} << 30};

struct Bounds {
  Budget::Limits limits;
  std::chrono::milliseconds time;
};

Json with_member(std::string_view name, Json value) {
  return Json::object({{std::string(name), std::move(value)}});
}

Json failure(std::string code, std::string message, std::size_t position, std::string token) {
  return Json::object(
      {{std::string(eval_members::kCode), Json::string(std::move(code))},
       {std::string(eval_members::kMessage), Json::string(std::move(message))},
       {std::string(eval_members::kPosition), Json::integer(static_cast<std::int64_t>(position))},
       {std::string(eval_members::kToken), Json::string(std::move(token))}});
}

Json answer_of(const Outcome& outcome) {
  switch (outcome.kind) {
    case Outcome::Kind::Value:
      return with_member(eval_members::kResult, outcome.value.rebuilt());
    case Outcome::Kind::Function:
      return failure("", "The expression yields a function", 0, "");
    case Outcome::Kind::Undefined:
      break;
  }
  return with_member(eval_members::kUndefined, Json::boolean(true));
}

Json evaluate(const Expression& expression, const Json* input, const BindingList& variables,
              const Bounds& bounds, const Surroundings& surroundings) {
  const auto end = std::chrono::steady_clock::now() + bounds.time;
  Budget budget{bounds.limits, [end] { return std::chrono::steady_clock::now() >= end; }};
  const auto outcome =
      expression.evaluate(input, variables, {budget, surroundings.random, surroundings.now});
  if (outcome) return answer_of(*outcome);
  return failure(outcome.error().code, outcome.error().message, outcome.error().position,
                 outcome.error().token);
}

std::optional<std::int64_t> number_in(const Json& request, std::string_view name) {
  const Json* const member = request.find(name);
  if (member == nullptr || !member->is_number() || member->as_double() < 1) return std::nullopt;
  return static_cast<std::int64_t>(std::min(member->as_double(), 1e9));
}

Bounds bounds_of(const Json& request, Bounds bounds) {
  if (const auto depth = number_in(request, eval_members::kDepth))
    bounds.limits.depth = std::min(bounds.limits.depth, static_cast<std::size_t>(*depth));
  if (const auto milliseconds = number_in(request, eval_members::kTimeLimit))
    bounds.time = std::min(bounds.time, std::chrono::milliseconds{*milliseconds});
  return bounds;
}

std::vector<std::pair<std::string, Json>> bindings_of(const Json& request) {
  const Json* const bindings = request.find(eval_members::kBindings);
  return bindings != nullptr && bindings->is_object() ? bindings->members() : Json::Members{};
}

bool has_states(const std::vector<std::pair<std::string, Json>>& variables) {
  return std::any_of(variables.begin(), variables.end(), [](const auto& variable) {
    return variable.first == engine::states_variable::kName;
  });
}

Json states_of(const Json& request) {
  Json::Members members;
  for (const std::string_view name : {eval_members::kInput, eval_members::kContext}) {
    if (const Json* const value = request.find(name)) members.emplace_back(name, *value);
  }
  return Json::object(std::move(members));
}

}  // namespace

Json answer_jsonata(const Json& request, const Surroundings& surroundings) {
  const Json& text = *request.find(eval_members::kExpression);
  const auto expression = Expression::compile(
      std::string(engine::asl::marked_expression(text).value_or(text.as_string())), Dialect::Aws);
  if (!expression) {
    return failure(expression.error().code, expression.error().message, expression.error().position,
                   expression.error().token);
  }
  auto variables = bindings_of(request);
  if (!has_states(variables))
    variables.emplace_back(engine::states_variable::kName, states_of(request));
  return evaluate(*expression, nullptr, BindingList(std::move(variables)),
                  bounds_of(request, {{.depth = query::jsonata::kAwsDepth}, kAwsTime}),
                  surroundings);
}

Json answer_jsonata_library(const Json& request, const Surroundings& surroundings) {
  const auto expression =
      Expression::compile(request.find(eval_members::kExpression)->as_string(), Dialect::Official);
  if (!expression) {
    return failure(expression.error().code, expression.error().message, expression.error().position,
                   expression.error().token);
  }
  return evaluate(*expression, request.find(eval_members::kInput),
                  BindingList(bindings_of(request)),
                  bounds_of(request, {kLibraryLimits, kLibraryTime}), surroundings);
}

std::string jsonata_failure(const Json& answer) {
  if (answer.find(eval_members::kUndefined) != nullptr)
    return "The expression returned nothing (undefined).";
  const Json* const message = answer.find(eval_members::kMessage);
  if (message == nullptr) return jsonpath_failure(answer);
  const std::string& code = answer.find(eval_members::kCode)->as_string();
  return (code.empty() ? "" : code + ": ") + message->as_string();
}

}  // namespace sfn::server
