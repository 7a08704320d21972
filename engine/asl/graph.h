#pragma once
// The graph of a machine: every transition has a target in its block, every state can be reached,
// and the machine can end. ASL "Transitions"
#include <vector>

#include "engine/asl/outline.h"
#include "engine/query/diagnostic.h"

namespace sfn::engine::asl {

// Adds what is wrong, in AWS's order: targets that are missing, then that no state is terminal, or
// else what cannot be reached.
void check_graph(const BlockOutline& machine, std::vector<Diagnostic>& findings);

}  // namespace sfn::engine::asl
