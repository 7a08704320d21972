#pragma once
// AWS ValidateStateMachineDefinition: what is wrong with a definition, without making a machine of
// it.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"

namespace sfn::api {

enum class ValidationSeverity : std::uint8_t { Error, Warning };
template <>
struct EnumNames<ValidationSeverity> {
  static constexpr std::string_view names[] = {"ERROR", "WARNING"};
  static constexpr std::string_view set = "ERROR, WARNING";
};

enum class ValidationResult : std::uint8_t { Ok, Fail };
template <>
struct EnumNames<ValidationResult> {
  static constexpr std::string_view names[] = {"OK", "FAIL"};
  static constexpr std::string_view set = "OK, FAIL";
};

struct ValidateStateMachineDefinitionInput {
  std::string definition;
  std::optional<StateMachineType> type;
  std::optional<ValidationSeverity> severity;
  std::optional<std::int64_t> max_results;
};

struct ValidateStateMachineDefinitionDiagnostic {
  ValidationSeverity severity = ValidationSeverity::Error;
  std::string code;
  std::string message;
  std::optional<std::string> location;
};

struct ValidateStateMachineDefinitionOutput {
  ValidationResult result = ValidationResult::Ok;
  std::vector<ValidateStateMachineDefinitionDiagnostic> diagnostics;
  bool truncated = false;
};

template <>
struct Shape<ValidateStateMachineDefinitionInput> {
  static std::span<const Field<ValidateStateMachineDefinitionInput>> fields();
};
template <>
struct Shape<ValidateStateMachineDefinitionDiagnostic> {
  static std::span<const Field<ValidateStateMachineDefinitionDiagnostic>> fields();
};
template <>
struct Shape<ValidateStateMachineDefinitionOutput> {
  static std::span<const Field<ValidateStateMachineDefinitionOutput>> fields();
};

}  // namespace sfn::api
