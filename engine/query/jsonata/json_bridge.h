#pragma once
// From values to JSON. What is the caller's own JSON is shared, not copied.
#include <optional>

#include "base/json/json.h"
#include "base/result.h"
#include "engine/query/jsonata/dialect.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

enum class BridgeFailure : std::uint8_t {
  Function,  // there is no JSON for one
  TooDeep,
};

// The value as JSON. Numbers are written as AWS does: integers that fit 64 bits exactly and without
// a fraction, others as Java writes a double, what is not finite as a string.
[[nodiscard]] Result<Json, BridgeFailure> to_json(const Value& value, Dialect dialect);

// The value as an error shows it; absent for undefined.
[[nodiscard]] std::optional<Json> shown_json(const Value& value);

}  // namespace sfn::query::jsonata
