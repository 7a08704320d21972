#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "api-models/quotas.h"
#include "base/assert.h"
#include "base/java/utf8.h"
#include "base/json/jackson_error.h"
#include "engine/asl/block.h"
#include "engine/asl/definition.h"
#include "engine/asl/graph.h"
#include "engine/asl/names.h"
#include "engine/asl/variable_references.h"
#include "engine/asl/variables.h"

namespace sfn::engine {
namespace {

using asl::Language;
using asl::Place;
namespace fields = asl::fields;

constexpr std::string_view kVersion = "Version";
constexpr auto kVersions = std::to_array<std::string_view>({"1.0"});

constexpr auto kMachineFields = asl::join(
    asl::kBlockFields, std::to_array<asl::Field>({
                           asl::one_of(fields::kQueryLanguage, asl::kLanguageNames),
                           // Observed on AWS: 0 is accepted.
                           asl::integer(fields::kTimeoutSeconds, 0, api::quotas::kSecondsMax),
                           asl::one_of(kVersion, kVersions),
                       }));
constexpr asl::ObjectSchema kMachineSchema{.fields = kMachineFields,
                                           .required = asl::kBlockRequired};

bool has_error(const std::vector<Diagnostic>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Diagnostic& finding) { return finding.severity == Severity::Error; });
}

// A message may speak of a second place, the one where something was opened.
std::string with_named_source(std::string message, const std::string& source) {
  const std::size_t found = message.find(kHiddenSource);
  if (found != std::string::npos) message.replace(found, kHiddenSource.size(), source);
  return message;
}

// Observed: test_validate_state_machine_definition_not_a_definition.
Diagnostic not_an_object() {
  return {Severity::Error, std::string(diagnostic_codes::kSchemaValidationFailed),
          "Definition must be a valid JSON object", std::nullopt};
}

Diagnostic not_json(std::string_view text, const JsonParseError& error) {
  const bool blank = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
  if (blank) return not_an_object();
  // A file may hold anything; what Jackson is given is text.
  const std::string source = jackson_source(java_utf8_text(text));
  const std::string location = source + "; line: " + std::to_string(error.line) +
                               ", column: " + std::to_string(error.column) + "]";
  return {Severity::Error, "INVALID_JSON_DESCRIPTION",
          with_named_source(java_utf8_text(error.message), source) + "\n at " + location, location};
}

// At the top level the path is empty; AWS writes "/".
void name_top_level(std::vector<Diagnostic>& findings) {
  for (Diagnostic& finding : findings) {
    if (finding.location == "") finding.location = "/";
  }
}

// A definition that was read, as far as it could be. The outline points into the parsed text.
struct Checked {
  std::optional<Json> definition;  // an object
  StateGraph graph;
  asl::BlockOutline outline;
  std::vector<Diagnostic> findings;
};

Checked check(std::string_view text, MachineType type) {
  Checked checked;
  std::vector<Diagnostic>& findings = checked.findings;
  auto parsed = Json::parse(std::string(text));
  if (!parsed) {
    findings.push_back(not_json(text, parsed.error()));
    return checked;
  }
  if (!parsed->is_object()) {
    findings.push_back(not_an_object());
    return checked;
  }
  const Json& definition = checked.definition.emplace(std::move(*parsed));
  const Language language = asl::language_of(definition, Language::JsonPath);
  const Place place{findings, type, language, language};
  asl::check_object(definition, kMachineSchema, place);
  checked.graph = asl::parse_block(definition, place, checked.outline);
  asl::check_names(checked.outline, findings);
  asl::check_variable_scopes(checked.outline, findings);
  asl::check_graph(checked.outline, findings);
  name_top_level(findings);
  return checked;
}

}  // namespace

std::vector<Diagnostic> validate_definition(std::string_view text, MachineType type) {
  return check(text, type).findings;
}

Compilation compile_definition(std::string_view text, MachineType type) {
  Checked checked = check(text, type);
  Compilation compilation;
  std::vector<Diagnostic>& findings = compilation.diagnostics;
  findings = std::move(checked.findings);
  if (has_error(findings)) return compilation;

  SFN_ASSERT(checked.graph.states.size() == checked.outline.states.size(),
             "a definition without errors has all its states");
  compilation.definition = std::make_shared<const CompiledDefinition>(
      std::move(checked.graph), asl::integer_if_given(*checked.definition, fields::kTimeoutSeconds),
      asl::variable_references(checked.outline));
  return compilation;
}

}  // namespace sfn::engine
