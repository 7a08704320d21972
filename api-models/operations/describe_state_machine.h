#pragma once
// AWS DescribeStateMachine: a machine as it is now.
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

struct DescribeStateMachineInput {
  std::string state_machine_arn;
  std::optional<IncludedData> included_data;
};

struct DescribeStateMachineOutput {
  std::string state_machine_arn;
  std::string name;
  StateMachineStatus status = StateMachineStatus::Active;
  std::string definition;
  std::string role_arn;
  StateMachineType type = StateMachineType::Standard;
  WorkflowTime creation_date;
  LoggingConfiguration logging_configuration;
  TracingConfiguration tracing_configuration;
  std::optional<std::string> label;
  std::optional<std::string> revision_id;
  std::optional<std::string> description;
  EncryptionConfiguration encryption_configuration;
  // Names of states with the variables that each refers to.
  std::optional<std::map<std::string, std::vector<std::string>>> variable_references;
};

template <>
struct Shape<DescribeStateMachineInput> {
  static std::span<const Field<DescribeStateMachineInput>> fields();
};
template <>
struct Shape<DescribeStateMachineOutput> {
  static std::span<const Field<DescribeStateMachineOutput>> fields();
};

}  // namespace sfn::api
