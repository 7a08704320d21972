#pragma once
// What rows hold of an execution's values.
#include <cstdint>
#include <optional>

#include "base/time.h"
#include "engine/execution/execution.h"
#include "persistence/rows.h"

namespace sfn::engine {

[[nodiscard]] persistence::ExecutionStatus to_row_status(Status status);
[[nodiscard]] persistence::MapRunStatus to_row_status(MapRunStatus status);
[[nodiscard]] std::optional<std::int64_t> to_row_time(std::optional<WorkflowTime> time);

}  // namespace sfn::engine
