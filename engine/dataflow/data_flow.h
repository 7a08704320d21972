#pragma once
// DataFlow: how a state's input becomes what it works on, and how its result becomes its output.
// One implementation for each query language; compiled once per state, immutable, shared by
// threads. What no field touches passes as the very same Json, source text included.
#include "base/json/json.h"
#include "engine/query/budget.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class DataFlow {
 public:
  virtual ~DataFlow() = default;

  // In all of these, raw.input is the raw state input.
  // ASL "InputPath": what the state sees of its input.
  [[nodiscard]] virtual StateResult<Json> select_input(const query::Scope& raw,
                                                       query::Budget& budget) const = 0;
  // What the state works on: InputPath, then Parameters (JSONPath); Arguments (JSONata). Evaluated
  // anew for each attempt.
  [[nodiscard]] virtual StateResult<Json> work_input(const query::Scope& raw,
                                                     query::Budget& budget) const = 0;
  // ResultSelector, ResultPath, OutputPath (JSONPath); Output (JSONata).
  [[nodiscard]] virtual StateResult<Json> shape_output(const query::Scope& raw, const Json& result,
                                                       query::Budget& budget) const = 0;
};

}  // namespace sfn::engine
