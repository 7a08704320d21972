#include "engine/integrations/own_api.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

namespace sfn::engine {
namespace {

constexpr std::string_view kException = "Exception";

// Errors of the framework in front of the service, for which the SDKs have no classes.
constexpr auto kFrameworkErrors = std::to_array<std::string_view>({
    "InternalFailure",
    "RequestEntityTooLargeException",
    "SerializationException",
    "UnknownOperationException",
});

// Members that the API wants as a text and that hold JSON: a value that is no text is written out.
constexpr auto kJsonTexts =
    std::to_array<std::string_view>({"Input", "Output", "Definition", "Context", "Variables"});
bool holds_json_text(std::string_view name) {
  return std::find(kJsonTexts.begin(), kJsonTexts.end(), name) != kJsonTexts.end();
}

// Observed: test_start_execution_input_json, test_sfn_start_execution_implicit_json_serialisation.
Json as_text(const Json& value) {
  return value.is_string() ? value : Json::string(value.rebuilt().text());
}

// Observed: test_start_execution: a null is as good as nothing.
Json to_api(const Json& value) {
  if (value.is_array()) {
    Json::Items items;
    for (const Json& item : value.items()) items.push_back(to_api(item));
    return Json::array(std::move(items));
  }
  if (!value.is_object()) return value;
  Json::Members members;
  for (const auto& [name, member] : value.members()) {
    if (member.is_null()) continue;
    std::string of_api = without_capital(name);
    // "Name" and "name" are two members here, and one there: the first counts.
    const bool is_known = std::any_of(members.begin(), members.end(),
                                      [&](const auto& known) { return known.first == of_api; });
    if (!is_known)
      members.emplace_back(std::move(of_api),
                           holds_json_text(name) ? as_text(member) : to_api(member));
  }
  return Json::object(std::move(members));
}

}  // namespace

std::string with_capital(std::string_view name) {
  std::string result{name};
  if (!result.empty())
    result[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(result[0])));
  return result;
}

std::string without_capital(std::string_view name) {
  std::string result{name};
  if (!result.empty())
    result[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(result[0])));
  return result;
}

Json to_api_request(const Json& parameters) {
  return parameters.is_object() ? to_api(parameters) : Json::object({});
}

std::string exception_class(const ApiFailure& failure, std::string_view base_class) {
  const bool has_class = std::find(kFrameworkErrors.begin(), kFrameworkErrors.end(),
                                   failure.name) == kFrameworkErrors.end();
  if (!has_class) return std::string(base_class);
  return failure.name.ends_with(kException) ? failure.name : failure.name + std::string(kException);
}

std::int64_t milliseconds_of(const Json& seconds) {
  return std::llround(seconds.as_double() * 1000);
}

}  // namespace sfn::engine
