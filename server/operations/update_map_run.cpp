// AWS UpdateMapRun: for map runs that run.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/lookup.h"

namespace sfn::server {
namespace api_error = api::api_error;

Later<api::UpdateMapRunOutput> update_map_run(api::UpdateMapRunInput in, api::Owner caller,
                                              App& app) {
  SFN_CO_TRY(const persistence::MapRunRow row, find_map_run(in.map_run_arn, caller, app));
  if (!in.max_concurrency && !in.tolerated_failure_percentage && !in.tolerated_failure_count)
    co_return api_error::nothing_to_update_of_map_run();
  engine::UpdateMapRunCommand command{row.arn, in.max_concurrency, in.tolerated_failure_percentage,
                                      in.tolerated_failure_count};
  const bool is_updated = co_await app.engine.update_map_run(std::move(command));
  if (!is_updated) co_return api_error::map_run_completed();
  co_return api::UpdateMapRunOutput{};
}

}  // namespace sfn::server
