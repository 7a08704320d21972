// ASL "Intrinsic Functions": Format and UUID.
#include <array>
#include <utility>
#include <vector>

#include "base/random.h"
#include "engine/query/jsonpath/intrinsics/intrinsic.h"

namespace sfn::jsonpath {
namespace {

// The texts between the placeholders of a template, one more than there are placeholders.
Result<std::vector<std::string>, IntrinsicFailure> template_parts(std::string_view text) {
  constexpr std::string_view kEscapable = "'{}\\";
  const auto unmatched = [](char sought, char found) {
    return refused("Invalid template",
                   std::string(": matching '") + sought + "' not found for '" + found + "'.");
  };
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_last = i + 1 == text.size();
    if (c == '\\' && !is_last && kEscapable.find(text[i + 1]) != std::string_view::npos) {
      parts.back() += text[++i];
    } else if (c == '{') {
      if (is_last || text[i + 1] != '}') return unmatched('}', '{');
      parts.emplace_back();
      ++i;
    } else if (c == '}') {
      return unmatched('{', '}');
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

IntrinsicResult format(IntrinsicArguments arguments, const query::Scope&, query::Budget& budget) {
  if (!arguments[0].value.is_string()) return invalid_arguments();
  const std::string& text = arguments[0].value.as_string();
  // Placeholders take more room than their two bytes.
  if (!budget.take_step(1 + text.size()) || !budget.take_bytes(text.size() * sizeof(std::string)))
    return stopped();
  SFN_TRY(const std::vector<std::string> parts, template_parts(text));
  if (parts.size() != arguments.size()) {
    return refused("Invalid arguments",
                   ": number of arguments do not match the occurrences of {}.");
  }
  std::string result = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto value = printed(arguments[i], budget);
    if (!value) return stopped();
    result += *value;
    result += parts[i];
  }
  return Json::string(std::move(result));
}

// Observed: arguments are ignored.
IntrinsicResult uuid(IntrinsicArguments, const query::Scope& scope, query::Budget&) {
  return Json::string(scope.random.uuid());
}

constexpr auto kGenericIntrinsics = std::to_array<Intrinsic>({
    {"States.Format", 1, Intrinsic::kAnyNumber, &format, Intrinsic::Trait::FirstIsTemplate},
    {"States.UUID", 0, Intrinsic::kAnyNumber, &uuid},
});

}  // namespace

std::span<const Intrinsic> generic_intrinsics() { return kGenericIntrinsics; }

}  // namespace sfn::jsonpath
