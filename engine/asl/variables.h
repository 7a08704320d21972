#pragma once
// Assign: which variables a state sets. AWS "Passing data between states with variables"
#include "base/json/json.h"
#include "engine/asl/outline.h"
#include "engine/asl/place.h"
#include "engine/dataflow/assign.h"

namespace sfn::engine::asl {

// The Assign of an object: a state, a rule or a catcher. Checks the names in it and notes them for
// the check of scopes.
[[nodiscard]] Assign parse_assign(const Json& object, const Place& place, StateOutline& outline);

// A variable may not have the name of one that is set in a block around. Observed on AWS.
void check_variable_scopes(const BlockOutline& machine, std::vector<Diagnostic>& findings);

}  // namespace sfn::engine::asl
