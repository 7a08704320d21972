// AWS DescribeActivity
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/lookup.h"
#include "server/operations/settings.h"

namespace sfn::server {

api::ApiResult<api::DescribeActivityOutput> describe_activity(api::DescribeActivityInput in,
                                                              const api::Owner& caller, App& app) {
  SFN_TRY(persistence::ActivityRow activity, find_activity(in.activity_arn, caller, app));
  return api::DescribeActivityOutput{std::move(activity.arn), std::move(activity.name),
                                     from_epoch_milliseconds(activity.created_at),
                                     decode_activity_settings(activity.settings).encryption};
}

}  // namespace sfn::server
