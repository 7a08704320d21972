#pragma once
// StateSource: what the parse function of a state type works with. Borrows everything; lives while
// the state is parsed.
#include <optional>
#include <string>

#include "base/json/json.h"
#include "engine/asl/outline.h"
#include "engine/asl/place.h"

namespace sfn::engine::asl {

struct StateSource {
  const std::string& name;
  const Json& fields;  // an object
  const Place& place;  // of the state
  StateOutline& outline;
};

// The target of a field like Next, noted for the checks on the whole definition. The place is the
// object that has the field.
inline std::optional<std::string> parse_target(const Json& object, std::string_view field,
                                               const Place& place, StateOutline& outline) {
  const Json* const target = object.find(field);
  if (target == nullptr || !target->is_string()) return std::nullopt;
  outline.transitions.push_back({target->as_string(), place.where.at(field).location()});
  return target->as_string();
}

}  // namespace sfn::engine::asl
