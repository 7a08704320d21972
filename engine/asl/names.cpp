#include "engine/asl/names.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "api-models/quotas.h"
#include "base/utf8.h"
#include "engine/asl/place.h"

namespace sfn::engine::asl {
namespace {

// AWS "Map state": what a Label may not contain, besides white space and control characters.
constexpr std::string_view kForbiddenInLabels = "?*<>{}[]:;,\\|^~$#%&`\"";

bool has_forbidden_character(std::string_view label) {
  for (std::size_t at = 0; at < label.size(); ++at) {
    const auto byte = static_cast<unsigned char>(label[at]);
    if (byte <= 0x20 || byte == 0x7F ||
        kForbiddenInLabels.find(label[at]) != std::string_view::npos)
      return true;
    // U+0080 to U+009F
    if (byte == 0xC2 && at + 1 < label.size() && static_cast<unsigned char>(label[at + 1]) < 0xA0)
      return true;
  }
  return false;
}

class NameCheck {
 public:
  explicit NameCheck(std::vector<Diagnostic>& findings) : findings_(findings) {}

  void duplicates(const BlockOutline& block) {
    for (const StateOutline& state : block.states) {
      if (!names_.insert(state.name).second) {
        report("DUPLICATE_STATE_NAME", "Duplicate State name: " + state.name, state.location);
      }
      for (const BlockOutline& inner : state.blocks) duplicates(inner);
    }
  }

  void lengths(const BlockOutline& block) {
    for (const StateOutline& state : block.states) {
      if (utf8_characters(state.name) > api::quotas::kStateNameLength) {
        report("INVALID_STATE_NAME",
               "Invalid State name: State exceeds the 80-character limit allowed by the service",
               state.location);
      }
      for (const BlockOutline& inner : state.blocks) lengths(inner);
    }
  }

  void labels(const BlockOutline& block) {
    for (const StateOutline& state : block.states) {
      if (state.label) label(*state.label);
      for (const BlockOutline& inner : state.blocks) labels(inner);
    }
  }

 private:
  void label(const Mention& label) {
    if (utf8_characters(label.name) > api::quotas::kLabelLength) {
      report("INVALID_LABEL_NAME",
             "Invalid Label name: Label exceeds the 40-character limit allowed by the service",
             label.location);
    } else if (label.name.empty() || has_forbidden_character(label.name)) {
      report("INVALID_LABEL_NAME", "Invalid Label name: " + label.name, label.location);
    }
    if (!labels_.insert(label.name).second) {
      report("DUPLICATE_LABEL_NAME", "Duplicate Label name: " + label.name, label.location);
    }
  }

  void report(std::string_view code, std::string message, const std::string& location) {
    if (findings_.size() >= kMostFindings) return;
    findings_.push_back({Severity::Error, std::string(code), std::move(message), location});
  }

  std::vector<Diagnostic>& findings_;
  std::unordered_set<std::string_view> names_;
  std::unordered_set<std::string_view> labels_;
};

}  // namespace

void check_names(const BlockOutline& machine, std::vector<Diagnostic>& findings) {
  NameCheck check{findings};
  check.duplicates(machine);
  check.lengths(machine);
  check.labels(machine);
}

}  // namespace sfn::engine::asl
