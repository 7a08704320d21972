// Definitions that others wrote, each with the verdict of the service: SFN_DEFINITION_CASES names a
// file of them, a list of {id, valid, definition}.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/testing/catch.h"
#include "engine/asl/definition.h"
#include "engine/testing/diagnostic_cases.h"

namespace sfn::engine::testing {
namespace {

bool is_refused(const std::vector<Diagnostic>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Diagnostic& finding) { return finding.severity == Severity::Error; });
}

TEST_CASE("Definition: definitions of others get the service's verdict", "[asl]") {
  const char* const path = std::getenv("SFN_DEFINITION_CASES");
  if (path == nullptr) {
    WARN("skipped: SFN_DEFINITION_CASES names no file of definitions");
    SUCCEED();
    return;
  }
  std::ifstream file(path);
  REQUIRE(file);
  std::ostringstream content;
  content << file.rdbuf();
  const Json cases = Json::parse(content.str()).value();
  std::size_t asked = 0;
  for (const Json& a_case : cases.items()) {
    const std::string definition = a_case.find("definition")->text();
    const std::vector<Diagnostic> findings = validate_definition(definition, MachineType::Standard);
    const Json* const valid = a_case.find("valid");
    INFO(a_case.find("id")->as_string());
    for (const std::string& finding : finding_texts(findings)) UNSCOPED_INFO(finding);
    CHECK(is_refused(findings) != (valid == nullptr || valid->as_boolean()));
    ++asked;
  }
  CHECK(asked > 0);
  WARN(asked << " definitions asked");
}

}  // namespace
}  // namespace sfn::engine::testing
