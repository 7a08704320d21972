#include "engine/query/json_depth.h"

#include <algorithm>
#include <string>

namespace sfn::query {
namespace {

bool is_deeper_than(const Json& value, std::size_t levels) {
  if (value.is_array()) {
    const Json::Items& items = value.items();
    return levels == 0 || std::any_of(items.begin(), items.end(), [&](const Json& item) {
             return is_deeper_than(item, levels - 1);
           });
  }
  if (value.is_object()) {
    const Json::Members& members = value.members();
    return levels == 0 ||
           std::any_of(members.begin(), members.end(), [&](const Json::Member& member) {
             return is_deeper_than(member.second, levels - 1);
           });
  }
  return false;
}

}  // namespace

StateResult<Json> within_depth(Json value) {
  if (is_deeper_than(value, kJsonDepth)) {
    return sfn::unexpected(runtime_error("The value is nested more than " +
                                         std::to_string(kJsonDepth) + " levels deep"));
  }
  return value;
}

}  // namespace sfn::query
