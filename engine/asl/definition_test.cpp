#include "engine/asl/definition.h"

#include "base/testing/catch.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

TEST_CASE("CompiledDefinition: finds the states of branches, too", "[asl]") {
  const auto definition = compile_or_throw(
      R"({"StartAt":"P","TimeoutSeconds":60,"States":{"P":{"Type":"Parallel","End":true,"Branches":[
          {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}}}]}}})");
  CHECK(definition->start_at() == "P");
  CHECK(definition->timeout_seconds() == 60);
  REQUIRE(definition->find("B") != nullptr);
  CHECK(definition->find("B")->type() == StateType::Succeed);
  CHECK(definition->find("C") == nullptr);
}

TEST_CASE(
    "InvalidDefinition: joins the errors, leaves warnings out, and says null where there is no "
    "location",
    "[asl]") {
  const std::vector<Diagnostic> findings{
      {Severity::Error, "SCHEMA_VALIDATION_FAILED", "These fields are required: [States]", "/"},
      {Severity::Warning, "NO_DOLLAR", "A warning", "/States/A"},
      {Severity::Error, "MISSING_END_STATE", "Workflow has no terminal state", std::nullopt},
  };
  CHECK(invalid_definition_message(findings) ==
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: "
        "[States] at /, "
        "MISSING_END_STATE: Workflow has no terminal state at null'");
}

}  // namespace
}  // namespace sfn::engine::testing
