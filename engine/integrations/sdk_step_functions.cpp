#include "engine/integrations/sdk_step_functions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/time.h"
#include "engine/asl/task_resource.h"
#include "engine/integrations/own_api.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kErrorPrefix = "Sfn.";
constexpr std::string_view kBaseClass = "SfnException";

// Members whose own members are names from a definition: these keep their spelling.
constexpr auto kFreeMaps =
    std::to_array<std::string_view>({"assignedVariables", "variableReferences"});

bool is_free_map(std::string_view name) {
  return std::find(kFreeMaps.begin(), kFreeMaps.end(), name) != kFreeMaps.end();
}

// "startDate", "timestamp": the API's only numbers that are times.
bool is_time(std::string_view name, const Json& value) {
  return value.is_number() && (name.ends_with("Date") || name == "timestamp");
}

// As Java prints an instant: no fraction where there is none.
std::string instant_text(const Json& seconds) {
  std::string text = to_iso8601(from_epoch_milliseconds(milliseconds_of(seconds)));
  constexpr std::string_view kNoFraction = ".000Z";
  if (text.ends_with(kNoFraction)) text.replace(text.size() - kNoFraction.size(), 5, "Z");
  return text;
}

// Observed: members in the order of the alphabet, times as texts.
Json from_api(const Json& value) {
  if (value.is_array()) {
    Json::Items items;
    for (const Json& item : value.items()) items.push_back(from_api(item));
    return Json::array(std::move(items));
  }
  if (!value.is_object()) return value.rebuilt();
  Json::Members members;
  for (const auto& [name, member] : value.members()) {
    Json shown = is_time(name, member) ? Json::string(instant_text(member))
                 : is_free_map(name)   ? member.rebuilt()
                                       : from_api(member);
    members.emplace_back(with_capital(name), std::move(shown));
  }
  std::sort(members.begin(), members.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return Json::object(std::move(members));
}

}  // namespace

namespace detail {

std::string sdk_action(const TaskTarget& target) { return with_capital(asl::action_of(target)); }

StateResult<Json> sdk_request(const CallEffect& call) { return to_api_request(call.parameters); }

// Observed: the error for an invalid token, from the end of 2025.
CallResult sdk_result(const CallEffect&, const ApiAnswer& answer) {
  if (answer.result) return from_api(*answer.result);
  const ApiFailure& failure = answer.result.error();
  return sfn::unexpected(
      StatesError{std::string(kErrorPrefix) + exception_class(failure, kBaseClass),
                  (failure.message.empty() ? "null" : failure.message) +
                      " (Service: Sfn, Status Code: " + std::to_string(failure.status) +
                      ", Request ID: " + answer.request_id + ") (SDK Attempt Count: 1)"});
}

}  // namespace detail
}  // namespace sfn::engine
