#pragma once
// Values as text, the way $string and `&` write them.
#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/text.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

enum class Layout : std::uint8_t { Compact, Indented };

// Strings as they are, undefined as nothing, everything else as JSON; false where that fails.
[[nodiscard]] bool append_value_text(Evaluator& evaluator, const Value& value, TextBuilder& text,
                                     Layout layout = Layout::Compact);
// A number as $string writes it: integers exactly, others with fifteen digits.
[[nodiscard]] std::string number_text(const Value& value, Dialect dialect);

}  // namespace sfn::query::jsonata
