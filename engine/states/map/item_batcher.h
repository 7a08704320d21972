#pragma once
// ItemBatcher: how many items of a distributed Map go to one child. AWS "ItemBatcher"
#include "base/json/json.h"
#include "engine/asl/place.h"

namespace sfn::engine {

// Reports what is wrong; the place is the object.
void check_item_batcher(const Json& batcher, const asl::Place& place);

}  // namespace sfn::engine
