#include "api-models/operations/list_map_runs.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<ListMapRunsInput>> Shape<ListMapRunsInput>::fields() {
  static constexpr Field<ListMapRunsInput> kFields[] = {
      required<&ListMapRunsInput::execution_arn>("executionArn", length(1, quotas::kArnLength)),
      optional<&ListMapRunsInput::max_results>("maxResults", range(0, quotas::kPageSize)),
      optional<&ListMapRunsInput::next_token>("nextToken", length(1, quotas::kPageTokenLength)),
  };
  return kFields;
}

std::span<const Field<MapRunListItem>> Shape<MapRunListItem>::fields() {
  static constexpr Field<MapRunListItem> kFields[] = {
      required<&MapRunListItem::execution_arn>("executionArn"),
      required<&MapRunListItem::map_run_arn>("mapRunArn"),
      required<&MapRunListItem::state_machine_arn>("stateMachineArn"),
      required<&MapRunListItem::start_date>("startDate"),
      optional<&MapRunListItem::stop_date>("stopDate"),
  };
  return kFields;
}

std::span<const Field<ListMapRunsOutput>> Shape<ListMapRunsOutput>::fields() {
  static constexpr Field<ListMapRunsOutput> kFields[] = {
      required<&ListMapRunsOutput::map_runs>("mapRuns"),
      optional<&ListMapRunsOutput::next_token>("nextToken"),
  };
  return kFields;
}

}  // namespace sfn::api
