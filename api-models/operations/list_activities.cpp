#include "api-models/operations/list_activities.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<ListActivitiesInput>> Shape<ListActivitiesInput>::fields() {
  static constexpr Field<ListActivitiesInput> kFields[] = {
      optional<&ListActivitiesInput::max_results>("maxResults", range(0, quotas::kPageSize)),
      optional<&ListActivitiesInput::next_token>("nextToken", length(1, quotas::kPageTokenLength)),
  };
  return kFields;
}

std::span<const Field<ActivityListItem>> Shape<ActivityListItem>::fields() {
  static constexpr Field<ActivityListItem> kFields[] = {
      required<&ActivityListItem::activity_arn>("activityArn"),
      required<&ActivityListItem::name>("name"),
      required<&ActivityListItem::creation_date>("creationDate"),
  };
  return kFields;
}

std::span<const Field<ListActivitiesOutput>> Shape<ListActivitiesOutput>::fields() {
  static constexpr Field<ListActivitiesOutput> kFields[] = {
      required<&ListActivitiesOutput::activities>("activities"),
      optional<&ListActivitiesOutput::next_token>("nextToken"),
  };
  return kFields;
}

}  // namespace sfn::api
