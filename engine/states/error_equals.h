#pragma once
// ErrorEquals: the error names that an entry of Retry or Catch is for. ASL "Errors"
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

// Whether another entry follows in the same Retry or Catch.
enum class EntryPosition : std::uint8_t { Last, Followed };
// The place is the entry. What is wrong is reported.
[[nodiscard]] std::vector<std::string> parse_error_equals(const Json& entry, EntryPosition position,
                                                          const asl::Place& place);

// Whether one of the names stands for the error; the same rule for Retry and Catch.
[[nodiscard]] bool error_matches(std::span<const std::string> error_equals,
                                 const StatesError& error);

}  // namespace sfn::engine
