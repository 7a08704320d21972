#include "api-models/operations/create_activity.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<CreateActivityInput>> Shape<CreateActivityInput>::fields() {
  static constexpr Field<CreateActivityInput> kFields[] = {
      required<&CreateActivityInput::name>("name", length(1, quotas::kNameLength)),
      optional<&CreateActivityInput::tags>("tags"),
      optional<&CreateActivityInput::encryption_configuration>("encryptionConfiguration"),
  };
  return kFields;
}

std::span<const Field<CreateActivityOutput>> Shape<CreateActivityOutput>::fields() {
  static constexpr Field<CreateActivityOutput> kFields[] = {
      required<&CreateActivityOutput::activity_arn>("activityArn"),
      required<&CreateActivityOutput::creation_date>("creationDate"),
  };
  return kFields;
}

}  // namespace sfn::api
