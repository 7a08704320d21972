#include "api-models/operations/list_executions.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<ListExecutionsInput>> Shape<ListExecutionsInput>::fields() {
  static constexpr Field<ListExecutionsInput> kFields[] = {
      optional<&ListExecutionsInput::state_machine_arn>("stateMachineArn",
                                                        length(1, quotas::kArnLength)),
      optional<&ListExecutionsInput::status_filter>("statusFilter"),
      optional<&ListExecutionsInput::max_results>("maxResults", range(0, quotas::kPageSize)),
      optional<&ListExecutionsInput::next_token>("nextToken",
                                                 length(1, quotas::kExecutionsPageTokenLength)),
      optional<&ListExecutionsInput::map_run_arn>("mapRunArn", length(1, quotas::kMapRunArnLength)),
      optional<&ListExecutionsInput::redrive_filter>("redriveFilter"),
  };
  return kFields;
}

std::span<const Field<ExecutionListItem>> Shape<ExecutionListItem>::fields() {
  static constexpr Field<ExecutionListItem> kFields[] = {
      required<&ExecutionListItem::execution_arn>("executionArn"),
      required<&ExecutionListItem::state_machine_arn>("stateMachineArn"),
      required<&ExecutionListItem::name>("name"),
      required<&ExecutionListItem::status>("status"),
      required<&ExecutionListItem::start_date>("startDate"),
      optional<&ExecutionListItem::stop_date>("stopDate"),
      optional<&ExecutionListItem::map_run_arn>("mapRunArn"),
      optional<&ExecutionListItem::item_count>("itemCount"),
      required<&ExecutionListItem::redrive_count>("redriveCount"),
  };
  return kFields;
}

std::span<const Field<ListExecutionsOutput>> Shape<ListExecutionsOutput>::fields() {
  static constexpr Field<ListExecutionsOutput> kFields[] = {
      required<&ListExecutionsOutput::executions>("executions"),
      optional<&ListExecutionsOutput::next_token>("nextToken"),
  };
  return kFields;
}

}  // namespace sfn::api
