#pragma once
// FieldTemplate: a field whose value is a template in its state's own language: a payload template
// in JSONPath, a value with expressions in JSONata. Immutable, cheap to copy, shared by threads.
#include <string_view>
#include <variant>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/dataflow/jsonata_template.h"
#include "engine/query/budget.h"
#include "engine/query/jsonpath/template.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class FieldTemplate {
 public:
  FieldTemplate() = default;  // of an absent field
  // The field of the owner, at which the place stands. Of a value that is no template at all the
  // table of fields has reported the type; it is as if the field were absent.
  [[nodiscard]] static FieldTemplate compile(const Json& owner, std::string_view field,
                                             const asl::Place& place);

  [[nodiscard]] bool is_given() const { return !std::holds_alternative<std::monostate>(value_); }
  // Precondition: is_given().
  [[nodiscard]] StateResult<Json> evaluate(const query::Scope& scope, query::Budget& budget) const;
  // Where it is one JSONata expression and nothing else; else nullptr.
  [[nodiscard]] const JsonataExpression* expression() const;

 private:
  std::variant<std::monostate, jsonpath::PayloadTemplate, JsonataTemplate> value_;
};

}  // namespace sfn::engine
