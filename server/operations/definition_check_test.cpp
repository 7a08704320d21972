#include "server/operations/definition_check.h"

#include "base/testing/catch.h"

namespace sfn::server {
namespace {

using api::ValidationResult;
using api::ValidationSeverity;

const Diagnostic kError{Severity::Error, "SCHEMA_VALIDATION_FAILED", "e", "/States/A"};
const Diagnostic kWarning{Severity::Warning, "NO_DOLLAR", "w", "/States/A"};
const Diagnostic kPlaceless{Severity::Error, "MISSING_END_STATE", "m", std::nullopt};

// Observed: validate_state_machine_definition_not_a_definition, …_type_standard.
TEST_CASE("Validation answer: is encoded as AWS does", "[operations][validate]") {
  CHECK(api::encode(validation_answer({}, ValidationSeverity::Error, 100)) ==
        R"({"result":"OK","diagnostics":[],"truncated":false})");
  CHECK(
      api::encode(validation_answer({kError, kPlaceless}, ValidationSeverity::Error, 100)) ==
      R"({"result":"FAIL","diagnostics":[)"
      R"({"severity":"ERROR","code":"SCHEMA_VALIDATION_FAILED","message":"e","location":"/States/A"},)"
      R"({"severity":"ERROR","code":"MISSING_END_STATE","message":"m"}],"truncated":false})");
}

TEST_CASE("Validation answer: warnings are listed where they are asked for, and never fail",
          "[operations][validate]") {
  const auto silent = validation_answer({kWarning}, ValidationSeverity::Error, 100);
  CHECK(silent.result == ValidationResult::Ok);
  CHECK(silent.diagnostics.empty());
  const auto warned = validation_answer({kWarning}, ValidationSeverity::Warning, 100);
  CHECK(warned.result == ValidationResult::Ok);
  REQUIRE(warned.diagnostics.size() == 1);
  CHECK(warned.diagnostics.front().severity == ValidationSeverity::Warning);
  CHECK_FALSE(warned.truncated);
}

TEST_CASE("Validation answer: what is cut off is said, and still fails", "[operations][validate]") {
  const auto cut = validation_answer({kWarning, kError}, ValidationSeverity::Warning, 1);
  CHECK(cut.diagnostics.size() == 1);
  CHECK(cut.truncated);
  CHECK(cut.result == ValidationResult::Fail);
  // What is not asked for is not missed.
  CHECK_FALSE(validation_answer({kError, kWarning}, ValidationSeverity::Error, 1).truncated);
}

// Observed: base_variable_references_in_assign_templates.
TEST_CASE("Variable references: are shown where there are some and they are asked for",
          "[operations][validate]") {
  const auto shown = [](const std::string& input_path,
                        const std::optional<api::IncludedData>& included) {
    const engine::Compilation compilation =
        engine::compile_definition(R"({"StartAt":"A","States":{"A":{"Type":"Pass","InputPath":")" +
                                       input_path + R"(","End":true}}})",
                                   engine::MachineType::Standard);
    return shown_variable_references(compilation.definition.get(), included);
  };
  CHECK(shown("$a", std::nullopt) == engine::VariableReferences{{"A", {"a"}}});
  CHECK(shown("$a", api::IncludedData::AllData).has_value());
  CHECK_FALSE(shown("$a", api::IncludedData::MetadataOnly).has_value());
  CHECK_FALSE(shown("$.a", std::nullopt).has_value());
  CHECK_FALSE(shown_variable_references(nullptr, std::nullopt).has_value());
}

}  // namespace
}  // namespace sfn::server
