#pragma once
// What CreateStateMachine and UpdateStateMachine check of definitions and roles, and what
// ValidateStateMachineDefinition answers.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "api-models/errors.h"
#include "api-models/operations/validate_state_machine_definition.h"
#include "api-models/shapes/configuration.h"
#include "engine/asl/definition.h"

namespace sfn::server {

[[nodiscard]] api::ApiResult<void> check_definition(const std::string& definition,
                                                    api::StateMachineType type);
[[nodiscard]] api::ApiResult<void> check_role(const std::string& role_arn);
// This server keeps no versions: a request for one is refused rather than half done.
[[nodiscard]] api::ApiResult<void> check_publish(bool publish, bool has_version_description);

// AWS IncludedData: an empty object stands for a definition that was not asked for.
[[nodiscard]] std::string shown_definition(const std::string& definition,
                                           const std::optional<api::IncludedData>& included);

// The same for what its states refer to: nothing where that is none, or was not asked for. The
// definition is nullptr where it cannot be compiled any more.
[[nodiscard]] std::optional<engine::VariableReferences> shown_variable_references(
    const engine::CompiledDefinition* definition, const std::optional<api::IncludedData>& included);

// Lists at most that many findings; warnings only where they are asked for.
[[nodiscard]] api::ValidateStateMachineDefinitionOutput validation_answer(
    std::vector<Diagnostic> findings, api::ValidationSeverity severity, std::size_t most);

[[nodiscard]] engine::MachineType machine_type_of(api::StateMachineType type);
// The machine's type as its row has it.
[[nodiscard]] api::StateMachineType type_of(const std::string& row_type);

}  // namespace sfn::server
