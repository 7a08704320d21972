#pragma once
// What only a Task has to have right: its Resource, and the request members that this demands. AWS
// ValidateStateMachineDefinition
#include <optional>
#include <string>
#include <string_view>

#include "engine/asl/state_source.h"
#include "engine/asl/task_resource.h"

namespace sfn::engine {

// Reports what is wrong; nullopt where there is no usable Resource.
[[nodiscard]] std::optional<asl::TaskResource> check_task(const asl::StateSource& source);

// AWS's words for a member that is missing.
[[nodiscard]] std::string member_required(std::string_view name);
// Whether an object of a template has the member, written out or as `name.$`.
[[nodiscard]] bool has_member(const Json& object, std::string_view name);

}  // namespace sfn::engine
