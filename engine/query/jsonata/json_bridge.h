#pragma once
// From values to JSON. What is the caller's own JSON is shared, not copied.
#include <optional>

#include "base/json/json.h"
#include "base/result.h"
#include "engine/query/budget.h"
#include "engine/query/jsonata/dialect.h"
#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

enum class BridgeFailure : std::uint8_t {
  Function,  // there is no JSON for one
  TooDeep,
  OutOfSteps,
  OutOfMemory,
};
// The error that a failure is, other than that of a function.
[[nodiscard]] Code limit_of(BridgeFailure failure);

// The value as JSON. Numbers are written as AWS does: integers that fit 64 bits exactly and without
// a fraction, others as Java writes a double, what is not finite as a string. The budget bounds it:
// a value may hold the same parts many times, and JSON has each of them written out.
[[nodiscard]] Result<Json, BridgeFailure> to_json(const Value& value, Dialect dialect,
                                                  Budget& budget);

// The value as an error shows it; absent for undefined. What is no JSON is an empty object.
[[nodiscard]] Result<std::optional<Json>, BridgeFailure> shown_json(const Value& value,
                                                                    Budget& budget);
// Likewise. Precondition: neither an array nor an object.
[[nodiscard]] std::optional<Json> shown_scalar(const Value& value);

}  // namespace sfn::query::jsonata
