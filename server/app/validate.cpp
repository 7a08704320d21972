#include "server/app/validate.h"

#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>

#include "base/json/json.h"

namespace sfn::server {
namespace {

std::optional<std::string> read_file(const std::string& file) {
  std::ifstream stream{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad()) return std::nullopt;
  return text;
}

JsonPosition position_of(const std::string& text, const Diagnostic& finding) {
  if (finding.location) return locate(text, *finding.location);
  // A text that is no JSON has no locations, but the parser knows where it stopped.
  const auto parsed = Json::parse(text);
  if (!parsed) return {parsed.error().line, parsed.error().column};
  return {};
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
      const JsonPosition at = position_of(*text, finding);
      output << file << ':' << at.line << ':' << at.column << ": " << (is_error ? "error: " : "warning: ") << finding.code
             << ": " << finding.message;
      if (finding.location) output << " at " << *finding.location;
      output << '\n';
    }
  }
  return status;
}

}  // namespace sfn::server
