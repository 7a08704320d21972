#include "engine/asl/variables.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "api-models/quotas.h"
#include "base/utf8.h"
#include "engine/asl/fields.h"
#include "engine/asl/states_variable.h"
#include "engine/asl/template_checks.h"

namespace sfn::engine::asl {
namespace {

constexpr std::string_view kInvalidName = "INVALID_VARIABLE_NAME";

bool is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

// AWS "Variables": a Unicode letter, then letters, digits and underscores. Beyond ASCII every
// character counts as a letter.
bool is_variable_name(std::string_view name) {
  return !name.empty() && is_letter(static_cast<unsigned char>(name.front())) &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_letter(static_cast<unsigned char>(c)) || (c >= '0' && c <= '9') || c == '_';
         });
}

void check_variable_name(std::string_view name, const Place& place) {
  if (name == states_variable::kName) {
    place.error("RESERVED_VARIABLE_NAME",
                "Cannot assign to reserved variable '$" + std::string(name) + "'.");
  } else if (!is_variable_name(name)) {
    place.error(kInvalidName, "Invalid variable name '" + std::string(utf8_prefix(name, 200)) +
                                  "': the variable name contains invalid characters.");
  } else if (utf8_characters(name) > api::quotas::kVariableNameLength) {
    place.error(kInvalidName, "Invalid variable name '" + std::string(utf8_prefix(name, 200)) +
                                  "': the variable name exceeds the 80-character limit.");
  }
}

using Scopes =
    std::unordered_map<std::string_view, std::size_t>;  // how many blocks around set the variable

void check_scope(const BlockOutline& block, Scopes& outer, std::vector<Diagnostic>& findings) {
  for (const StateOutline& state : block.states) {
    for (const Mention& variable : state.assigned) {
      if (!outer.contains(variable.name) || findings.size() >= kMostFindings) continue;
      findings.push_back(
          {Severity::Error, std::string(kInvalidName),
           "The variable name '" + variable.name + "' was already defined in a parent scope.",
           variable.location});
    }
  }
  const auto for_each_variable = [&](const auto& action) {
    for (const StateOutline& state : block.states) {
      for (const Mention& variable : state.assigned) action(variable.name);
    }
  };
  for_each_variable([&](const std::string& name) { ++outer[name]; });
  for (const StateOutline& state : block.states) {
    for (const BlockOutline& inner : state.blocks) check_scope(inner, outer, findings);
  }
  for_each_variable([&](const std::string& name) {
    const auto found = outer.find(name);
    if (--found->second == 0) outer.erase(found);
  });
}

}  // namespace

Assign parse_assign(const Json& object, const Place& place, StateOutline& outline) {
  const Json* const assign = object.find(fields::kAssign);
  // Where it is no object, the table of fields has said so.
  if (assign == nullptr || !assign->is_object()) return {};
  const Place here = place.at(fields::kAssign);
  for (const auto& [key, value] : assign->members()) {
    if (place.enough()) return {};
    const std::string_view name = result_member(key, place.language);
    const Place entry = here.at(name);
    check_variable_name(name, entry);
    outline.assigned.push_back({std::string(name), entry.where.location()});
  }
  Assign compiled = Assign::compile(object, place);
  if (place.language == Language::JsonPath)
    warn_of_missing_suffixes(object, fields::kAssign, place);
  return compiled;
}

void check_variable_scopes(const BlockOutline& machine, std::vector<Diagnostic>& findings) {
  Scopes outer;
  check_scope(machine, outer, findings);
}

}  // namespace sfn::engine::asl
