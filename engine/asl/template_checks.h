#pragma once
// Payload templates that are checked with the definition. ASL "Payload Template"
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"

namespace sfn::engine::asl {

// Reports what is wrong with the template in the object's field, if it has one; the place is the
// object.
void check_template(const Json& object, std::string_view field, const Place& place);

}  // namespace sfn::engine::asl
