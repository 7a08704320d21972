#include "engine/states/error_equals.h"

#include <algorithm>
#include <string_view>

#include "engine/asl/fields.h"
#include "engine/asl/schema.h"

namespace sfn::engine {
namespace {

bool name_matches(std::string_view name, const StatesError& error) {
  // Observed: a result that is too large is caught by States.ALL too, against the documentation
  // (test_…catch_state_all_data_limit_exceeded_on_large_utf8_response).
  if (name == error_names::kAll) return error.name != error_names::kRuntime;
  // A Fail state and SendTaskFailure may name no error. Observed: States.ALL matches that; that
  // nothing else does is a guess.
  if (!error.name) return false;
  if (name == error_names::kTaskFailed)
    return error.name != error_names::kTimeout && error.name != error_names::kRuntime;
  // AWS "Error names": a missed heartbeat is reported as States.Timeout and answers to both names.
  if (name == error_names::kHeartbeatTimeout && error.kind == ErrorKind::Heartbeat) return true;
  return name == *error.name;
}

}  // namespace

std::vector<std::string> parse_error_equals(const Json& entry, EntryPosition position,
                                            const asl::Place& place) {
  std::vector<std::string> names;
  const Json* const list = entry.find(asl::fields::kErrorEquals);
  if (list == nullptr || !list->is_array()) return names;
  for (std::size_t index = 0; index < list->items().size() && !place.enough(); ++index) {
    const Json& name = list->items()[index];
    const auto here = [&] { return place.at(asl::fields::kErrorEquals).at(index); };
    if (!name.is_string()) {
      here().schema_error(asl::expected_type("STRING"));
      continue;
    }
    // ASL "Retrying after error": States.ALL stands alone, in the last entry.
    if (name.as_string() == error_names::kAll &&
        (list->items().size() > 1 || position == EntryPosition::Followed)) {
      here().schema_error(std::string(error_names::kAll) + " must appear alone and at end of list");
    }
    names.push_back(name.as_string());
  }
  return names;
}

bool error_matches(std::span<const std::string> error_equals, const StatesError& error) {
  // Observed: test_catch_states_runtime. Not even its own name catches it.
  if (error.kind == ErrorKind::Fatal) return false;
  return std::any_of(error_equals.begin(), error_equals.end(),
                     [&](const std::string& name) { return name_matches(name, error); });
}

}  // namespace sfn::engine
