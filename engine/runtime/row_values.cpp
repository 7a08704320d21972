#include "engine/runtime/row_values.h"

namespace sfn::engine {

persistence::ExecutionStatus to_row_status(Status status) {
  switch (status) {
    case Status::Running:
      return persistence::ExecutionStatus::Running;
    case Status::Succeeded:
      return persistence::ExecutionStatus::Succeeded;
    case Status::Failed:
      return persistence::ExecutionStatus::Failed;
    case Status::TimedOut:
      return persistence::ExecutionStatus::TimedOut;
    case Status::Aborted:
      break;
  }
  return persistence::ExecutionStatus::Aborted;
}

persistence::MapRunStatus to_row_status(MapRunStatus status) {
  switch (status) {
    case MapRunStatus::Running:
      return persistence::MapRunStatus::Running;
    case MapRunStatus::Succeeded:
      return persistence::MapRunStatus::Succeeded;
    case MapRunStatus::Failed:
      return persistence::MapRunStatus::Failed;
    case MapRunStatus::Aborted:
      break;
  }
  return persistence::MapRunStatus::Aborted;
}

std::optional<std::int64_t> to_row_time(std::optional<WorkflowTime> time) {
  if (!time) return std::nullopt;
  return to_epoch_milliseconds(*time);
}

}  // namespace sfn::engine
