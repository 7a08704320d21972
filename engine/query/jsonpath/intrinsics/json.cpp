// ASL "Intrinsic Functions": StringToJson, JsonToString, JsonMerge.
#include <array>
#include <utility>

#include "base/json/jackson_error.h"
#include "engine/query/jsonpath/intrinsics/intrinsic.h"

namespace sfn::jsonpath {
namespace {

IntrinsicResult string_to_json(IntrinsicArguments arguments, const query::Scope&,
                               query::Budget& budget) {
  if (!arguments[0].value.is_string()) return invalid_arguments();
  const std::string& text = arguments[0].value.as_string();
  // Observed: a text of blanks becomes null.
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return Json{};
  if (!budget.take_step(1 + text.size() / 4) || !budget.take_bytes(text.size() * 8))
    return stopped();
  const auto value = Json::parse(text);
  if (!value) {
    const JsonParseError& error = value.error();
    return refused("Cannot convert String to Json", ", caused by: " + error.message + "\n at " +
                                                        jackson_place(error.line, error.column));
  }
  // Observed: "-0" becomes 0.
  if (value->is_number() && value->as_integer()) return Json::integer(*value->as_integer());
  return value->rebuilt();
}

IntrinsicResult json_to_string(IntrinsicArguments arguments, const query::Scope&,
                               query::Budget& budget) {
  const Json value = arguments[0].value.rebuilt();
  const std::size_t bytes = value.text_bytes();
  if (!budget.take_step(1 + bytes / 16) || !budget.take_bytes(bytes)) return stopped();
  return Json::string(value.text());
}

// Observed: the merge is shallow whatever the third argument is, but true is refused.
IntrinsicResult json_merge(IntrinsicArguments arguments, const query::Scope&,
                           query::Budget& budget) {
  const Json &first = arguments[0].value, &second = arguments[1].value, &deep = arguments[2].value;
  if (!first.is_object() || !second.is_object() || (deep.is_boolean() && deep.as_boolean()))
    return invalid_arguments();
  if (!budget.take_step(first.members().size() + second.members().size())) return stopped();
  Json::Members merged;
  merged.reserve(first.members().size() + second.members().size());
  for (const auto& [key, value] : first.members()) {
    const Json* const newer = second.find(key);
    merged.emplace_back(key, newer != nullptr ? *newer : value);
  }
  for (const Json::Member& member : second.members()) {
    if (first.find(member.first) == nullptr) merged.push_back(member);
  }
  return Json::object(std::move(merged));
}

constexpr auto kJsonIntrinsics = std::to_array<Intrinsic>({
    {"States.StringToJson", 1, 1, &string_to_json, Intrinsic::Trait::YieldsDocument},
    {"States.JsonToString", 1, 1, &json_to_string},
    {"States.JsonMerge", 3, 3, &json_merge},
});

}  // namespace

std::span<const Intrinsic> json_intrinsics() { return kJsonIntrinsics; }

}  // namespace sfn::jsonpath
