#pragma once
// The depth of values that are built anew. A template or a ResultPath may put an old value one
// level deeper in every state of a loop; what no reader of JSON would take back is refused before
// it costs stack wherever it is walked.
#include "base/json/json.h"
#include "engine/query/states_error.h"

namespace sfn::query {

// The value, or a failure where it is nested deeper than kJsonDepth.
[[nodiscard]] StateResult<Json> within_depth(Json value);

}  // namespace sfn::query
