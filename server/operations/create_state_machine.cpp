// AWS CreateStateMachine: idempotent by name and by what a machine does; its role and its tags do
// not count.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/lookup.h"
#include "server/operations/settings.h"

namespace sfn::server {
namespace api_error = api::api_error;

namespace {

// Observed: test_create_exact_duplicate_sm, test_create_duplicate_definition_format_sm: definitions
// are compared as text.
bool is_same(const engine::Machine& machine, const api::CreateStateMachineInput& in,
             const RevisionSettings& settings) {
  return machine.revision.definition == in.definition &&
         type_of(machine.row.type) == in.type.value_or(api::StateMachineType::Standard) &&
         decode_revision_settings(machine.revision.settings) == settings;
}

api::ApiResult<api::CreateStateMachineOutput> answer_existing(
    const engine::Machine& machine, const api::CreateStateMachineInput& in,
    const RevisionSettings& settings) {
  if (!is_same(machine, in, settings))
    return api_error::state_machine_already_exists(machine.row.arn);
  return api::CreateStateMachineOutput{
      machine.row.arn, from_epoch_milliseconds(machine.row.created_at), std::nullopt};
}

api::ApiResult<RevisionSettings> check(const api::CreateStateMachineInput& in,
                                       const std::string& arn) {
  SFN_CHECK_OK(api::check_name(in.name));
  SFN_CHECK_OK(check_role(in.role_arn));
  SFN_CHECK_OK(check_publish(in.publish.value_or(false), in.version_description.has_value()));
  SFN_CHECK_OK(check_definition(in.definition, in.type.value_or(api::StateMachineType::Standard)));
  RevisionSettings settings{completed(in.logging_configuration),
                            completed(in.tracing_configuration),
                            completed(in.encryption_configuration)};
  SFN_CHECK_OK(check_logging(settings.logging, arn));
  SFN_CHECK_OK(check_encryption(in.encryption_configuration));
  return settings;
}

}  // namespace

Later<api::CreateStateMachineOutput> create_state_machine(api::CreateStateMachineInput in,
                                                          api::Owner caller, App& app) {
  const std::string arn = api::state_machine_arn(caller, in.name);
  SFN_CO_TRY(const RevisionSettings settings, check(in, arn));
  SFN_CO_TRY(std::vector<api::Tag> tags, check_tags(in.tags));
  if (const auto existing = app.engine.find_machine(arn))
    co_return answer_existing(*existing, in, settings);

  const std::int64_t now = to_epoch_milliseconds(app.clock.now());
  persistence::InsertMachine insert;
  insert.machine.id = app.engine.new_machine_id();
  insert.machine.arn = arn;
  insert.machine.scope = scope_of(caller);
  insert.machine.name = in.name;
  insert.machine.type = api::enum_name(in.type.value_or(api::StateMachineType::Standard));
  insert.machine.created_at = now;
  insert.machine.settings = encode_settings(MachineSettings{std::move(tags)});
  insert.revision.number = app.engine.new_revision_number();
  insert.revision.machine = insert.machine.id;
  insert.revision.definition = in.definition;
  insert.revision.role_arn = in.role_arn;
  insert.revision.settings = encode_settings(settings);
  insert.revision.created_at = now;
  insert.machine.revision = insert.revision.number;

  std::vector<persistence::RowWrite> rows;
  rows.emplace_back(std::move(insert));
  const persistence::WriteOutcome outcome = co_await app.engine.write(std::move(rows));
  if (outcome == persistence::WriteOutcome::Written) {
    co_return api::CreateStateMachineOutput{arn, from_epoch_milliseconds(now), std::nullopt};
  }
  // Somebody else was faster with the same name.
  const auto existing = app.engine.find_machine(arn);
  if (existing == nullptr) co_return api_error::state_machine_already_exists(arn);
  co_return answer_existing(*existing, in, settings);
}

}  // namespace sfn::server
