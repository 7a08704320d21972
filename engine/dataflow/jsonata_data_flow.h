#pragma once
// JsonataDataFlow: Arguments and Output of one state, or Output of one rule of a Choice or one
// catcher.
#include "engine/dataflow/data_flow.h"
#include "engine/dataflow/field_template.h"

namespace sfn::engine {

class JsonataDataFlow final : public DataFlow {
 public:
  // The place is the owner of the fields.
  [[nodiscard]] static JsonataDataFlow compile(const Json& owner, const asl::Place& place);

  [[nodiscard]] StateResult<Json> select_input(const query::Scope& raw,
                                               query::Budget& budget) const override;
  [[nodiscard]] StateResult<Json> work_input(const query::Scope& raw,
                                             query::Budget& budget) const override;
  [[nodiscard]] StateResult<Json> shape_output(const query::Scope& raw, const Json& result,
                                               query::Budget& budget) const override;

 private:
  FieldTemplate arguments_;
  FieldTemplate output_;
  asl::Outcome outcome_ = asl::Outcome::None;
};

}  // namespace sfn::engine
