#pragma once
// AWS StopExecution: aborts an execution.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct StopExecutionInput {
  std::string execution_arn;
  std::optional<std::string> error;
  std::optional<std::string> cause;
};

struct StopExecutionOutput {
  WorkflowTime stop_date;
};

template <>
struct Shape<StopExecutionInput> {
  static std::span<const Field<StopExecutionInput>> fields();
};
template <>
struct Shape<StopExecutionOutput> {
  static std::span<const Field<StopExecutionOutput>> fields();
};

}  // namespace sfn::api
