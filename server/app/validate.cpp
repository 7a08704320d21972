#include "server/app/validate.h"

#include <optional>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json/json.h"
#include "server/app/input_file.h"
#include "server/operations/definition_check.h"

namespace sfn::server {
namespace {

struct Place {
  JsonPosition position;
  std::string_view location;  // empty where the text is no JSON, which has no locations
};

Place place_of(const std::string& text, const std::optional<JsonParseError>& no_json,
               const Diagnostic& finding) {
  // The parser knows where it stopped; AWS's location of this one finding is prose.
  if (no_json) return {{no_json->line, no_json->column}, {}};
  if (!finding.location) return {};
  return {locate(text, *finding.location), *finding.location};
}

// AWS's message for a text that is no JSON goes on with that whole text.
std::string_view first_line(std::string_view message) {
  return message.substr(0, message.find('\n'));
}

void print_findings(const std::string& file, const std::string& text,
                    const std::vector<Diagnostic>& findings, std::ostream& output) {
  std::optional<JsonParseError> no_json;
  if (auto parsed = Json::parse(text); !parsed) no_json = std::move(parsed).error();
  for (const Diagnostic& finding : findings) {
    const Place place = place_of(text, no_json, finding);
    output << file << ':' << place.position.line << ':' << place.position.column << ": "
           << (finding.severity == Severity::Error ? "error: " : "warning: ") << finding.code
           << ": " << first_line(finding.message);
    if (!place.location.empty()) output << " at " << place.location;
    output << '\n';
  }
}

}  // namespace

int validate(const ValidateCommand& command, std::ostream& output, std::ostream& errors) {
  int status = 0;
  for (const std::string& file : command.files) {
    const std::optional<std::string> text = read_file(file);
    if (!text) {
      errors << "sfn-emulator: '" << file << "' cannot be read\n";
      return 2;
    }
    std::vector<Diagnostic> findings = engine::compile_definition(*text, command.type).diagnostics;
    if (!command.json) print_findings(file, *text, findings, output);
    const std::size_t all = findings.size();
    const auto answer =
        validation_answer(std::move(findings), api::ValidationSeverity::Warning, all);
    if (answer.result == api::ValidationResult::Fail) status = 1;
    if (command.json) output << api::encode(answer) << '\n';
  }
  return status;
}

}  // namespace sfn::server
