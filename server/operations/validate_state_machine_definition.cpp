// AWS ValidateStateMachineDefinition: a bad definition is an answer, not an error.
#include <utility>

#include "api-models/quotas.h"
#include "server/operations/actions.h"
#include "server/operations/definition_check.h"

namespace sfn::server {

api::ApiResult<api::ValidateStateMachineDefinitionOutput> validate_state_machine_definition(
    api::ValidateStateMachineDefinitionInput in, const api::Owner&, App&) {
  // AWS ValidateStateMachineDefinition: 0 is the default.
  const auto wanted = static_cast<std::size_t>(in.max_results.value_or(0));
  return validation_answer(
      engine::validate_definition(
          in.definition, machine_type_of(in.type.value_or(api::StateMachineType::Standard))),
      in.severity.value_or(api::ValidationSeverity::Error),
      wanted == 0 ? api::quotas::kDiagnostics : wanted);
}

}  // namespace sfn::server
