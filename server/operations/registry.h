#pragma once
// The registry: every action that this server speaks.
#include <span>
#include <string_view>

#include "server/operations/operation.h"

namespace sfn::server {

[[nodiscard]] std::span<const Operation> operations();
// nullptr if there is no such action.
[[nodiscard]] const Operation* find_operation(std::string_view name);

}  // namespace sfn::server
