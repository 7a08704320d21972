// AWS ListMapRuns: newest first; the order is a guess, as AWS has none in its documentation.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/lookup.h"
#include "server/operations/page_token.h"

namespace sfn::server {

api::ApiResult<api::ListMapRunsOutput> list_map_runs(api::ListMapRunsInput in,
                                                     const api::Owner& caller, App& app) {
  SFN_TRY(const persistence::ExecutionRow execution, find_execution(in.execution_arn, caller, app));
  const persistence::MachineRow machine = started_from(execution, app).machine;
  const std::string number = std::to_string(execution.number);
  const PageOf of{"map runs", number};
  persistence::MapRunPage page;
  page.execution = execution.number;
  page.limit = page_size(in.max_results) + 1;
  SFN_TRY(page.before_number, read_page_number(of, in.next_token));
  std::vector<persistence::MapRunRow> rows = app.store.list_map_runs(page);

  api::ListMapRunsOutput out;
  if (rows.size() == page.limit) {
    rows.pop_back();
    out.next_token = make_page_token(of, std::to_string(rows.back().number));
  }
  out.map_runs.reserve(rows.size());
  for (persistence::MapRunRow& row : rows) {
    api::MapRunListItem& item = out.map_runs.emplace_back();
    item.execution_arn = execution.arn;
    item.map_run_arn = std::move(row.arn);
    // Observed: test_list_map_runs_and_describe_map_run.
    item.state_machine_arn = api::labelled_arn(machine.arn, row.label);
    item.start_date = from_epoch_milliseconds(row.started_at);
    if (row.stopped_at) item.stop_date = from_epoch_milliseconds(*row.stopped_at);
  }
  return out;
}

}  // namespace sfn::server
