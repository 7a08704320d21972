#pragma once
// What paths and functions do with arrays and sequences.
#include <string_view>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

// The member of that name; of an array, the members of all its items, whose arrays are spliced.
[[nodiscard]] Value look_up_member(Evaluator& evaluator, const Value& subject,
                                   std::string_view name);
// The items of both in one array; one of them alone where the other is undefined.
[[nodiscard]] Value appended(Evaluator& evaluator, const Value& first, const Value& second);

enum class Numeric : std::uint8_t { No, Yes, OutOfRange };
// Whether a value can be computed with: NaN cannot, and what is infinite is an error.
[[nodiscard]] Numeric numeric(const Value& value);

}  // namespace sfn::query::jsonata
