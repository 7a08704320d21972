// AWS ListExecutions: of a machine or of a map run, newest first.
#include <utility>

#include "base/assert.h"
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
  if (in.map_run_arn) return {};
  // AWS ListExecutions: both exist for the children of a Map Run only.
  if (in.status_filter == api::ExecutionStatus::PendingRedrive) {
    return api_error::validation(
        "The status filter PENDING_REDRIVE can only be used with a MapRun ARN");
  }
  if (in.redrive_filter)
    return api_error::validation("The redrive filter can only be used with a MapRun ARN");
  return {};
}

bool passes(const persistence::ExecutionRow& row,
            const std::optional<api::RedriveFilter>& redrive_filter) {
  if (!redrive_filter) return true;
  return (row.redrive_count > 0) == (redrive_filter == api::RedriveFilter::Redriven);
}

std::vector<persistence::ExecutionRow> read_rows(
    const persistence::Store& store, persistence::ExecutionPage page,
    const std::optional<api::RedriveFilter>& redrive_filter) {
  std::vector<persistence::ExecutionRow> passing;
  while (true) {
    std::vector<persistence::ExecutionRow> rows = store.list_executions(page);
    const bool is_last = rows.size() < page.limit;
    if (!rows.empty()) page.before_number = rows.back().number;
    for (persistence::ExecutionRow& row : rows) {
      if (passing.size() == page.limit) return passing;
      if (passes(row, redrive_filter)) passing.push_back(std::move(row));
    }
    if (is_last || passing.size() == page.limit) return passing;
  }
}

// What all items of an answer have in common.
struct ListedOf {
  std::string state_machine_arn;
  std::optional<std::string> map_run_arn;
};

api::ExecutionListItem to_item(persistence::ExecutionRow&& row, const ListedOf& of) {
  api::ExecutionListItem item;
  item.execution_arn = std::move(row.arn);
  item.state_machine_arn = of.state_machine_arn;
  item.name = std::move(row.name);
  item.status = shown_status(row.status);
  item.start_date = from_epoch_milliseconds(row.started_at);
  if (row.stopped_at) item.stop_date = from_epoch_milliseconds(*row.stopped_at);
  if (of.map_run_arn) {
    item.map_run_arn = of.map_run_arn;
    item.item_count = row.item_count;
  }
  item.redrive_count = row.redrive_count;
  return item;
}

api::ApiResult<api::ListExecutionsOutput> list_page(const api::ListExecutionsInput& in,
                                                    persistence::ExecutionPage page,
                                                    const ListedOf& listed, const App& app) {
  const std::string owner = std::to_string(page.map_run.value_or(page.machine));
  const std::string_view filter =
      in.status_filter ? api::enum_name(*in.status_filter) : std::string_view{};
  const std::string_view redrive_filter =
      in.redrive_filter ? api::enum_name(*in.redrive_filter) : std::string_view{};
  const PageOf of{page.map_run ? "children" : "executions", owner, filter, redrive_filter};
  SFN_TRY(page.before_number, read_page_number(of, in.next_token));
  page.limit = page_size(in.max_results) + 1;

  api::ListExecutionsOutput out;
  if (in.status_filter) {
    page.status = stored_status(*in.status_filter);
    if (!page.status) return out;  // no child waits to be redriven: nothing is redriven here
  }
  std::vector<persistence::ExecutionRow> rows = read_rows(app.store, page, in.redrive_filter);
  if (rows.size() == page.limit) {
    rows.pop_back();
    out.next_token = make_page_token(of, std::to_string(rows.back().number));
  }
  out.executions.reserve(rows.size());
  for (persistence::ExecutionRow& row : rows)
    out.executions.push_back(to_item(std::move(row), listed));
  return out;
}

api::ApiResult<api::ListExecutionsOutput> list_children(const api::ListExecutionsInput& in,
                                                        const api::Owner& caller, const App& app) {
  SFN_TRY(const persistence::MapRunRow map_run, find_map_run(*in.map_run_arn, caller, app));
  const auto machine = app.store.find_machine_by_id(map_run.machine);
  SFN_ASSERT(machine.has_value(), "the machine of a map run is never removed");
  persistence::ExecutionPage page;
  page.map_run = map_run.number;
  return list_page(in, page, {api::labelled_arn(machine->arn, map_run.label), map_run.arn}, app);
}

}  // namespace

api::ApiResult<api::ListExecutionsOutput> list_executions(api::ListExecutionsInput in,
                                                          const api::Owner& caller, App& app) {
  SFN_CHECK_OK(check(in));
  if (in.map_run_arn) return list_children(in, caller, app);
  SFN_TRY(const std::shared_ptr<const engine::Machine> machine,
          find_machine(*in.state_machine_arn, caller, app));
  // Observed: the executions of EXPRESS machines are in logs only.
  if (type_of(machine->row.type) == api::StateMachineType::Express)
    return api_error::state_machine_type_not_supported();
  persistence::ExecutionPage page;
  page.machine = machine->row.id;
  return list_page(in, page, {machine->row.arn, std::nullopt}, app);
}

}  // namespace sfn::server
