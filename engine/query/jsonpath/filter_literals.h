#pragma once
// The literals of filters: strings, numbers, booleans, null, JSON and patterns. Internal to this
// folder.
#include "engine/query/jsonpath/filter_value.h"
#include "engine/query/jsonpath/parse_failure.h"
#include "engine/query/jsonpath/text_cursor.h"

namespace sfn::jsonpath {

// The cursor stands at the first character, afterwards behind the last.
[[nodiscard]] Parsed<FilterValue> parse_filter_literal(TextCursor& cursor);

}  // namespace sfn::jsonpath
