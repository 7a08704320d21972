#include "engine/asl/variable_references.h"

#include "base/testing/catch.h"
#include "engine/asl/block.h"
#include "engine/testing/case_file.h"
#include "engine/testing/diagnostic_cases.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

VariableReferences references_in(const Json& definition) {
  std::vector<Diagnostic> findings;
  const asl::Language language = asl::language_of(definition, asl::Language::JsonPath);
  const asl::Place place{findings, MachineType::Standard, language, language};
  asl::BlockOutline outline;
  (void)asl::parse_block(definition, place, outline);
  CHECK(finding_texts(findings) == std::vector<std::string>{});
  return asl::variable_references(outline);
}

VariableReferences expected_of(const Json& states) {
  VariableReferences expected;
  for (const auto& [state, names] : states.members()) {
    for (const Json& name : names.items()) expected[state].push_back(name.as_string());
  }
  return expected;
}

TEST_CASE("Variable references: each state with the variables that its fields read", "[asl]") {
  const Json cases = read_cases("engine/asl/testdata/variable_references.json");
  for (const Json& a_case : cases.items()) {
    DYNAMIC_SECTION(a_case.find("name")->as_string()) {
      const Json& definition = *a_case.find("definition");
      INFO(definition.text());
      CHECK(references_in(definition) == expected_of(*a_case.find("expected")));
    }
  }
}

TEST_CASE("Variable references: a compiled machine knows those of its states, nested ones too",
          "[asl]") {
  const auto definition = compile_or_throw(
      R"({"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"a":1},"Next":"P"},
          "P":{"Type":"Parallel","End":true,"Branches":[
            {"StartAt":"B","States":{"B":{"Type":"Pass","InputPath":"$a","End":true}}}]}}})");
  CHECK(definition->variable_references() == VariableReferences{{"B", {"a"}}});
}

}  // namespace
}  // namespace sfn::engine::testing
