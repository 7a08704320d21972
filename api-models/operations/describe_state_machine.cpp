#include "api-models/operations/describe_state_machine.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<DescribeStateMachineInput>> Shape<DescribeStateMachineInput>::fields() {
  static constexpr Field<DescribeStateMachineInput> kFields[] = {
      required<&DescribeStateMachineInput::state_machine_arn>("stateMachineArn",
                                                              length(1, quotas::kArnLength)),
      optional<&DescribeStateMachineInput::included_data>("includedData"),
  };
  return kFields;
}

std::span<const Field<DescribeStateMachineOutput>> Shape<DescribeStateMachineOutput>::fields() {
  static constexpr Field<DescribeStateMachineOutput> kFields[] = {
      required<&DescribeStateMachineOutput::state_machine_arn>("stateMachineArn"),
      required<&DescribeStateMachineOutput::name>("name"),
      required<&DescribeStateMachineOutput::status>("status"),
      required<&DescribeStateMachineOutput::definition>("definition"),
      required<&DescribeStateMachineOutput::role_arn>("roleArn"),
      required<&DescribeStateMachineOutput::type>("type"),
      required<&DescribeStateMachineOutput::creation_date>("creationDate"),
      required<&DescribeStateMachineOutput::logging_configuration>("loggingConfiguration"),
      required<&DescribeStateMachineOutput::tracing_configuration>("tracingConfiguration"),
      optional<&DescribeStateMachineOutput::label>("label"),
      optional<&DescribeStateMachineOutput::revision_id>("revisionId"),
      optional<&DescribeStateMachineOutput::description>("description"),
      required<&DescribeStateMachineOutput::encryption_configuration>("encryptionConfiguration"),
      optional<&DescribeStateMachineOutput::variable_references>("variableReferences"),
  };
  return kFields;
}

}  // namespace sfn::api
