#pragma once
// ItemBatcher: how many items of a distributed Map go to one child. AWS "ItemBatcher".
// The grouping itself is batcher.h.
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"

namespace sfn::engine {

inline constexpr std::string_view kBatchInput = "BatchInput";

// Reports what is wrong; the place is the object.
void check_item_batcher(const Json& batcher, const asl::Place& place);

}  // namespace sfn::engine
