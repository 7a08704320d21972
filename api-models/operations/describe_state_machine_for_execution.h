#pragma once
// AWS DescribeStateMachineForExecution: the machine as it was when the execution started.
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "base/time.h"

namespace sfn::api {

struct DescribeStateMachineForExecutionInput {
  std::string execution_arn;
  std::optional<IncludedData> included_data;
};

struct DescribeStateMachineForExecutionOutput {
  std::string state_machine_arn;
  std::string name;
  std::string definition;
  std::string role_arn;
  WorkflowTime update_date;
  LoggingConfiguration logging_configuration;
  TracingConfiguration tracing_configuration;
  std::optional<std::string> map_run_arn;
  std::optional<std::string> label;
  std::optional<std::string> revision_id;
  EncryptionConfiguration encryption_configuration;
  // Names of states with the variables that each refers to.
  std::optional<std::map<std::string, std::vector<std::string>>> variable_references;
};

template <>
struct Shape<DescribeStateMachineForExecutionInput> {
  static std::span<const Field<DescribeStateMachineForExecutionInput>> fields();
};
template <>
struct Shape<DescribeStateMachineForExecutionOutput> {
  static std::span<const Field<DescribeStateMachineForExecutionOutput>> fields();
};

}  // namespace sfn::api
