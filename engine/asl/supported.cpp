#include "engine/asl/supported.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/asl/fields.h"
#include "engine/asl/place.h"
#include "engine/asl/task_resource.h"

namespace sfn::engine::asl {
namespace {

constexpr std::string_view kNotSupportedYet = "NOT_SUPPORTED_YET";

std::optional<TaskResource> resource_of(const StateOutline& state) {
  const Json* const arn = state.fields->find(fields::kResource);
  if (state.type != StateType::Task || arn == nullptr) return std::nullopt;
  auto resource = parse_task_resource(arn->as_string());
  if (!resource) return std::nullopt;
  return std::move(*resource);
}

bool is_jsonata(const StateOutline& state) { return state.language == Language::Jsonata; }

bool assigns_variables(const StateOutline& state) { return !state.assigned.empty(); }

bool calls_other_service(const StateOutline& state) {
  const auto resource = resource_of(state);
  if (!resource || resource->target().family != TaskFamily::Service) return false;
  return resource->integration == nullptr || resource->service != "lambda" ||
         !(resource->pattern == Pattern::RequestResponse ||
           resource->pattern == Pattern::WaitForTaskToken);
}

struct Gap {
  std::string_view what;
  bool (*is_used)(const StateOutline& state);
};

// One row for each gap. What arrives takes its row with it.
constexpr auto kGaps = std::to_array<Gap>({
    {"JSONata", &is_jsonata},
    {"variables", &assigns_variables},
    {"service integrations other than lambda:invoke", &calls_other_service},
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
