#include <algorithm>

#include "api-models/quotas.h"
#include "base/testing/catch.h"
#include "base/utf8.h"
#include "engine/asl/definition.h"
#include "engine/testing/case_file.h"
#include "engine/testing/diagnostic_cases.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

void run_cases(const char* file) {
  const Json cases = read_cases(std::string("engine/asl/testdata/") + file);
  for (const Json& a_case : cases.items()) {
    DYNAMIC_SECTION(a_case.find("name")->as_string()) {
      const std::string text = definition_text(a_case);
      INFO(text);
      const Compilation compilation = compile_definition(text, machine_type(a_case));
      const std::vector<std::string> expected = texts_of(*a_case.find("expected"));
      CHECK(finding_texts(compilation.diagnostics) == expected);
      const bool refused =
          std::any_of(expected.begin(), expected.end(),
                      [](const std::string& finding) { return !finding.starts_with("warning: "); });
      CHECK((compilation.definition == nullptr) == refused);
    }
  }
}

// The same, of what AWS finds: also where this emulator does not run a part of it yet.
void run_validation_cases(const char* file) {
  const Json cases = read_cases(std::string("engine/asl/testdata/") + file);
  for (const Json& a_case : cases.items()) {
    DYNAMIC_SECTION(a_case.find("name")->as_string()) {
      const std::string text = definition_text(a_case);
      INFO(text);
      CHECK(finding_texts(validate_definition(text, machine_type(a_case))) ==
            texts_of(*a_case.find("expected")));
    }
  }
}

// A Task S with these fields.
std::string task_of(const Json& fields) {
  Json state = Json::parse_trusted(
      R"({"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f"})");
  for (const auto& [name, value] : fields.members()) state = state.with(name, value);
  return machine_of(state.with("End", Json::boolean(true)).text());
}

void run_task_cases(const char* file) {
  const Json cases = read_cases(std::string("engine/asl/testdata/") + file);
  for (const Json& a_case : cases.items()) {
    DYNAMIC_SECTION(a_case.find("name")->as_string()) {
      const std::string text = task_of(*a_case.find("fields"));
      INFO(text);
      const Compilation compilation = compile_definition(text, machine_type(a_case));
      CHECK(finding_texts(compilation.diagnostics) == texts_of(*a_case.find("expected")));
    }
  }
}

TEST_CASE("Definition: its structure is checked with AWS's words", "[asl]") {
  run_cases("structure.json");
}
TEST_CASE("Definition: fields are checked with AWS's words", "[asl]") { run_cases("fields.json"); }
TEST_CASE("Definition: transitions, names and variables are checked with AWS's words", "[asl]") {
  run_cases("transitions.json");
}
TEST_CASE("Definition: paths and templates are checked with AWS's words", "[asl]") {
  run_cases("paths.json");
}
TEST_CASE("Definition: Retry and Catch are checked with AWS's words", "[asl]") {
  run_task_cases("retry_catch.json");
}
TEST_CASE("Definition: a Task's Resource and request are checked with AWS's words", "[asl]") {
  run_task_cases("resources.json");
}

TEST_CASE("Definition: fields of either language and expressions are checked with AWS's words",
          "[asl]") {
  run_validation_cases("jsonata.json");
}
TEST_CASE("Definition: expressions are compiled and checked with AWS's words", "[asl]") {
  run_validation_cases("expressions.json");
}
TEST_CASE("Definition: what looks like a path and is none is warned of", "[asl]") {
  run_validation_cases("warnings.json");
}

TEST_CASE("Definition: warnings are bounded, and leave room for every error", "[asl]") {
  std::string states;
  for (int index = 0; index < 2'000; ++index) {
    states += "\"s" + std::to_string(index) +
              "\":{\"Type\":\"Pass\",\"Result\":\"$.a\",\"Next\":\"s" + std::to_string(index + 1) +
              "\"},";
  }
  const std::string start = R"({"StartAt":"s0","States":{)" + states;
  const Compilation warned =
      compile_definition(start + R"("s2000":{"Type":"Succeed"}}})", MachineType::Standard);
  CHECK(warned.definition != nullptr);
  CHECK(warned.diagnostics.size() == 500);
  const Compilation refused =
      compile_definition(start + R"("s2000":{"Type":"Fail","Next":"s0"}}})", MachineType::Standard);
  CHECK(refused.definition == nullptr);
  REQUIRE_FALSE(refused.diagnostics.empty());
  CHECK(refused.diagnostics.back().severity == Severity::Error);
}

TEST_CASE("Definition: a syntax error shows the first 500 characters of a long text", "[asl]") {
  const std::string text = "{\"Comment\":\"" + std::string(600, 'c') + "\" x";
  const Compilation compilation = compile_definition(text, MachineType::Standard);
  REQUIRE(compilation.diagnostics.size() == 1);
  const Diagnostic& finding = compilation.diagnostics.front();
  CHECK(finding.code == "INVALID_JSON_DESCRIPTION");
  const std::string location = "[Source: (String)\"" + text.substr(0, 500) + "\"[truncated " +
                               std::to_string(text.size() - 500) + " chars]; line: 1, column: 615]";
  CHECK(finding.location == location);
  CHECK(finding.message.ends_with("\n at " + location));
}

