// AWS ListActivities: by name, in byte order, as ListStateMachines; AWS's own order is not known.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/lookup.h"
#include "server/operations/page_token.h"

namespace sfn::server {

api::ApiResult<api::ListActivitiesOutput> list_activities(api::ListActivitiesInput in,
                                                          const api::Owner& caller, App& app) {
  const std::string scope = scope_of(caller);
  const PageOf of{"activities", scope};
  persistence::ActivityPage page{scope, {}, page_size(in.max_results) + 1};
  if (in.next_token) {
    SFN_TRY(page.after_name, read_page_token(of, *in.next_token));
  }
  std::vector<persistence::ActivityRow> rows = app.store.list_activities(page);
  api::ListActivitiesOutput out;
  if (rows.size() == page.limit) {
    rows.pop_back();
    out.next_token = make_page_token(of, rows.back().name);
  }
  out.activities.reserve(rows.size());
  for (persistence::ActivityRow& row : rows) {
    out.activities.push_back(
        {std::move(row.arn), std::move(row.name), from_epoch_milliseconds(row.created_at)});
  }
  return out;
}

}  // namespace sfn::server
