#include "api-models/operations/update_state_machine.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<UpdateStateMachineInput>> Shape<UpdateStateMachineInput>::fields() {
  static constexpr Field<UpdateStateMachineInput> kFields[] = {
      required<&UpdateStateMachineInput::state_machine_arn>("stateMachineArn",
                                                            length(1, quotas::kArnLength)),
      optional<&UpdateStateMachineInput::definition>(
          "definition", length(1, quotas::kDefinitionLength) | sensitive()),
      optional<&UpdateStateMachineInput::role_arn>("roleArn", length(1, quotas::kArnLength)),
      optional<&UpdateStateMachineInput::logging_configuration>("loggingConfiguration"),
      optional<&UpdateStateMachineInput::tracing_configuration>("tracingConfiguration"),
      optional<&UpdateStateMachineInput::publish>("publish"),
      optional<&UpdateStateMachineInput::version_description>(
          "versionDescription", at_most(quotas::kVersionDescriptionLength) | sensitive()),
      optional<&UpdateStateMachineInput::encryption_configuration>("encryptionConfiguration"),
  };
  return kFields;
}

std::span<const Field<UpdateStateMachineOutput>> Shape<UpdateStateMachineOutput>::fields() {
  static constexpr Field<UpdateStateMachineOutput> kFields[] = {
      required<&UpdateStateMachineOutput::update_date>("updateDate"),
      optional<&UpdateStateMachineOutput::revision_id>("revisionId"),
      optional<&UpdateStateMachineOutput::state_machine_version_arn>("stateMachineVersionArn"),
  };
  return kFields;
}

}  // namespace sfn::api
