// AWS DescribeStateMachineForExecution: what was in force when the execution started, whatever
// became of the machine.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/lookup.h"
#include "server/operations/settings.h"

namespace sfn::server {

api::ApiResult<api::DescribeStateMachineForExecutionOutput> describe_state_machine_for_execution(
    api::DescribeStateMachineForExecutionInput in, const api::Owner& caller, App& app) {
  SFN_TRY(const persistence::ExecutionRow execution,
          find_describable_execution(in.execution_arn, caller, app));
  StartedFrom from = started_from(execution, app);
  RevisionSettings settings = decode_revision_settings(from.revision.settings);
  api::DescribeStateMachineForExecutionOutput out;
  out.state_machine_arn = shown_machine_arn(from);
  out.name = std::move(from.machine.name);
  // For a child, too, it is the definition that has the Map state in it; AWS's answer is not known.
  out.definition = shown_definition(from.revision.definition, in.included_data);
  out.role_arn = std::move(from.revision.role_arn);
  out.update_date = from_epoch_milliseconds(from.revision.created_at);
  out.logging_configuration = std::move(settings.logging);
  out.tracing_configuration = settings.tracing;
  if (from.map_run) {
    out.map_run_arn = std::move(from.map_run->arn);
    out.label = std::move(from.map_run->label);
  }
  if (!from.revision.revision_id.empty()) out.revision_id = std::move(from.revision.revision_id);
  out.encryption_configuration = std::move(settings.encryption);
  out.variable_references = shown_variable_references(
      app.engine.definition_of(from.revision.number).get(), in.included_data);
  return out;
}

}  // namespace sfn::server
