#include "engine/dataflow/jsonata_expression.h"

#include <algorithm>

#include "engine/asl/expression_checks.h"
#include "engine/asl/states_variable.h"
#include "engine/query/jsonata/errors.h"

namespace sfn::engine {
namespace {

using query::jsonata::Dialect;
using query::jsonata::EvaluationError;
using query::jsonata::Expression;
using query::jsonata::Outcome;

// As JSON names them. Observed: test_map_state_items_eval_jsonata_fail.
std::string_view type_name(Json::Type type) {
  switch (type) {
    case Json::Type::Null:
      return "null";
    case Json::Type::Boolean:
      return "boolean";
    case Json::Type::Number:
      return "number";
    case Json::Type::String:
      return "string";
    case Json::Type::Array:
      return "array";
    case Json::Type::Object:
      return "object";
  }
  return "object";
}

// AWS "$states", as far as the expression asks for it. The order of the members is a guess, seen
// only where an expression uses `$states` as a whole.
Json states_object(const query::Scope& scope, const query::jsonata::References& references) {
  const auto is_used = [&](std::string_view member) {
    return references.uses_states_as_a_whole ||
           std::find(references.states_members.begin(), references.states_members.end(), member) !=
               references.states_members.end();
  };
  Json::Members members;
  if (is_used(states_variable::kInput)) members.emplace_back(states_variable::kInput, scope.input);
  if (scope.result != nullptr && is_used(states_variable::kResult))
    members.emplace_back(states_variable::kResult, *scope.result);
  if (scope.error_output != nullptr && is_used(states_variable::kErrorOutput))
    members.emplace_back(states_variable::kErrorOutput, *scope.error_output);
  if (is_used(states_variable::kContext))
    members.emplace_back(states_variable::kContext, scope.context.context_object());
  return Json::object(std::move(members));
}

class ScopeBindings final : public query::jsonata::Bindings {
 public:
  ScopeBindings(const query::Scope& scope, const query::jsonata::References& references)
      : scope_(scope), references_(references) {}

  const Json* find(std::string_view name) const override {
    if (name != states_variable::kName) return scope_.context.variable(name);
    if (!states_) states_ = states_object(scope_, references_);
    return &*states_;
  }

 private:
  const query::Scope& scope_;
  const query::jsonata::References& references_;
  mutable std::optional<Json> states_;  // made when it is asked for
};

}  // namespace

std::optional<JsonataExpression> JsonataExpression::compile(const Json& value,
                                                            const asl::Place& place) {
  const auto text = asl::marked_expression(value);
  if (!text) return std::nullopt;
  auto expression = Expression::compile(std::string(*text), Dialect::Aws);
  if (!expression) return std::nullopt;
  return JsonataExpression{*std::move(expression), place.in_state()};
}

std::optional<JsonataExpression> JsonataExpression::compile(const Json& owner,
                                                            std::string_view field,
                                                            const asl::Place& place) {
  const Json* const value = owner.find(field);
  if (place.language != asl::Language::Jsonata || value == nullptr) return std::nullopt;
  return compile(*value, place.at(field));
}

StateResult<Json> JsonataExpression::evaluate(const query::Scope& scope,
                                              query::Budget& budget) const {
  const ScopeBindings bindings{scope, expression_.references()};
  // Each expression has the memory and the steps for itself, as on AWS. What the expressions of one
  // template give counts together: it is written out in one piece, shared parts each time.
  query::Budget own = budget.renewed(query::jsonata::kAwsDepth);
  const auto outcome = expression_.evaluate(nullptr, bindings, {own, scope.random, scope.now});
  if (!outcome) {
    const EvaluationError& error = outcome.error();
    // Observed: limits have no code, and another mark in front of them.
    return sfn::unexpected(failure("threw an error during evaluation" +
                                   (error.code.empty() ? ": " : ". " + error.code + ": ") +
                                   error.message));
  }
  switch (outcome->kind) {
    case Outcome::Kind::Undefined:
      return sfn::unexpected(failure("returned nothing (undefined)."));
    case Outcome::Kind::Function:
      return sfn::unexpected(failure("returned an unsupported result type."));
    case Outcome::Kind::Value:
      break;
  }
  if (!budget.take_bytes(outcome->value.text_bytes())) return sfn::unexpected(out_of_memory());
  return outcome->value.rebuilt();
}

StateResult<Json> JsonataExpression::evaluate_as(Json::Type expected, const query::Scope& scope,
                                                 query::Budget& budget) const {
  SFN_TRY(Json value, evaluate(scope, budget));
  if (value.type() != expected) return sfn::unexpected(unexpected_type(expected, value));
  return value;
}

StatesError JsonataExpression::unexpected_type(Json::Type expected, const Json& value) const {
  return failure("returned an unexpected result type. Expected '" +
                 std::string(type_name(expected)) + "', but was '" +
                 std::string(type_name(value.type())) + "' for value: " + value.text());
}

StatesError JsonataExpression::out_of_memory() const {
  query::jsonata::ErrorFacts limit;
  limit.code = query::jsonata::Code::MemoryLimit;
  return failure("threw an error during evaluation: " + error_message(limit));
}

StatesError JsonataExpression::failure(const std::string& what) const {
  return query_evaluation_error("The JSONata expression '" + expression_.text() +
                                    "' specified for the field '" + location_ + "' " + what,
                                location_);
}

StatesError refused_value(const JsonataExpression* given_by, std::string cause) {
  return given_by == nullptr ? runtime_error(std::move(cause))
                             : query_evaluation_error(std::move(cause), given_by->location());
}

}  // namespace sfn::engine
