#include "api-models/operations/delete_state_machine.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<DeleteStateMachineInput>> Shape<DeleteStateMachineInput>::fields() {
  static constexpr Field<DeleteStateMachineInput> kFields[] = {
      required<&DeleteStateMachineInput::state_machine_arn>("stateMachineArn",
                                                            length(1, quotas::kArnLength)),
  };
  return kFields;
}

std::span<const Field<DeleteStateMachineOutput>> Shape<DeleteStateMachineOutput>::fields() {
  return {};
}

}  // namespace sfn::api
