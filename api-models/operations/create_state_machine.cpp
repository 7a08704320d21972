#include "api-models/operations/create_state_machine.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<CreateStateMachineInput>> Shape<CreateStateMachineInput>::fields() {
  static constexpr Field<CreateStateMachineInput> kFields[] = {
      required<&CreateStateMachineInput::name>("name", length(1, quotas::kNameLength)),
      required<&CreateStateMachineInput::definition>(
          "definition", length(1, quotas::kDefinitionLength) | sensitive()),
      required<&CreateStateMachineInput::role_arn>("roleArn", length(1, quotas::kArnLength)),
      optional<&CreateStateMachineInput::type>("type"),
      optional<&CreateStateMachineInput::logging_configuration>("loggingConfiguration"),
      optional<&CreateStateMachineInput::tags>("tags"),
      optional<&CreateStateMachineInput::tracing_configuration>("tracingConfiguration"),
      optional<&CreateStateMachineInput::publish>("publish"),
      optional<&CreateStateMachineInput::version_description>(
          "versionDescription", at_most(quotas::kVersionDescriptionLength) | sensitive()),
      optional<&CreateStateMachineInput::encryption_configuration>("encryptionConfiguration"),
  };
  return kFields;
}

std::span<const Field<CreateStateMachineOutput>> Shape<CreateStateMachineOutput>::fields() {
  static constexpr Field<CreateStateMachineOutput> kFields[] = {
      required<&CreateStateMachineOutput::state_machine_arn>("stateMachineArn"),
      required<&CreateStateMachineOutput::creation_date>("creationDate"),
      optional<&CreateStateMachineOutput::state_machine_version_arn>("stateMachineVersionArn"),
  };
  return kFields;
}

}  // namespace sfn::api
