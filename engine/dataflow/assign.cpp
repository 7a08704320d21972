#include "engine/dataflow/assign.h"

namespace sfn::engine {

Assign Assign::compile_jsonpath(const Json& source, const DiagnosticSink& sink) {
  Assign assign;
  assign.values_ = jsonpath::PayloadTemplate::compile(source, sink);
  return assign;
}

StateResult<Json::Members> Assign::evaluate(const query::Scope& scope,
                                            query::Budget& budget) const {
  Json::Members assigned;
  if (!values_) return assigned;
  SFN_TRY(const Json values, values_->evaluate(scope, budget));
  assigned.reserve(values.members().size());
  // A variable holds a value, not the text that it was read from.
  for (const auto& [name, value] : values.members()) assigned.emplace_back(name, value.rebuilt());
  return assigned;
}

}  // namespace sfn::engine
