#pragma once
// Assign: the values that a state, a rule of a Choice or a catcher gives to workflow variables.
// Compiled once, immutable, cheap to copy, shared by threads. AWS "Passing data between states with
// variables"
#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/dataflow/field_template.h"
#include "engine/query/budget.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class Assign {
 public:
  Assign() = default;  // assigns nothing

  // The field of a state, rule or catcher, at which the place stands.
  [[nodiscard]] static Assign compile(const Json& owner, const asl::Place& place);

  // Each variable with its new value, in the order in which they are evaluated. All of them see the
  // variables as they were when the state was entered, for none is set here.
  // raw.input is the raw state input. What became of the state's work is `$` in JSONPath; JSONata
  // sees it as `$states.result` or `$states.errorOutput`.
  [[nodiscard]] StateResult<Json::Members> evaluate(const query::Scope& raw, const Json& result,
                                                    query::Budget& budget) const;

 private:
  FieldTemplate values_;
  asl::Language language_ = asl::Language::JsonPath;
  asl::Outcome outcome_ = asl::Outcome::None;
};

}  // namespace sfn::engine
