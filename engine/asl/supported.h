#pragma once
// What AWS runs and this emulator does not run yet: a definition that uses it is refused when it is
// created, not when it runs.
#include <vector>

#include "engine/asl/outline.h"
#include "engine/query/diagnostic.h"

namespace sfn::engine::asl {

// Precondition: nothing else is wrong with the definition. Adds an error for each state that uses
// what is missing.
void check_supported(const BlockOutline& machine, std::vector<Diagnostic>& findings);

}  // namespace sfn::engine::asl
