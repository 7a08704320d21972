// AWS DescribeStateMachine
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/lookup.h"
#include "server/operations/settings.h"

namespace sfn::server {
namespace api_error = api::api_error;

namespace {

// A machine, or a distributed Map in it.
struct Described {
  std::shared_ptr<const engine::Machine> machine;
  std::optional<std::string> label;
};

// AWS DescribeStateMachine: "…:stateMachine:<name>/<label>" is the distributed Map with that label;
// the label is in the answer then. For such an ARN, too, it is the definition that has the Map in
// it; AWS's answer is not known.
api::ApiResult<Described> find_described(const std::string& arn, const api::Owner& caller,
                                         App& app) {
  SFN_TRY(const api::Arn parsed, parse_state_machine_arn(arn));
  if (!is_labelled(parsed) || is_qualified(parsed)) {
    SFN_TRY(std::shared_ptr<const engine::Machine> machine, find_machine(arn, caller, app));
    return Described{std::move(machine), std::nullopt};
  }
  const std::size_t slash = arn.find('/');
  const auto machine = find_machine(arn.substr(0, slash), caller, app);
  std::string label = arn.substr(slash + 1);
  if (!machine || (*machine)->definition->find_processor(label) == nullptr)
    return api_error::state_machine_does_not_exist(arn);
  return Described{*machine, std::move(label)};
}

}  // namespace

api::ApiResult<api::DescribeStateMachineOutput> describe_state_machine(
    api::DescribeStateMachineInput in, const api::Owner& caller, App& app) {
  SFN_TRY(Described described, find_described(in.state_machine_arn, caller, app));
  const std::shared_ptr<const engine::Machine>& machine = described.machine;
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
  out.label = std::move(described.label);
  if (!revision.revision_id.empty()) out.revision_id = revision.revision_id;
  out.encryption_configuration = std::move(settings.encryption);
  out.variable_references = shown_variable_references(machine->definition.get(), in.included_data);
  return out;
}

}  // namespace sfn::server
