#include "engine/asl/supported.h"

#include <array>
#include <string>
#include <string_view>

#include "engine/asl/place.h"

namespace sfn::engine::asl {
namespace {

constexpr std::string_view kNotSupportedYet = "NOT_SUPPORTED_YET";

bool is_jsonata(const StateOutline& state) { return state.language == Language::Jsonata; }

struct Gap {
  std::string_view what;
  bool (*is_used)(const StateOutline& state);
};

// One row for each gap. What arrives takes its row with it.
constexpr auto kGaps = std::to_array<Gap>({
    {"JSONata", &is_jsonata},
});

}  // namespace

void check_supported(const BlockOutline& machine, std::vector<Diagnostic>& findings) {
  for (const StateOutline& state : machine.states) {
    for (const Gap& gap : kGaps) {
      if (findings.size() == kMostFindings) return;
      if (!gap.is_used(state)) continue;
      findings.push_back({Severity::Error, std::string(kNotSupportedYet),
                          "This emulator does not run " + std::string(gap.what) + " yet",
                          state.location});
    }
    for (const BlockOutline& inner : state.blocks) check_supported(inner, findings);
  }
}

}  // namespace sfn::engine::asl
