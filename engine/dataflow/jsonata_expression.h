#pragma once
// JsonataExpression: a text between `{%` and `%}` in a field of a state. Immutable, cheap to copy,
// safe to share between threads. AWS "Transforming data with JSONata in Step Functions"
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/query/budget.h"
#include "engine/query/jsonata/expression.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class JsonataExpression {
 public:
  // Nothing where the value is no marked text or what it marks does not parse: the checks of the
  // definition report that (asl/expression_checks.h). The place is that of the value.
  [[nodiscard]] static std::optional<JsonataExpression> compile(const Json& value,
                                                                const asl::Place& place);
  // The same for a field that may be absent; nothing also where the owner is in JSONPath.
  [[nodiscard]] static std::optional<JsonataExpression> compile(const Json& owner,
                                                                std::string_view field,
                                                                const asl::Place& place);

  // What it yields; an error where that is nothing, or no JSON.
  [[nodiscard]] StateResult<Json> evaluate(const query::Scope& scope, query::Budget& budget) const;
  // An error also where the value has another type.
  [[nodiscard]] StateResult<Json> evaluate_as(Json::Type expected, const query::Scope& scope,
                                              query::Budget& budget) const;

  // The error for a value of a type that will not do.
  [[nodiscard]] StatesError unexpected_type(Json::Type expected, const Json& value) const;
  // Where it stands in its state: "Assign/x/y[0]".
  [[nodiscard]] const std::string& location() const { return location_; }

 private:
  JsonataExpression(query::jsonata::Expression expression, std::string location)
      : expression_(std::move(expression)), location_(std::move(location)) {}
  // "The JSONata expression '…' specified for the field '…' " and what went wrong.
  [[nodiscard]] StatesError failure(const std::string& what) const;
  [[nodiscard]] StatesError out_of_memory() const;

  query::jsonata::Expression expression_;
  std::string location_;
};

// The error for a value that its field does not take. AWS "Transforming data with JSONata": one out
// of range is a failure of the query where an expression gave it; else it is a States.Runtime.
[[nodiscard]] StatesError refused_value(const JsonataExpression* given_by, std::string cause);

}  // namespace sfn::engine
