#pragma once
// Every integration that can be called, in one table.
#include <span>

#include "engine/integrations/integration.h"

namespace sfn::engine {

[[nodiscard]] std::span<const Integration> integrations();
// nullptr if nothing here calls such a target.
[[nodiscard]] const Integration* find_integration(const TaskTarget& target);

}  // namespace sfn::engine
