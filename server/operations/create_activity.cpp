// AWS CreateActivity: idempotent by name; tags do not count, another encryption does.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/lookup.h"
#include "server/operations/settings.h"

namespace sfn::server {
namespace api_error = api::api_error;

namespace {

// Observed: test_create_describe_delete_activity.
api::ApiResult<api::CreateActivityOutput> answer_existing(const persistence::ActivityRow& activity,
                                                          const ActivitySettings& settings) {
  if (decode_activity_settings(activity.settings).encryption != settings.encryption)
    return api_error::activity_already_exists(activity.arn);
  return api::CreateActivityOutput{activity.arn, from_epoch_milliseconds(activity.created_at)};
}

api::ApiResult<ActivitySettings> check(const api::CreateActivityInput& in) {
  SFN_CHECK_OK(api::check_name(in.name));
  SFN_TRY(std::vector<api::Tag> tags, check_tags(in.tags));
  SFN_CHECK_OK(check_encryption(in.encryption_configuration));
  return ActivitySettings{std::move(tags), completed(in.encryption_configuration)};
}

}  // namespace

Later<api::CreateActivityOutput> create_activity(api::CreateActivityInput in, api::Owner caller,
                                                 App& app) {
  SFN_CO_TRY(const ActivitySettings settings, check(in));
  persistence::ActivityRow activity;
  activity.arn = api::activity_arn(caller, in.name);
  if (const auto existing = app.store.find_activity(activity.arn))
    co_return answer_existing(*existing, settings);
  activity.scope = scope_of(caller);
  activity.name = std::move(in.name);
  activity.created_at = to_epoch_milliseconds(app.clock.now());
  activity.settings = encode_settings(settings);

  std::vector<persistence::RowWrite> rows;
  rows.emplace_back(persistence::InsertActivity{activity});
  const persistence::WriteOutcome outcome = co_await app.engine.write(std::move(rows));
  if (outcome == persistence::WriteOutcome::Written) {
    co_return api::CreateActivityOutput{activity.arn, from_epoch_milliseconds(activity.created_at)};
  }
  // Somebody else was faster with the same name.
  const auto existing = app.store.find_activity(activity.arn);
  if (!existing) co_return api_error::activity_already_exists(activity.arn);
  co_return answer_existing(*existing, settings);
}

}  // namespace sfn::server
