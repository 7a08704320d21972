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

StartedFrom started_from(const persistence::ExecutionRow& execution, const App& app) {
  std::optional<persistence::MachineRow> machine = app.store.find_machine_by_id(execution.machine);
  std::optional<persistence::RevisionRow> revision = app.store.find_revision(execution.revision);
  SFN_ASSERT(machine && revision, "the machine and the revision of an execution are never removed");
  return {*std::move(machine), *std::move(revision)};
}

}  // namespace sfn::server
