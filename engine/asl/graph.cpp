#include "engine/asl/graph.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "engine/asl/place.h"

namespace sfn::engine::asl {
namespace {

constexpr std::string_view kMissingTransitionTarget = "MISSING_TRANSITION_TARGET";
constexpr std::string_view kMissingEndState = "MISSING_END_STATE";

using Index = std::unordered_map<std::string_view, std::size_t>;

Index index_of(const BlockOutline& block) {
  Index index;
  for (std::size_t at = 0; at < block.states.size(); ++at) index.emplace(block.states[at].name, at);
  return index;
}

void report(std::string_view code, std::string message, std::optional<std::string> location,
            std::vector<Diagnostic>& findings) {
  if (findings.size() >= kMostFindings) return;
  findings.push_back({Severity::Error, std::string(code), std::move(message), std::move(location)});
}

template <typename Check>
void for_each_block(const BlockOutline& block, const Check& check) {
  check(block);
  for (const StateOutline& state : block.states) {
    for (const BlockOutline& inner : state.blocks) for_each_block(inner, check);
  }
}

// In the order of the text, inner blocks where their state stands.
void check_targets(const BlockOutline& block, std::vector<Diagnostic>& findings) {
  const Index index = index_of(block);
  const auto check = [&](const Mention& transition) {
    // In a block that could not be read whole, the target may be what is missing from the outline.
    if (!block.complete || index.contains(transition.name)) return;
    // Observed on AWS: the word in quotes is Next for every field.
    report(kMissingTransitionTarget, "Missing 'Next' target: " + transition.name,
           transition.location, findings);
  };
  if (block.start_at) check(*block.start_at);
  for (const StateOutline& state : block.states) {
    for (const BlockOutline& inner : state.blocks) check_targets(inner, findings);
    for (const Mention& transition : state.transitions) check(transition);
  }
}

std::vector<bool> reachable_states(const BlockOutline& block) {
  const Index index = index_of(block);
  std::vector<bool> reached(block.states.size(), false);
  std::vector<std::size_t> open;
  const auto reach = [&](const std::string& name) {
    const auto found = index.find(name);
    if (found == index.end() || reached[found->second]) return;
    reached[found->second] = true;
    open.push_back(found->second);
  };
  reach(block.start_at->name);
  while (!open.empty()) {
    const StateOutline& state = block.states[open.back()];
    open.pop_back();
    for (const Mention& transition : state.transitions) reach(transition.name);
  }
  return reached;
}

void check_reachable(const BlockOutline& block, std::vector<Diagnostic>& findings) {
  if (!block.complete) return;
  const std::vector<bool> reached = reachable_states(block);
  for (std::size_t at = 0; at < reached.size(); ++at) {
    if (reached[at]) continue;
    report(kMissingTransitionTarget, "State \"" + block.states[at].name + "\" is not reachable.",
           block.states[at].location, findings);
  }
}

}  // namespace

void check_graph(const BlockOutline& machine, std::vector<Diagnostic>& findings) {
  check_targets(machine, findings);
  // Observed on AWS: asked of the top level only; a branch may loop for ever. Nothing is said of
  // reachability then.
  const bool ends =
      std::any_of(machine.states.begin(), machine.states.end(),
                  [](const StateOutline& state) { return state.ending != Ending::No; });
  if (machine.complete && !ends) {
    report(kMissingEndState, "Workflow has no terminal state", std::nullopt, findings);
    return;
  }
  for_each_block(machine, [&](const BlockOutline& block) { check_reachable(block, findings); });
}

}  // namespace sfn::engine::asl
