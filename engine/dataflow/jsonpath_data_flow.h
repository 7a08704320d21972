#pragma once
// JsonPathDataFlow: InputPath, Parameters, ResultSelector, ResultPath and OutputPath of one state.
#include <optional>

#include "engine/dataflow/data_flow.h"
#include "engine/dataflow/path_field.h"
#include "engine/dataflow/result_path.h"
#include "engine/query/diagnostic.h"
#include "engine/query/jsonpath/template.h"

namespace sfn::engine {

class JsonPathDataFlow final : public DataFlow {
 public:
  // Compiles those of the five fields that the state has; which of them its type may have is
  // checked elsewhere. Findings go to the sink, which stands at the state ("/States/A").
  [[nodiscard]] static JsonPathDataFlow compile(const Json& state, const DiagnosticSink& sink);

  [[nodiscard]] StateResult<Json> select_input(const query::Scope& raw,
                                               query::Budget& budget) const override;
  [[nodiscard]] StateResult<Json> work_input(const query::Scope& raw,
                                             query::Budget& budget) const override;
  [[nodiscard]] StateResult<Json> shape_output(const query::Scope& raw, const Json& result,
                                               query::Budget& budget) const override;

  // The single steps, for states that do something in between.
  [[nodiscard]] StateResult<Json> apply_parameters(const query::Scope& selected,
                                                   query::Budget& budget) const;
  [[nodiscard]] StateResult<Json> apply_result_selector(const query::Scope& result,
                                                        query::Budget& budget) const;
  [[nodiscard]] StateResult<Json> place_result(const Json& raw_input, const Json& result) const;
  [[nodiscard]] StateResult<Json> select_output(const query::Scope& combined,
                                                query::Budget& budget) const;

 private:
  PathField input_path_;
  std::optional<jsonpath::PayloadTemplate> parameters_;
  std::optional<jsonpath::PayloadTemplate> result_selector_;
  ResultPath result_path_;
  PathField output_path_;
};

}  // namespace sfn::engine
