#include "api-models/operations/validate_state_machine_definition.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<ValidateStateMachineDefinitionInput>>
Shape<ValidateStateMachineDefinitionInput>::fields() {
  using Input = ValidateStateMachineDefinitionInput;
  static constexpr Field<Input> kFields[] = {
      required<&Input::definition>("definition",
                                   length(1, quotas::kDefinitionLength) | sensitive()),
      optional<&Input::type>("type"),
      optional<&Input::severity>("severity"),
      optional<&Input::max_results>("maxResults", range(0, quotas::kDiagnostics)),
  };
  return kFields;
}

std::span<const Field<ValidateStateMachineDefinitionDiagnostic>>
Shape<ValidateStateMachineDefinitionDiagnostic>::fields() {
  using Diagnostic = ValidateStateMachineDefinitionDiagnostic;
  static constexpr Field<Diagnostic> kFields[] = {
      required<&Diagnostic::severity>("severity"),
      required<&Diagnostic::code>("code"),
      required<&Diagnostic::message>("message"),
      optional<&Diagnostic::location>("location"),
  };
  return kFields;
}

std::span<const Field<ValidateStateMachineDefinitionOutput>>
Shape<ValidateStateMachineDefinitionOutput>::fields() {
  using Output = ValidateStateMachineDefinitionOutput;
  static constexpr Field<Output> kFields[] = {
      required<&Output::result>("result"),
      required<&Output::diagnostics>("diagnostics"),
      // Observed: there in every answer, although the model has it optional.
      required<&Output::truncated>("truncated"),
  };
  return kFields;
}

}  // namespace sfn::api
