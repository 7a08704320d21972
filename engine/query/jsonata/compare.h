#pragma once
// Comparing values.
#include <cstddef>

#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

// Values nest deeper than any JSON only where an expression piles them up; what walks them stops
// there.
inline constexpr std::size_t kMostValueDepth = kJsonDepth;

enum class Equality : std::uint8_t { Different, Equal, TooDeep };
// By value, members in any order; functions are equal to themselves only. `steps` counts the values
// that were looked at.
[[nodiscard]] Equality equality(const Value& a, const Value& b, std::uint64_t& steps);

}  // namespace sfn::query::jsonata
