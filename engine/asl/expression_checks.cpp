#include "engine/asl/expression_checks.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/asl/states_variable.h"
#include "engine/asl/variable_references.h"
#include "engine/query/jsonata/expression.h"

namespace sfn::engine::asl {
namespace {

namespace jsonata = query::jsonata;

constexpr std::string_view kBegin = "{%";
constexpr std::string_view kEnd = "%}";
constexpr std::string_view kInvalid = "INVALID_JSONATA_EXPRESSION";
constexpr std::string_view kUnsupported = "UNSUPPORTED_JSONATA_EXPRESSION";
constexpr std::string_view kRoot = "$$";

// "{%}" would begin and end with the same character.
bool is_marked(std::string_view text) {
  return text.size() >= kBegin.size() + kEnd.size() && text.starts_with(kBegin) &&
         text.ends_with(kEnd);
}

// Java's String.trim.
std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool states_has(std::string_view member, Outcome outcome) {
  if (member == states_variable::kResult) return outcome == Outcome::Result;
  if (member == states_variable::kErrorOutput) return outcome == Outcome::Error;
  return member == states_variable::kInput || member == states_variable::kContext;
}

// AWS "Transforming data": nothing is the input of an expression, so its fields and `$` mean
// something only within steps and functions that have items.
void check_top_level(const std::vector<jsonata::References::TopLevel>& references,
                     const Place& place) {
  std::vector<std::string_view> told;
  for (const auto& [name, position] : references) {
    if (place.enough() || std::find(told.begin(), told.end(), name) != told.end()) continue;
    told.push_back(name);
    // Observed on AWS, for `$$` and the name of a field.
    const std::string_view where = name == kRoot ? "" : " at the top level";
    place.error(kUnsupported,
                "Reference to '" + name + "'" + std::string(where) + " is not supported.");
  }
}

// Observed: Feature.JSONataValidation-003-pass-output-cannot-access-states-erroroutput. That it is
// the same for names that `$states` never has is a guess.
void check_states_members(const std::vector<std::string>& members, Outcome outcome,
                          const Place& place) {
  for (const std::string& member : members) {
    if (place.enough() || states_has(member, outcome)) continue;
    place.error(kUnsupported, "Field '$states." + member + "' does not exist.");
  }
}

}  // namespace

std::optional<std::string_view> marked_expression(const Json& value) {
  if (!value.is_string() || !is_marked(value.as_string())) return std::nullopt;
  std::string_view text = value.as_string();
  text.remove_prefix(kBegin.size());
  text.remove_suffix(kEnd.size());
  return trimmed(text);
}

// AWS "Transforming data": a text that begins like an expression and does not end like one is a
// mistake. Observed: one that only ends so is a mistake, too, but one with an expression in it is
// just a text.
bool is_expression(const Json& value) {
  if (!value.is_string()) return false;
  const std::string& text = value.as_string();
  return text.starts_with(kBegin) ||
         (text.ends_with(kEnd) && text.find(kBegin) == std::string::npos);
}

// Observed: test_undefined_reference, and `$eval` on AWS: names that nothing binds are no mistakes
// here; they fail when they are evaluated.
void check_expression(const Json& text, Outcome outcome, const Place& place) {
  const auto marked = marked_expression(text);
  if (!marked) {
    place.schema_error("JSONata string must start with {% and end with %}");
    return;
  }
  const auto expression = jsonata::Expression::compile(std::string(*marked), jsonata::Dialect::Aws);
  if (!expression) {
    place.error(kInvalid, expression.error().message);
    return;
  }
  note_variables(expression->references(), place);
  check_top_level(expression->references().top_level, place);
  check_states_members(expression->references().states_members, outcome, place);
}

void check_expressions(const Json& value, Outcome outcome, const Place& place) {
  if (place.enough()) return;
  if (is_expression(value)) {
    check_expression(value, outcome, place);
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.members())
      check_expressions(member, outcome, place.at(std::string_view(name)));
  } else if (value.is_array()) {
    for (std::size_t index = 0; index < value.items().size(); ++index)
      check_expressions(value.items()[index], outcome, place.at(index));
  }
}

}  // namespace sfn::engine::asl
