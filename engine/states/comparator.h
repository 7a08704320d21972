#pragma once
// Comparator: the operators of a Choice rule, as a table. ASL "Choice State"; a value of another
// type than the operator's is no error: the comparison is false.
#include <cstdint>
#include <span>
#include <string_view>

#include "base/json/json.h"
#include "base/result.h"
#include "engine/query/budget.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

// What stands at the right.
enum class Operand : std::uint8_t {
  Text,
  Pattern,  // of StringMatches
  Number,
  Boolean,
  Timestamp,
  Path,  // to a value of the type that the operator compares
};

struct Comparator {
  std::string_view name;
  Operand operand = Operand::Text;
  // On the value of Variable and the value at the right; null for IsPresent, which asks whether
  // there is a value.
  StateResult<bool> (*compare)(const Json& value, const Json& operand,
                               query::Budget& budget) = nullptr;
};

[[nodiscard]] std::span<const Comparator> comparators();
// nullptr if there is no such operator.
[[nodiscard]] const Comparator* find_comparator(std::string_view name);

}  // namespace sfn::engine
