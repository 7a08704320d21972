// Definitions that others wrote, each with the verdict of the service: SFN_DEFINITION_CASES names a
// folder with files of them, lists of {id, valid, definition}; without `valid` they are.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/testing/catch.h"
#include "engine/asl/definition.h"
#include "engine/testing/case_file.h"
#include "engine/testing/diagnostic_cases.h"

namespace sfn::engine::testing {
namespace {

bool is_refused(const std::vector<Diagnostic>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Diagnostic& finding) { return finding.severity == Severity::Error; });
}

Json read_list(const std::filesystem::path& path) {
  std::ifstream file(path);
  REQUIRE(file);
  std::ostringstream content;
  content << file.rdbuf();
  return Json::parse(content.str()).value();
}

// Verdicts that are not followed here, each with the reason.
std::set<std::string> read_differences() {
  std::set<std::string> ids;
  const Json differences = read_cases("engine/asl/testdata/foreign_verdicts.json");
  for (const Json& difference : differences.items()) ids.insert(difference.find("id")->as_string());
  return ids;
}

void check_verdict(const Json& a_case, const std::set<std::string>& differences) {
  const std::vector<Diagnostic> findings =
      validate_definition(a_case.find("definition")->text(), MachineType::Standard);
  const Json* const valid = a_case.find("valid");
  const std::string& id = a_case.find("id")->as_string();
  INFO(id);
  for (const std::string& finding : finding_texts(findings)) UNSCOPED_INFO(finding);
  const bool is_accepted = !is_refused(findings);
  const bool is_as_told = is_accepted == (valid == nullptr || valid->as_boolean());
  CHECK(is_as_told != differences.contains(id));
}

TEST_CASE("Definition: definitions of others get the service's verdict", "[asl][foreign]") {
  const char* const folder = std::getenv("SFN_DEFINITION_CASES");
  if (folder == nullptr) {
    SUCCEED("SFN_DEFINITION_CASES names no folder of definitions");
    return;
  }
  const std::set<std::string> differences = read_differences();
  std::size_t asked = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const Json cases = read_list(entry.path());
    for (const Json& a_case : cases.items()) check_verdict(a_case, differences);
    asked += cases.items().size();
  }
  CHECK(asked > 0);
  WARN(asked << " definitions asked");
}

}  // namespace
}  // namespace sfn::engine::testing
