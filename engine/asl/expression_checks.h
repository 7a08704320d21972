#pragma once
// JSONata expressions that are checked with the definition: texts between `{%` and `%}`. AWS
// "Transforming data with JSONata in Step Functions"
#include <optional>
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"

namespace sfn::engine::asl {

// What a marked text says: the part between the marks, without blanks around it. Nothing where the
// value is no text, or is not marked on both sides.
[[nodiscard]] std::optional<std::string_view> marked_expression(const Json& value);

// The text is marked as an expression, or means to be.
[[nodiscard]] bool is_expression(const Json& value);

// Compiles one marked text and reports what is wrong with it; the place is that of the text. The
// outcome says which of `$states.result` and `$states.errorOutput` there is where it is evaluated.
void check_expression(const Json& text, Outcome outcome, const Place& place);

// The same for every marked text in an array or object.
void check_expressions(const Json& value, Outcome outcome, const Place& place);

}  // namespace sfn::engine::asl
