#pragma once
// AWS UpdateStateMachine: replaces what is given and keeps the rest.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "base/time.h"

namespace sfn::api {

struct UpdateStateMachineInput {
  std::string state_machine_arn;
  std::optional<std::string> definition;
  std::optional<std::string> role_arn;
  std::optional<LoggingConfiguration> logging_configuration;
  std::optional<TracingConfiguration> tracing_configuration;
  std::optional<bool> publish;
  std::optional<std::string> version_description;
  std::optional<EncryptionConfiguration> encryption_configuration;
};

struct UpdateStateMachineOutput {
  WorkflowTime update_date;
  std::optional<std::string> revision_id;
  std::optional<std::string> state_machine_version_arn;
};

template <>
struct Shape<UpdateStateMachineInput> {
  static std::span<const Field<UpdateStateMachineInput>> fields();
};
template <>
struct Shape<UpdateStateMachineOutput> {
  static std::span<const Field<UpdateStateMachineOutput>> fields();
};

}  // namespace sfn::api
