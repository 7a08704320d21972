#pragma once
// Names: of states, unique in the whole machine, and labels of Map states. ASL "States"; AWS "Map
// state": Label
#include <vector>

#include "engine/asl/outline.h"
#include "engine/query/diagnostic.h"

namespace sfn::engine::asl {

void check_names(const BlockOutline& machine, std::vector<Diagnostic>& findings);

}  // namespace sfn::engine::asl
