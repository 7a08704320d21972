#include "engine/dataflow/jsonpath_data_flow.h"

#include "engine/asl/fields.h"
#include "engine/dataflow/outcome_scope.h"

namespace sfn::engine {
namespace {

std::optional<jsonpath::PayloadTemplate> compile_template(const Json& state, std::string_view field,
                                                          const DiagnosticSink& sink) {
  const Json* const source = state.find(field);
  if (source == nullptr) return std::nullopt;
  return jsonpath::PayloadTemplate::compile(*source, sink.at(field));
}

StateResult<Json> apply_template(const std::optional<jsonpath::PayloadTemplate>& payload,
                                 const query::Scope& scope, query::Budget& budget) {
  if (!payload) return scope.input;
  return payload->evaluate(scope, budget);
}

}  // namespace

JsonPathDataFlow JsonPathDataFlow::compile(const Json& state, const DiagnosticSink& sink) {
  JsonPathDataFlow flow;
  flow.input_path_ = PathField::compile(state, asl::fields::kInputPath, sink);
  flow.parameters_ = compile_template(state, asl::fields::kParameters, sink);
  flow.result_selector_ = compile_template(state, asl::fields::kResultSelector, sink);
  flow.result_path_ = ResultPath::compile(state, sink);
  flow.output_path_ = PathField::compile(state, asl::fields::kOutputPath, sink);
  return flow;
}

StateResult<Json> JsonPathDataFlow::select_input(const query::Scope& raw,
                                                 query::Budget& budget) const {
  return input_path_.select(raw, budget);
}

StateResult<Json> JsonPathDataFlow::work_input(const query::Scope& raw,
                                               query::Budget& budget) const {
  SFN_TRY(const Json selected, select_input(raw, budget));
  return apply_parameters(with_input(raw, selected), budget);
}

// ASL "Input and Output Processing": the result is selected from, placed in the raw input, and what
// of that goes on is selected.
StateResult<Json> JsonPathDataFlow::shape_output(const query::Scope& raw, const Json& result,
                                                 query::Budget& budget) const {
  SFN_TRY(const Json selected, apply_result_selector(with_input(raw, result), budget));
  SFN_TRY(const Json combined, place_result(raw.input, selected));
  return select_output(with_input(raw, combined), budget);
}

StateResult<Json> JsonPathDataFlow::apply_parameters(const query::Scope& selected,
                                                     query::Budget& budget) const {
  return apply_template(parameters_, selected, budget);
}

StateResult<Json> JsonPathDataFlow::apply_result_selector(const query::Scope& result,
                                                          query::Budget& budget) const {
  return apply_template(result_selector_, result, budget);
}

StateResult<Json> JsonPathDataFlow::place_result(const Json& raw_input, const Json& result) const {
  return result_path_.place(raw_input, result);
}

StateResult<Json> JsonPathDataFlow::select_output(const query::Scope& combined,
                                                  query::Budget& budget) const {
  return output_path_.select(combined, budget);
}

}  // namespace sfn::engine
