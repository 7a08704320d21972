#pragma once
// MaxConcurrency: how many iterations or children of a Map may run at once. AWS "MaxConcurrency"
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/dataflow/value_source.h"

namespace sfn::engine {

inline constexpr std::string_view kMaxConcurrency = "MaxConcurrency";
inline constexpr std::string_view kMaxConcurrencyPath = "MaxConcurrencyPath";

// What applies: absent and 0 mean as many as the mode allows, and more is never allowed.
[[nodiscard]] StateResult<std::int64_t> resolve_max_concurrency(
    const std::optional<IntegerSource>& source, std::int64_t most, const query::Scope& scope,
    query::Budget& budget);

}  // namespace sfn::engine
