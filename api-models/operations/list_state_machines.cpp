#include "api-models/operations/list_state_machines.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<ListStateMachinesInput>> Shape<ListStateMachinesInput>::fields() {
  static constexpr Field<ListStateMachinesInput> kFields[] = {
      optional<&ListStateMachinesInput::max_results>("maxResults", range(0, quotas::kPageSize)),
      optional<&ListStateMachinesInput::next_token>("nextToken",
                                                    length(1, quotas::kPageTokenLength)),
  };
  return kFields;
}

std::span<const Field<StateMachineListItem>> Shape<StateMachineListItem>::fields() {
  static constexpr Field<StateMachineListItem> kFields[] = {
      required<&StateMachineListItem::state_machine_arn>("stateMachineArn"),
      required<&StateMachineListItem::name>("name"),
      required<&StateMachineListItem::type>("type"),
      required<&StateMachineListItem::creation_date>("creationDate"),
  };
  return kFields;
}

std::span<const Field<ListStateMachinesOutput>> Shape<ListStateMachinesOutput>::fields() {
  static constexpr Field<ListStateMachinesOutput> kFields[] = {
      required<&ListStateMachinesOutput::state_machines>("stateMachines"),
      optional<&ListStateMachinesOutput::next_token>("nextToken"),
  };
  return kFields;
}

}  // namespace sfn::api
