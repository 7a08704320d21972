// AWS DescribeStateMachine
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/lookup.h"
#include "server/operations/settings.h"

namespace sfn::server {

api::ApiResult<api::DescribeStateMachineOutput> describe_state_machine(
    api::DescribeStateMachineInput in, const api::Owner& caller, App& app) {
  SFN_TRY(const std::shared_ptr<const engine::Machine> machine,
          find_machine(in.state_machine_arn, caller, app));
  const persistence::RevisionRow& revision = machine->revision;
  RevisionSettings settings = decode_revision_settings(revision.settings);
  api::DescribeStateMachineOutput out;
  out.state_machine_arn = std::move(in.state_machine_arn);
  out.name = machine->row.name;
  out.status = api::StateMachineStatus::Active;
  out.definition = shown_definition(revision.definition, in.included_data);
  out.role_arn = revision.role_arn;
  out.type = type_of(machine->row.type);
  out.creation_date = from_epoch_milliseconds(machine->row.created_at);
  out.logging_configuration = std::move(settings.logging);
  out.tracing_configuration = settings.tracing;
  if (!revision.revision_id.empty()) out.revision_id = revision.revision_id;
  out.encryption_configuration = std::move(settings.encryption);
  out.variable_references = shown_variable_references(machine->definition.get(), in.included_data);
  return out;
}

}  // namespace sfn::server
