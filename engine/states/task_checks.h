#pragma once
// What only a Task has to have right: its Resource, and the request members that this demands. AWS
// ValidateStateMachineDefinition
#include <optional>

#include "engine/asl/state_source.h"
#include "engine/asl/task_resource.h"

namespace sfn::engine {

// Reports what is wrong; nullopt where there is no usable Resource.
[[nodiscard]] std::optional<asl::TaskResource> check_task(const asl::StateSource& source);

}  // namespace sfn::engine
