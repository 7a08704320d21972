#include "server/operations/definition_check.h"

#include <utility>

namespace sfn::server {
namespace api_error = api::api_error;

api::ApiResult<void> check_definition(const std::string& definition, api::StateMachineType type) {
  const engine::Compilation compilation =
      engine::compile_definition(definition, machine_type_of(type));
  if (compilation.definition == nullptr) {
    return api_error::invalid_definition(
        engine::invalid_definition_message(compilation.diagnostics));
  }
  return {};
}

api::ApiResult<void> check_role(const std::string& role_arn) {
  if (!role_arn.starts_with("arn:")) return api_error::invalid_arn_prefix(role_arn);
  return {};
}

api::ApiResult<void> check_publish(bool publish, bool has_version_description) {
  // Observed: test_create_with_version_description_no_publish.
  if (has_version_description && !publish) {
    return api_error::validation("Version description can only be set when publish is true");
  }
  if (publish)
    return api_error::validation(
        "State machine versions are not supported by this server: leave 'publish' out");
  return {};
}

std::string shown_definition(const std::string& definition,
                             const std::optional<api::IncludedData>& included) {
  return included == api::IncludedData::MetadataOnly ? "{}" : definition;
}

std::optional<engine::VariableReferences> shown_variable_references(
    const engine::CompiledDefinition* definition,
    const std::optional<api::IncludedData>& included) {
  // AWS DescribeStateMachine: left out with METADATA_ONLY.
  if (definition == nullptr || included == api::IncludedData::MetadataOnly) return std::nullopt;
  // Observed: base_variable_references_in_assign_templates[MAP_STATE_REFERENCE_IN_ITEM_SELECTOR]
  if (definition->variable_references().empty()) return std::nullopt;
  return definition->variable_references();
}

api::ValidateStateMachineDefinitionOutput validation_answer(std::vector<Diagnostic> findings,
                                                            api::ValidationSeverity severity,
                                                            std::size_t most) {
  api::ValidateStateMachineDefinitionOutput out;
  for (Diagnostic& finding : findings) {
    const bool is_error = finding.severity == Severity::Error;
    // AWS ValidateStateMachineDefinition: warnings do not make a definition fail.
    if (is_error) out.result = api::ValidationResult::Fail;
    if (!is_error && severity == api::ValidationSeverity::Error) continue;
    if (out.diagnostics.size() == most) {
      out.truncated = true;
      continue;
    }
    out.diagnostics.push_back(
        {is_error ? api::ValidationSeverity::Error : api::ValidationSeverity::Warning,
         std::move(finding.code), std::move(finding.message), std::move(finding.location)});
  }
  return out;
}

engine::MachineType machine_type_of(api::StateMachineType type) {
  return type == api::StateMachineType::Express ? engine::MachineType::Express
                                                : engine::MachineType::Standard;
}

api::StateMachineType type_of(const std::string& row_type) {
  return row_type == api::enum_name(api::StateMachineType::Express)
             ? api::StateMachineType::Express
             : api::StateMachineType::Standard;
}

}  // namespace sfn::server
