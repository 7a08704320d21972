#include "api-models/operations/describe_state_machine_for_execution.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<DescribeStateMachineForExecutionInput>>
Shape<DescribeStateMachineForExecutionInput>::fields() {
  static constexpr Field<DescribeStateMachineForExecutionInput> kFields[] = {
      required<&DescribeStateMachineForExecutionInput::execution_arn>(
          "executionArn", length(1, quotas::kArnLength)),
      optional<&DescribeStateMachineForExecutionInput::included_data>("includedData"),
  };
  return kFields;
}

std::span<const Field<DescribeStateMachineForExecutionOutput>>
Shape<DescribeStateMachineForExecutionOutput>::fields() {
  static constexpr Field<DescribeStateMachineForExecutionOutput> kFields[] = {
      required<&DescribeStateMachineForExecutionOutput::state_machine_arn>("stateMachineArn"),
      required<&DescribeStateMachineForExecutionOutput::name>("name"),
      required<&DescribeStateMachineForExecutionOutput::definition>("definition"),
      required<&DescribeStateMachineForExecutionOutput::role_arn>("roleArn"),
      required<&DescribeStateMachineForExecutionOutput::update_date>("updateDate"),
      required<&DescribeStateMachineForExecutionOutput::logging_configuration>(
          "loggingConfiguration"),
      required<&DescribeStateMachineForExecutionOutput::tracing_configuration>(
          "tracingConfiguration"),
      optional<&DescribeStateMachineForExecutionOutput::map_run_arn>("mapRunArn"),
      optional<&DescribeStateMachineForExecutionOutput::label>("label"),
      optional<&DescribeStateMachineForExecutionOutput::revision_id>("revisionId"),
      required<&DescribeStateMachineForExecutionOutput::encryption_configuration>(
          "encryptionConfiguration"),
      optional<&DescribeStateMachineForExecutionOutput::variable_references>("variableReferences"),
  };
  return kFields;
}

}  // namespace sfn::api
