#pragma once
// Diagnostic: one finding about a definition. Checks collect all findings and never stop at the
// first; a plain value.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace sfn {

enum class Severity : std::uint8_t { Error, Warning };

struct Diagnostic {
  Severity severity = Severity::Error;
  std::string code;     // AWS's, e.g. SCHEMA_VALIDATION_FAILED
  std::string message;  // in AWS's words
  std::optional<std::string>
      location;  // "/States/A/Choices[0]/Next"; absent where no place can be named

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

namespace diagnostic_codes {
// AWS ValidateStateMachineDefinition: the code of most findings.
inline constexpr std::string_view kSchemaValidationFailed = "SCHEMA_VALIDATION_FAILED";
}  // namespace diagnostic_codes

// What a check works with: where it stands in the definition, and where findings go. Borrows the
// list.
class DiagnosticSink {
 public:
  explicit DiagnosticSink(std::vector<Diagnostic>& findings, std::string location = {})
      : findings_(&findings), location_(std::move(location)) {}

  // "/States/A" -> "/States/A/InputPath"
  [[nodiscard]] DiagnosticSink at(std::string_view field) const {
    return DiagnosticSink{*findings_, location_ + "/" + shown(field)};
  }
  // "/States/A/Choices" -> "/States/A/Choices[0]"
  [[nodiscard]] DiagnosticSink at(std::size_t index) const {
    return DiagnosticSink{*findings_, location_ + "[" + std::to_string(index) + "]"};
  }

  void error(std::string_view code, std::string message) {
    findings_->push_back({Severity::Error, std::string(code), std::move(message), location_});
  }
  void schema_error(std::string message) {
    error(diagnostic_codes::kSchemaValidationFailed, std::move(message));
  }
  void warning(std::string_view code, std::string message) {
    findings_->push_back({Severity::Warning, std::string(code), std::move(message), location_});
  }
  [[nodiscard]] const std::string& location() const { return location_; }

 private:
  // Every step into a definition and every finding copies the location, so a hostile name must not
  // make it long. No name that is allowed is longer than 80 characters of four bytes.
  static std::string shown(std::string_view field) {
    constexpr std::size_t kLongest = 320;
    if (field.size() <= kLongest) return std::string(field);
    return std::string(utf8_prefix(field, kLongest)) + "...";
  }

  std::vector<Diagnostic>* findings_;
  std::string location_;
};

}  // namespace sfn
