#include "engine/dataflow/jsonata_data_flow.h"

#include "engine/asl/fields.h"
#include "engine/dataflow/outcome_scope.h"

namespace sfn::engine {

JsonataDataFlow JsonataDataFlow::compile(const Json& owner, const asl::Place& place) {
  JsonataDataFlow flow;
  flow.arguments_ = FieldTemplate::compile(owner, asl::fields::kArguments, place);
  flow.output_ = FieldTemplate::compile(owner, asl::fields::kOutput, place);
  flow.outcome_ = place.outcome;
  return flow;
}

StateResult<Json> JsonataDataFlow::select_input(const query::Scope& raw, query::Budget&) const {
  return raw.input;
}

// AWS "Transforming data": without Arguments the state works on its input.
StateResult<Json> JsonataDataFlow::work_input(const query::Scope& raw,
                                              query::Budget& budget) const {
  return arguments_.is_given() ? arguments_.evaluate(raw, budget) : raw.input;
}

StateResult<Json> JsonataDataFlow::shape_output(const query::Scope& raw, const Json& result,
                                                query::Budget& budget) const {
  if (!output_.is_given()) return result;
  return output_.evaluate(with_outcome(raw, outcome_, result), budget);
}

}  // namespace sfn::engine
