#include "engine/asl/supported.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/asl/fields.h"
#include "engine/asl/language.h"
#include "engine/asl/place.h"
#include "engine/asl/task_resource.h"

namespace sfn::engine::asl {
namespace {

constexpr std::string_view kNotSupportedYet = "NOT_SUPPORTED_YET";

struct StateView {
  const Json& state;
  Language language = Language::JsonPath;

  [[nodiscard]] std::optional<TaskResource> resource() const {
    const Json* const arn = state.find(fields::kResource);
    if (arn == nullptr) return std::nullopt;
    auto parsed = parse_task_resource(arn->as_string());
    return parsed ? std::optional{std::move(*parsed)} : std::nullopt;
  }
};

bool is_map(const StateView& view) { return view.state.find(fields::kType)->as_string() == "Map"; }

bool is_jsonata(const StateView& view) { return view.language == Language::Jsonata; }

bool mentions(const Json& value, std::string_view field) {
  if (value.is_object()) {
    return std::any_of(value.members().begin(), value.members().end(), [&](const Json::Member& member) {
      return member.first == field || mentions(member.second, field);
    });
  }
  return value.is_array() && std::any_of(value.items().begin(), value.items().end(),
                                         [&](const Json& item) { return mentions(item, field); });
}

// In the state, its catchers or the rules of a Choice.
bool assigns_variables(const StateView& view) {
  return std::any_of(view.state.members().begin(), view.state.members().end(), [](const Json::Member& member) {
    const bool entries = member.first == fields::kCatch || member.first == "Choices";
    return member.first == fields::kAssign || (entries && mentions(member.second, fields::kAssign));
  });
}

bool is_activity(const StateView& view) {
  const auto resource = view.resource();
  return resource && resource->kind == ResourceKind::Activity;
}

bool calls_other_service(const StateView& view) {
  const auto resource = view.resource();
  if (!resource || resource->kind == ResourceKind::Activity || resource->kind == ResourceKind::LambdaFunction) return false;
  const bool runs = resource->service == "lambda" && resource->action == "invoke" &&
                    resource->pattern == Pattern::RequestResponse;
  return !runs;
}

bool has_credentials(const StateView& view) { return view.state.find("Credentials") != nullptr; }

struct Gap {
  std::string_view what;
  bool (*is_used)(const StateView& view);
};

// One row for each gap. What arrives takes its row with it.
constexpr auto kGaps = std::to_array<Gap>({
    {"Map states", &is_map},
    {"JSONata", &is_jsonata},
    {"Assign", &assigns_variables},
    {"activities", &is_activity},
    {"service integrations other than lambda:invoke", &calls_other_service},
    {"Credentials", &has_credentials},
});

void check_block(const Json& block, Language machine, const DiagnosticSink& where, std::vector<Diagnostic>& findings);

void check_state(const Json& state, Language machine, DiagnosticSink where, std::vector<Diagnostic>& findings) {
  const StateView view{state, language_of(state, machine)};
  for (const Gap& gap : kGaps) {
    if (findings.size() < kMostFindings && gap.is_used(view)) {
      where.error(kNotSupportedYet, "This emulator does not run " + std::string(gap.what) + " yet");
    }
  }
  for (const auto& [field, value] : state.members()) {
    if (value.is_object() && value.find(fields::kStates) != nullptr) check_block(value, machine, where.at(field), findings);
    if (!value.is_array()) continue;
    for (std::size_t index = 0; index < value.items().size(); ++index) {
      const Json& item = value.items()[index];
      if (item.find(fields::kStates) != nullptr) check_block(item, machine, where.at(field).at(index), findings);
    }
  }
}

void check_block(const Json& block, Language machine, const DiagnosticSink& where, std::vector<Diagnostic>& findings) {
  const DiagnosticSink states = where.at(fields::kStates);
  for (const auto& [name, state] : block.find(fields::kStates)->members()) {
    check_state(state, machine, states.at(name), findings);
  }
}

}  // namespace

void check_supported(const Json& definition, std::vector<Diagnostic>& findings) {
  check_block(definition, language_of(definition, Language::JsonPath), DiagnosticSink{findings}, findings);
}

}  // namespace sfn::engine::asl
