#pragma once
// Comparing values.
#include <cstddef>

#include "engine/query/budget.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

// Values nest deeper than any JSON only where an expression piles them up; what walks them stops
// there.
inline constexpr std::size_t kMostValueDepth = kJsonDepth;

enum class Equality : std::uint8_t { Different, Equal, TooDeep, OutOfSteps };
// By value, members in any order; functions are equal to themselves only. Each value that is looked
// at takes a step: what shares its parts may hold far more values than memory does.
[[nodiscard]] Equality equality(const Value& a, const Value& b, Budget& budget);

}  // namespace sfn::query::jsonata
