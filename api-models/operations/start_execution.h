#pragma once
// AWS StartExecution: starts an execution; the input is any JSON text.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct StartExecutionInput {
  std::string state_machine_arn;
  std::optional<std::string> name;
  std::optional<std::string> input;
  std::optional<std::string> trace_header;
};

struct StartExecutionOutput {
  std::string execution_arn;
  WorkflowTime start_date;
};

template <>
struct Shape<StartExecutionInput> {
  static std::span<const Field<StartExecutionInput>> fields();
};
template <>
struct Shape<StartExecutionOutput> {
  static std::span<const Field<StartExecutionOutput>> fields();
};

}  // namespace sfn::api
