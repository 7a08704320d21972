// AWS UpdateStateMachine: replaces what is given and keeps the rest, as a new revision. Executions
// that run keep theirs.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/lookup.h"
#include "server/operations/settings.h"

namespace sfn::server {
namespace api_error = api::api_error;

namespace {

std::optional<std::string> shown_revision(const std::string& revision_id) {
  // Observed: test_empty_revision_: a machine that was never updated shows no revision.
  return revision_id.empty() ? std::nullopt : std::make_optional(revision_id);
}

// The revision that the request makes of the one in force, without number and date.
api::ApiResult<persistence::RevisionRow> revise(const engine::Machine& machine,
                                                const api::UpdateStateMachineInput& in) {
  persistence::RevisionRow revision = machine.revision;
  if (in.role_arn) {
    SFN_CHECK_OK(check_role(*in.role_arn));
    revision.role_arn = *in.role_arn;
  }
  if (in.definition) {
    SFN_CHECK_OK(check_definition(*in.definition, type_of(machine.row.type)));
    revision.definition = *in.definition;
  }
  RevisionSettings settings = decode_revision_settings(revision.settings);
  if (in.logging_configuration) {
    settings.logging = completed(in.logging_configuration);
    SFN_CHECK_OK(check_logging(settings.logging, machine.row.arn));
  }
  if (in.tracing_configuration) settings.tracing = completed(in.tracing_configuration);
  if (in.encryption_configuration) {
    SFN_CHECK_OK(check_encryption(in.encryption_configuration));
    settings.encryption = completed(in.encryption_configuration);
  }
  revision.settings = encode_settings(settings);
  return revision;
}

}  // namespace

Later<api::UpdateStateMachineOutput> update_state_machine(api::UpdateStateMachineInput in,
                                                          api::Owner caller, App& app) {
  SFN_CO_TRY(const api::Arn arn, parse_state_machine_arn(in.state_machine_arn));
  if (is_labelled(arn)) co_return api_error::no_labelled_arns();
  if (!in.definition && !in.role_arn && !in.logging_configuration && !in.tracing_configuration &&
      !in.encryption_configuration) {
    co_return api_error::nothing_to_update();
  }
  // Observed: test_update_state_machine: the ARN of a version does not exist here.
  SFN_CO_TRY(const std::shared_ptr<const engine::Machine> machine,
             find_machine(in.state_machine_arn, caller, app));
  {
    const auto allowed =
        check_publish(in.publish.value_or(false), in.version_description.has_value());
    if (!allowed) co_return sfn::unexpected(allowed.error());
  }
  SFN_CO_TRY(persistence::RevisionRow revision, revise(*machine, in));
  const WorkflowTime now = app.clock.now();
  // Observed: test_create_update_state_machine_same_parameters: what changes nothing makes no
  // revision.
  if (revision == machine->revision) {
    co_return api::UpdateStateMachineOutput{now, shown_revision(revision.revision_id),
                                            std::nullopt};
  }
  revision.number = app.engine.new_revision_number();
  revision.revision_id = app.uuids.next();
  revision.created_at = to_epoch_milliseconds(now);
  const std::string revision_id = revision.revision_id;
  std::vector<persistence::RowWrite> rows;
  rows.emplace_back(persistence::ReviseMachine{machine->row.id, std::move(revision)});
  const persistence::WriteOutcome outcome = co_await app.engine.write(std::move(rows));
  if (outcome != persistence::WriteOutcome::Written) {
    co_return api_error::state_machine_does_not_exist(in.state_machine_arn);  // deleted meanwhile
  }
  co_return api::UpdateStateMachineOutput{now, revision_id, std::nullopt};
}

}  // namespace sfn::server
