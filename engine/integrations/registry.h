#pragma once
// Every integration that can be called, in one table.
#include <span>

#include "engine/integrations/integration.h"

namespace sfn::engine {

[[nodiscard]] std::span<const Integration> integrations();
// nullptr if nothing here calls such a target.
[[nodiscard]] const Integration* find_integration(const TaskTarget& target);

// Whether the task goes on after its call was answered: until the job that the call started has
// ended (.sync), or a message comes with the task's token (.waitForTaskToken).
[[nodiscard]] bool runs_job(const TaskTarget& target);
[[nodiscard]] bool waits_for_token(const TaskTarget& target);

}  // namespace sfn::engine
