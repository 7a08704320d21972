// AWS DeleteActivity: the name is free at once. Tasks that were scheduled before stay so, and a
// worker that has one may report.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/lookup.h"

namespace sfn::server {

Later<api::DeleteActivityOutput> delete_activity(api::DeleteActivityInput in, api::Owner caller,
                                                 App& app) {
  SFN_CO_TRY(const api::Arn arn, api::parse_arn_of(api::arn_type::kActivity, in.activity_arn));
  // Observed: test_create_describe_delete_activity: deleting what is not there is no error.
  if (!find_activity(in.activity_arn, caller, app)) co_return api::DeleteActivityOutput{};
  std::vector<persistence::RowWrite> rows;
  rows.emplace_back(persistence::DeleteActivity{std::move(in.activity_arn)});
  static_cast<void>(co_await app.engine.write(std::move(rows)));
  co_return api::DeleteActivityOutput{};
}

}  // namespace sfn::server
