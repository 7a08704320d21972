#pragma once
// AWS CreateStateMachine: what a machine is made of; the answer names it.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "base/time.h"

namespace sfn::api {

struct CreateStateMachineInput {
  std::string name;
  std::string definition;
  std::string role_arn;
  std::optional<StateMachineType> type;
  std::optional<LoggingConfiguration> logging_configuration;
  std::optional<std::vector<Tag>> tags;
  std::optional<TracingConfiguration> tracing_configuration;
  std::optional<bool> publish;
  std::optional<std::string> version_description;
  std::optional<EncryptionConfiguration> encryption_configuration;
};

struct CreateStateMachineOutput {
  std::string state_machine_arn;
  WorkflowTime creation_date;
  std::optional<std::string> state_machine_version_arn;
};

template <>
struct Shape<CreateStateMachineInput> {
  static std::span<const Field<CreateStateMachineInput>> fields();
};
template <>
struct Shape<CreateStateMachineOutput> {
  static std::span<const Field<CreateStateMachineOutput>> fields();
};

}  // namespace sfn::api
