#pragma once
// Payload templates that are checked with the definition, and texts that look like paths where
// nothing evaluates them. ASL "Payload Template"; AWS ValidateStateMachineDefinition: warnings.
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"

namespace sfn::engine::asl {

// Reports what is wrong with the template in the object's field, if it has one, and warns of what
// is suspicious in it; the place is the object.
void check_template(const Json& object, std::string_view field, const Place& place);
// Only the warnings, for a template that is compiled elsewhere.
void warn_of_missing_suffixes(const Json& object, std::string_view field, const Place& place);

// Warns of a text in a field that is taken as it is while its …Path sibling would be a path.
void warn_of_missing_path(const Json& object, std::string_view field, const Place& place);

// Whether the value is a text that reads as a path or as a call of an intrinsic function.
[[nodiscard]] bool looks_evaluated(const Json& value);

}  // namespace sfn::engine::asl
