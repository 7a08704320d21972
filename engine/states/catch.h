#pragma once
// Catcher: one entry of Catch: which errors it is for, where they go, and what the next state gets.
// A value.
#include <memory>
#include <string>
#include <vector>

#include "base/json/json.h"
#include "engine/asl/state_source.h"
#include "engine/dataflow/assign.h"
#include "engine/dataflow/data_flow.h"
#include "engine/dataflow/result_path.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

// ASL "Fallback states"
struct Catcher {
  std::vector<std::string> error_equals;
  std::string next;
  ResultPath result_path;  // where the error output goes, in the raw input of the failed state
  std::shared_ptr<const DataFlow> data_flow;  // in JSONata
  Assign assign;

  [[nodiscard]] bool matches(const StatesError& error) const;
  // What the next state gets. raw.input is the raw input of the failed state.
  [[nodiscard]] StateResult<Json> shape_output(const query::Scope& raw, const Json& error_output,
                                               query::Budget& budget) const;
};

// ASL "Error output": {"Error": name, "Cause": text}, in this order.
[[nodiscard]] Json error_output(const StatesError& error);

// The Catch of a state. What is wrong is reported.
[[nodiscard]] std::vector<Catcher> parse_catch(const asl::StateSource& source);

}  // namespace sfn::engine
