#pragma once
// Map: runs its ItemProcessor for each item. ASL "Map State". What a definition may say of one; its
// parts have files of their own.
#include <memory>

#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/states/state.h"

namespace sfn::engine {

extern const asl::ObjectSchema kMapSchema;
[[nodiscard]] std::unique_ptr<const State> parse_map(StateCommon common,
                                                     const asl::StateSource& source);

}  // namespace sfn::engine
