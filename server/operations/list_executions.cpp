// AWS ListExecutions: newest first.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/execution_view.h"
#include "server/operations/lookup.h"
#include "server/operations/page_token.h"

namespace sfn::server {
namespace api_error = api::api_error;

namespace {

api::ApiResult<void> check(const api::ListExecutionsInput& in) {
  if (in.state_machine_arn.has_value() == in.map_run_arn.has_value()) {
    return api_error::validation("Must provide a StateMachine ARN or MapRun ARN");
  }
  if (in.map_run_arn) return api_error::validation("Map Runs are not supported by this server");
  // AWS ListExecutions: both exist for the children of a Map Run only.
  if (in.status_filter == api::ExecutionStatus::PendingRedrive) {
    return api_error::validation(
        "The status filter PENDING_REDRIVE can only be used with a MapRun ARN");
  }
  if (in.redrive_filter)
    return api_error::validation("The redrive filter can only be used with a MapRun ARN");
  return {};
}

api::ExecutionListItem to_item(persistence::ExecutionRow&& row, const std::string& machine_arn) {
  api::ExecutionListItem item;
  item.execution_arn = std::move(row.arn);
  item.state_machine_arn = machine_arn;
  item.name = std::move(row.name);
  item.status = shown_status(row.status);
  item.start_date = from_epoch_milliseconds(row.started_at);
  if (row.stopped_at) item.stop_date = from_epoch_milliseconds(*row.stopped_at);
  item.redrive_count = row.redrive_count;
  return item;
}

}  // namespace

api::ApiResult<api::ListExecutionsOutput> list_executions(api::ListExecutionsInput in,
                                                          const api::Owner& caller, App& app) {
  SFN_CHECK_OK(check(in));
  SFN_TRY(const std::shared_ptr<const engine::Machine> machine,
          find_machine(*in.state_machine_arn, caller, app));
  // Observed: the executions of EXPRESS machines are in logs only.
  if (type_of(machine->row.type) == api::StateMachineType::Express)
    return api_error::state_machine_type_not_supported();

  const std::string machine_id = std::to_string(machine->row.id);
  const std::string_view filter =
      in.status_filter ? api::enum_name(*in.status_filter) : std::string_view{};
  const PageOf of{"executions", machine_id, filter};
  persistence::ExecutionPage page;
  page.machine = machine->row.id;
  page.limit = page_size(in.max_results) + 1;
  if (in.status_filter) page.status = stored_status(*in.status_filter);
  SFN_TRY(page.before_number, read_page_number(of, in.next_token));
  std::vector<persistence::ExecutionRow> rows = app.store.list_executions(page);

  api::ListExecutionsOutput out;
  if (rows.size() == page.limit) {
    rows.pop_back();
    out.next_token = make_page_token(of, std::to_string(rows.back().number));
  }
  out.executions.reserve(rows.size());
  for (persistence::ExecutionRow& row : rows)
    out.executions.push_back(to_item(std::move(row), machine->row.arn));
  return out;
}

}  // namespace sfn::server
