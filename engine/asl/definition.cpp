#include "engine/asl/definition.h"

#include <utility>

namespace sfn::engine {
namespace {

void index_states(const StateGraph& graph,
                  std::unordered_map<std::string_view, const State*>& by_name) {
  for (const auto& state : graph.states) {
    by_name.emplace(state->name(), state.get());
    for (const StateGraph& branch : state->branches()) index_states(branch, by_name);
  }
}

}  // namespace

CompiledDefinition::CompiledDefinition(StateGraph graph,
                                       std::optional<std::int64_t> timeout_seconds,
                                       VariableReferences variable_references)
    : graph_(std::move(graph)),
      timeout_seconds_(timeout_seconds),
      variable_references_(std::move(variable_references)) {
  index_states(graph_, by_name_);
  for (const auto& [name, state] : by_name_) {
    const MapProcessor* const processor = state->processor();
    if (processor == nullptr) continue;
    processors_.emplace(processor->label, processor);
    processors_.insert(processor->definition->processors_.begin(),
                       processor->definition->processors_.end());
  }
}

CompiledDefinition::~CompiledDefinition() = default;

const State* CompiledDefinition::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

const MapProcessor* CompiledDefinition::find_processor(std::string_view label) const {
  const auto found = processors_.find(label);
  return found == processors_.end() ? nullptr : found->second;
}

std::string invalid_definition_message(const std::vector<Diagnostic>& diagnostics) {
  std::string message = "Invalid State Machine Definition: '";
  bool first = true;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::Error) continue;
    if (!first) message += ", ";
    first = false;
    // Observed on AWS: what has no location is "at null".
    message +=
        diagnostic.code + ": " + diagnostic.message + " at " + diagnostic.location.value_or("null");
  }
  return message += "'";
}

}  // namespace sfn::engine
