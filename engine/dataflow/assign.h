#pragma once
// Assign: the values that a state, a rule of a Choice or a catcher gives to workflow variables.
// Compiled once, immutable, cheap to copy, shared by threads. AWS "Passing data between states with
// variables"
#include <optional>

#include "base/json/json.h"
#include "engine/query/budget.h"
#include "engine/query/diagnostic.h"
#include "engine/query/jsonpath/template.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class Assign {
 public:
  Assign() = default;  // assigns nothing

  // Of a JSONPath state: an object that is a payload template. The sink stands at the field.
  [[nodiscard]] static Assign compile_jsonpath(const Json& source, const DiagnosticSink& sink);

  // Each variable with its new value, in the order in which they are evaluated. All of them see the
  // variables as they were when the state was entered, for none is set here.
  [[nodiscard]] StateResult<Json::Members> evaluate(const query::Scope& scope,
                                                    query::Budget& budget) const;

 private:
  std::optional<jsonpath::PayloadTemplate> values_;
};

}  // namespace sfn::engine
