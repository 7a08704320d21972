// AWS ListStateMachines: by name, in byte order. Observed: test_list_sms_pagination.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/lookup.h"
#include "server/operations/page_token.h"

namespace sfn::server {

api::ApiResult<api::ListStateMachinesOutput> list_state_machines(api::ListStateMachinesInput in,
                                                                 const api::Owner& caller,
                                                                 App& app) {
  const std::string scope = scope_of(caller);
  const PageOf of{"machines", scope};
  persistence::MachinePage page{scope, {}, page_size(in.max_results) + 1};
  if (in.next_token) {
    SFN_TRY(page.after_name, read_page_token(of, *in.next_token));
  }
  std::vector<persistence::MachineRow> rows = app.store.list_machines(page);
  api::ListStateMachinesOutput out;
  if (rows.size() == page.limit) {
    rows.pop_back();
    out.next_token = make_page_token(of, rows.back().name);
  }
  out.state_machines.reserve(rows.size());
  for (persistence::MachineRow& row : rows) {
    out.state_machines.push_back({std::move(row.arn), std::move(row.name), type_of(row.type),
                                  from_epoch_milliseconds(row.created_at)});
  }
  return out;
}

}  // namespace sfn::server