TEST_CASE(
    "Definition: all findings of a definition are collected, names after fields, transitions last",
    "[asl]") {
  const Compilation compilation = compile_definition(
      R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"X","Extra":1},
          "P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":-1,"End":true}}}]}}})",
      MachineType::Standard);
  CHECK(
      finding_texts(compilation.diagnostics) ==
      std::vector<std::string>{
          "SCHEMA_VALIDATION_FAILED: Field 'Extra' is not supported at /States/A",
          "SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/P/Branches[0]/States/A/Seconds",
          "DUPLICATE_STATE_NAME: Duplicate State name: A at /States/P/Branches[0]/States/A",
          "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/A/Next",
          "MISSING_TRANSITION_TARGET: State \"P\" is not reachable. at /States/P",
      });
}

TEST_CASE("Definition: a location stays short whatever the names are", "[asl]") {
  std::string name;
  while (name.size() < 100'000) name += "ä";
  const Compilation compilation =
      compile_definition(R"({"StartAt":")" + name + R"(","States":{")" + name +
                             R"(":{"Type":"Pass","Extra":1,"End":true}}})",
                         MachineType::Standard);
  std::string shown = "/States/";
  while (shown.size() < 8 + 320) shown += "ä";
  REQUIRE(compilation.diagnostics.size() == 2);
  CHECK(compilation.diagnostics[0].location == shown + "...");
  CHECK(compilation.diagnostics[1].code == "INVALID_STATE_NAME");
}

TEST_CASE("Definition: one of just under the limit of a megabyte compiles", "[asl]") {
  std::string definition = R"({"StartAt":"S","Comment":")";
  const std::string rest = R"(","States":{"S":{"Type":"Succeed"}}})";
  definition.append(api::quotas::kDefinitionLength - definition.size() - rest.size(), 'c');
  CHECK(compile_definition(definition + rest, MachineType::Standard).definition != nullptr);
}

TEST_CASE("Definition: text that is no JSON of any depth is refused", "[asl]") {
  for (const std::string& text :
       {std::string(500'000, '['), std::string(200'000, '{'), std::string("\"\xff\""),
        std::string("{\x90"), std::string(3, '\0')}) {
    const Compilation compilation = compile_definition(text, MachineType::Standard);
    CHECK(compilation.definition == nullptr);
    REQUIRE(compilation.diagnostics.size() == 1);
    const Diagnostic& finding = compilation.diagnostics.front();
    CHECK(finding.code == "INVALID_JSON_DESCRIPTION");
    CHECK(first_non_utf8(finding.message) == finding.message.size());
    CHECK(first_non_utf8(*finding.location) == finding.location->size());
  }
}

TEST_CASE(
    "Definition: an Express machine may be all that a Standard one may, but for what it waits long "
    "for",
    "[asl]") {
  const std::string definition =
      R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"T","States":{"T":{"Type":"Task",
          "Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"End":true}}}]}}})";
  CHECK(compile_definition(definition, MachineType::Express).definition != nullptr);
}

TEST_CASE("Definition: blocks may nest 50 deep", "[asl]") {
  const auto nested = [](int depth) {
    std::string block = R"({"StartAt":"S","States":{"S":{"Type":"Succeed"}}})";
    for (int level = 0; level < depth; ++level) {
      const std::string name = "P" + std::to_string(level);
      block = R"({"StartAt":")" + name + R"(","States":{")" + name +
              R"(":{"Type":"Parallel","End":true,"Branches":[)" + block + "]}}}";
    }
    return block;
  };
  CHECK(compile_definition(nested(50), MachineType::Standard).definition != nullptr);
  const Compilation too_deep = compile_definition(nested(51), MachineType::Standard);
  REQUIRE(too_deep.diagnostics.size() == 1);
  CHECK(too_deep.diagnostics.front().code == "TOO_DEEPLY_NESTED");
}

TEST_CASE("Definition: not more than a thousand findings are collected", "[asl]") {
  std::string retriers = "{}";
  for (int count = 0; count < 100'000; ++count) retriers += ",{}";
  const Compilation compilation = compile_definition(
      machine_of(
          R"({"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true,"Retry":[)" +
          retriers + "]}"),
      MachineType::Standard);
  CHECK(compilation.diagnostics.size() <= 1'001);
  CHECK(compilation.definition == nullptr);
}

TEST_CASE("Definition: a chain of ten thousand states compiles, and each is found by its name",
          "[asl]") {
  std::string states;
  for (int index = 0; index < 10'000; ++index) {
    states += "\"s" + std::to_string(index) + "\":{\"Type\":\"Pass\",\"Next\":\"s" +
              std::to_string(index + 1) + "\"},";
  }
  const Compilation compilation = compile_definition(
      R"({"StartAt":"s0","States":{)" + states + R"("s10000":{"Type":"Succeed"}}})",
      MachineType::Standard);
  REQUIRE(compilation.definition != nullptr);
  CHECK(compilation.definition->graph().states.size() == 10'001);
  REQUIRE(compilation.definition->find("s9999") != nullptr);
  CHECK(compilation.definition->find("s9999")->common().next == "s10000");
}

}  // namespace
}  // namespace sfn::engine::testing
