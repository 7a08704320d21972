#pragma once
// Assign: which variables a state sets. AWS "Passing data between states with variables"
#include "base/json/json.h"
#include "engine/asl/outline.h"
#include "engine/asl/place.h"

namespace sfn::engine::asl {

// Checks the names in the Assign of an object, a state, a rule or a catcher, and notes them for the
// check of scopes.
void note_variables(const Json& object, const Place& place, StateOutline& outline);

// A variable may not have the name of one that is set in a block around. Observed on AWS.
void check_variable_scopes(const BlockOutline& machine, std::vector<Diagnostic>& findings);

}  // namespace sfn::engine::asl
