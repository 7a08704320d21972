#pragma once
// The depth of values that are built anew. A template, or a ResultPath of many steps, may nest an
// old value more deeply than any reader of JSON would take back; such a value is refused before
// anything walks it down to the bottom, its text included.
#include "base/json/json.h"
#include "engine/query/states_error.h"

namespace sfn::query {

// The value, or a failure where it is nested deeper than kJsonDepth.
[[nodiscard]] StateResult<Json> within_depth(Json value);

}  // namespace sfn::query
