#include "server/app/validate.h"

#include <optional>
#include <ostream>
#include <string_view>

#include "base/json/json.h"
#include "server/app/input_file.h"

namespace sfn::server {
namespace {

struct Place {
  JsonPosition position;
  std::string_view location;  // empty where the text is no JSON, which has no locations
};

Place place_of(const std::string& text, const Diagnostic& finding) {
  // The parser knows where it stopped; AWS's location of this one finding is prose.
  const auto parsed = Json::parse(text);
  if (!parsed) return {{parsed.error().line, parsed.error().column}, {}};
  if (!finding.location) return {};
  return {locate(text, *finding.location), *finding.location};
}

// AWS's message for a text that is no JSON goes on with that whole text.
std::string_view first_line(std::string_view message) {
  return message.substr(0, message.find('\n'));
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
    for (const Diagnostic& finding : engine::compile_definition(*text, command.type).diagnostics) {
      const bool is_error = finding.severity == Severity::Error;
      if (is_error) status = 1;
      const Place place = place_of(*text, finding);
      output << file << ':' << place.position.line << ':' << place.position.column << ": "
             << (is_error ? "error: " : "warning: ") << finding.code << ": "
             << first_line(finding.message);
      if (!place.location.empty()) output << " at " << place.location;
      output << '\n';
    }
  }
  return status;
}

}  // namespace sfn::server
