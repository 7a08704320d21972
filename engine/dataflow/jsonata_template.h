#pragma once
// JsonataTemplate: a value in which every marked text is an expression: Arguments, Output, Assign
// and their like. Immutable, cheap to copy, safe to share between threads. What depends on nothing
// is built once and shared by all results. AWS "Transforming data with JSONata in Step Functions"
#include <memory>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/dataflow/jsonata_expression.h"
#include "engine/query/budget.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class JsonataTemplate {
 public:
  // The place is that of the source. What does not parse is reported by the checks of the
  // definition and stays as it is here.
  [[nodiscard]] static JsonataTemplate compile(const Json& source, const asl::Place& place);

  // The first expression that fails, in the order of the text, fails the whole.
  [[nodiscard]] StateResult<Json> evaluate(const query::Scope& scope, query::Budget& budget) const;
  // Where the template is nothing but one expression; else nullptr.
  [[nodiscard]] const JsonataExpression* expression() const;

 private:
  struct Node;
  explicit JsonataTemplate(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

  std::shared_ptr<const Node> root_;
};

}  // namespace sfn::engine
