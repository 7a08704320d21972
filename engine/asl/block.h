#pragma once
// A block: StartAt and States, the shape that the machine, a Branch of a Parallel and the
// ItemProcessor of a Map share. ASL "Structure of a State Machine"
#include <array>
#include <memory>

#include "base/json/json.h"
#include "engine/asl/definition.h"
#include "engine/asl/fields.h"
#include "engine/asl/outline.h"
#include "engine/asl/place.h"
#include "engine/asl/schema.h"

namespace sfn::engine::asl {

inline constexpr auto kBlockFields = std::to_array<Field>({
    text(fields::kComment),
    text(fields::kStartAt),
    non_empty_object(fields::kStates),
});
inline constexpr auto kBlockRequired =
    std::to_array<std::string_view>({fields::kStartAt, fields::kStates});

// Parses the states of a block whose fields were checked; the place is the block. What is wrong is
// reported.
[[nodiscard]] StateGraph parse_block(const Json& block, const Place& place, BlockOutline& outline);

// The same for a block inside a state.
[[nodiscard]] StateGraph parse_inner_block(const Json& block, const ObjectSchema& schema,
                                           const Place& place, BlockOutline& outline);

}  // namespace sfn::engine::asl
