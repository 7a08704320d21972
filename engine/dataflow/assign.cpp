#include "engine/dataflow/assign.h"

#include "engine/asl/fields.h"
#include "engine/dataflow/outcome_scope.h"

namespace sfn::engine {

Assign Assign::compile(const Json& owner, const asl::Place& place) {
  Assign assign;
  assign.values_ = FieldTemplate::compile(owner, asl::fields::kAssign, place);
  assign.language_ = place.language;
  assign.outcome_ = place.outcome;
  return assign;
}

StateResult<Json::Members> Assign::evaluate(const query::Scope& raw, const Json& result,
                                            query::Budget& budget) const {
  Json::Members assigned;
  if (!values_.is_given()) return assigned;
  const query::Scope scope = language_ == asl::Language::JsonPath
                                 ? with_input(raw, result)
                                 : with_outcome(raw, outcome_, result);
  SFN_TRY(const Json values, values_.evaluate(scope, budget));
  assigned.reserve(values.members().size());
  // A variable holds a value, not the text that it was read from.
  for (const auto& [name, value] : values.members()) assigned.emplace_back(name, value.rebuilt());
  return assigned;
}

}  // namespace sfn::engine
