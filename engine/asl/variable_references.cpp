#include "engine/asl/variable_references.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/asl/states_variable.h"
#include "engine/query/jsonpath/expression.h"
#include "engine/query/jsonpath/template.h"

namespace sfn::engine::asl {
namespace {

namespace jsonata = query::jsonata;
using Names = std::unordered_set<std::string_view>;

void note_expression(const Json& text, StateOutline& state) {
  // What is no expression has been, or will be, reported by whoever compiles it.
  if (!text.is_string()) return;
  const auto expression = jsonpath::Expression::compile(text.as_string());
  if (!expression) return;
  for (std::string& name : expression->variables()) state.read.push_back(std::move(name));
}

// ASL "Payload Template": only what stands under a key that says so is evaluated.
void note_template(const Json& value, StateOutline& state) {
  if (value.is_array()) {
    for (const Json& item : value.items()) note_template(item, state);
  }
  if (!value.is_object()) return;
  for (const auto& [key, member] : value.members()) {
    if (jsonpath::is_expression_key(key)) {
      note_expression(member, state);
    } else {
      note_template(member, state);
    }
  }
}

template <typename Action>
void for_each_state(const BlockOutline& block, const Action& action) {
  for (const StateOutline& state : block.states) {
    action(state);
    for (const BlockOutline& inner : state.blocks) for_each_state(inner, action);
  }
}

Names assigned_names(const BlockOutline& machine) {
  Names names;
  for_each_state(machine, [&](const StateOutline& state) {
    for (const Mention& variable : state.assigned) names.insert(variable.name);
  });
  return names;
}

// Functions of JSONata are variables to the language: `$count` is one of the workflow only where
// some state assigns it.
bool is_workflow_variable(const std::string& name, Language language, const Names& assigned) {
  if (language == Language::JsonPath) return true;
  if (name == states_variable::kName) return false;
  return assigned.contains(name) || !jsonata::is_function_name(name, jsonata::Dialect::Aws);
}

}  // namespace

void note_variables(const Json& value, const Field& field, const Place& place) {
  if (place.state == nullptr) return;
  if (field.path) {
    note_expression(value, *place.state);
  } else if (field.expressions_within) {
    note_template(value, *place.state);
  }
}

void note_variables(const jsonata::References& references, const Place& place) {
  if (place.state == nullptr) return;
  std::vector<std::string>& read = place.state->read;
  read.insert(read.end(), references.variables.begin(), references.variables.end());
}

// Observed: base_variable_references_in_assign_templates,
// base_variable_references_in_jsonata_template. Nested states stand beside the others; variables
// that are only assigned, `$` and `$$` are none. Which functions of JSONata count is a guess.
VariableReferences variable_references(const BlockOutline& machine) {
  const Names assigned = assigned_names(machine);
  VariableReferences references;
  for_each_state(machine, [&](const StateOutline& state) {
    std::vector<std::string> names;
    std::copy_if(state.read.begin(), state.read.end(), std::back_inserter(names),
                 [&](const std::string& name) {
                   return is_workflow_variable(name, state.language, assigned);
                 });
    if (names.empty()) return;
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    references.emplace(state.name, std::move(names));
  });
  return references;
}

}  // namespace sfn::engine::asl
