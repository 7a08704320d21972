#include "server/operations/lookup.h"

#include "base/assert.h"

namespace sfn::server {
namespace api_error = api::api_error;

namespace {

bool is_own(const api::Arn& arn, const api::Owner& caller) {
  return arn.account == caller.account && arn.region == caller.region;
}

}  // namespace

std::string scope_of(const api::Owner& owner) { return owner.account + "/" + owner.region; }

api::ApiResult<api::Arn> parse_state_machine_arn(const std::string& arn) {
  return api::parse_arn_of(api::arn_type::kStateMachine, arn);
}

bool is_qualified(const api::Arn& arn) { return arn.rest.size() > 1; }

bool is_labelled(const api::Arn& arn) { return arn.rest.front().find('/') != std::string::npos; }

api::ApiResult<std::shared_ptr<const engine::Machine>> find_machine(const std::string& arn,
                                                                    const api::Owner& caller,
                                                                    App& app) {
  SFN_TRY(const api::Arn parsed, parse_state_machine_arn(arn));
  std::shared_ptr<const engine::Machine> machine =
      is_own(parsed, caller) ? app.engine.find_machine(arn) : nullptr;
  if (machine == nullptr) return api_error::state_machine_does_not_exist(arn);
  return machine;
}

api::ApiResult<persistence::ActivityRow> find_activity(const std::string& arn,
                                                       const api::Owner& caller, const App& app) {
  SFN_TRY(const api::Arn parsed, api::parse_arn_of(api::arn_type::kActivity, arn));
  std::optional<persistence::ActivityRow> activity;
  if (is_own(parsed, caller)) activity = app.store.find_activity(arn);
  if (!activity) return api_error::activity_does_not_exist(arn);
  return *std::move(activity);
}

api::ApiResult<persistence::ExecutionRow> find_execution(const std::string& arn,
                                                         const api::Owner& caller, const App& app) {
  SFN_TRY(const api::Arn parsed, api::parse_arn_of(api::arn_type::kExecution, arn));
  std::optional<persistence::ExecutionRow> execution;
  if (is_own(parsed, caller)) execution = app.store.find_execution(arn);
  if (!execution) return api_error::execution_does_not_exist(arn);
  return *std::move(execution);
}

// AWS DescribeExecution, DescribeStateMachineForExecution: not supported for EXPRESS executions
// unless a map run dispatched them.
api::ApiResult<persistence::ExecutionRow> find_describable_execution(const std::string& arn,
                                                                     const api::Owner& caller,
                                                                     const App& app) {
  SFN_TRY(const api::Arn parsed, api::parse_arn(arn));
  if (parsed.type != api::arn_type::kExpress || !is_labelled(parsed)) {
    return find_execution(arn, caller, app);
  }
  std::optional<persistence::ExecutionRow> execution;
  if (is_own(parsed, caller)) execution = app.store.find_execution(arn);
  if (!execution) return api_error::execution_does_not_exist(arn);
  return *std::move(execution);
}

api::ApiResult<persistence::MapRunRow> find_map_run(const std::string& arn,
                                                    const api::Owner& caller, const App& app) {
  SFN_TRY(const api::Arn parsed, api::parse_arn_of(api::arn_type::kMapRun, arn));
  std::optional<persistence::MapRunRow> map_run;
  if (is_own(parsed, caller)) map_run = app.store.find_map_run(arn);
  if (!map_run) return api_error::resource_not_found(arn);
  return *std::move(map_run);
}

StartedFrom started_from(const persistence::ExecutionRow& execution, const App& app) {
  std::optional<persistence::MachineRow> machine = app.store.find_machine_by_id(execution.machine);
  std::optional<persistence::RevisionRow> revision = app.store.find_revision(execution.revision);
  SFN_ASSERT(machine && revision, "the machine and the revision of an execution are never removed");
  StartedFrom from{*std::move(machine), *std::move(revision), std::nullopt};
  if (execution.map_run) {
    from.map_run = app.store.find_map_run_by_number(*execution.map_run);
    SFN_ASSERT(from.map_run.has_value(), "the map run of a child is never removed");
  }
  return from;
}

std::string shown_machine_arn(const StartedFrom& from) {
  return from.map_run ? api::labelled_arn(from.machine.arn, from.map_run->label) : from.machine.arn;
}

}  // namespace sfn::server
