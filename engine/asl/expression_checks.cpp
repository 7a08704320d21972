#include "engine/asl/expression_checks.h"

namespace sfn::engine::asl {
namespace {

constexpr std::string_view kBegin = "{%";
constexpr std::string_view kEnd = "%}";

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

}  // namespace

std::optional<std::string_view> marked_expression(const Json& value) {
  if (!value.is_string() || !is_marked(value.as_string())) return std::nullopt;
  std::string_view text = value.as_string();
  text.remove_prefix(kBegin.size());
  text.remove_suffix(kEnd.size());
  return trimmed(text);
}

// AWS "Transforming data": a text that only begins or only ends like an expression is a mistake.
bool is_expression(const Json& value) {
  if (!value.is_string()) return false;
  const std::string& text = value.as_string();
  return text.starts_with(kBegin) || text.ends_with(kEnd);
}

void check_expression(std::string_view text, Outcome, const Place& place) {
  if (!is_marked(text)) place.schema_error("JSONata string must start with {% and end with %}");
}

void check_expressions(const Json& value, Outcome outcome, const Place& place) {
  if (place.enough()) return;
  if (is_expression(value)) {
    check_expression(value.as_string(), outcome, place);
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.members())
      check_expressions(member, outcome, place.at(std::string_view(name)));
  } else if (value.is_array()) {
    for (std::size_t index = 0; index < value.items().size(); ++index)
      check_expressions(value.items()[index], outcome, place.at(index));
  }
}

}  // namespace sfn::engine::asl
