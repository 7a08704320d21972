#pragma once
// ItemReader: where a distributed Map finds its items, if not in the input. AWS "ItemReader"
#include "base/json/json.h"
#include "engine/asl/place.h"

namespace sfn::engine {

// Reports what is wrong; the place is the object.
void check_item_reader(const Json& reader, const asl::Place& place);

}  // namespace sfn::engine
