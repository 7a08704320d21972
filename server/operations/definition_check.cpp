#include "server/operations/definition_check.h"

#include "engine/asl/definition.h"

namespace sfn::server {
namespace api_error = api::api_error;

api::ApiResult<void> check_definition(const std::string& definition, api::StateMachineType type) {
  const engine::Compilation compilation = engine::compile_definition(
      definition, type == api::StateMachineType::Express ? engine::MachineType::Express
                                                         : engine::MachineType::Standard);
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

api::StateMachineType type_of(const std::string& row_type) {
  return row_type == api::enum_name(api::StateMachineType::Express)
             ? api::StateMachineType::Express
             : api::StateMachineType::Standard;
}

}  // namespace sfn::server
