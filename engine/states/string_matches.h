#pragma once
// StringMatches: the pattern of that Choice operator. ASL "Choice State": `*` stands for any
// characters, `\*` for a star, `\\` for a backslash.
#include <string_view>

#include "engine/query/budget.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

// Takes time in proportion to the text and the pattern.
[[nodiscard]] StateResult<bool> string_matches(std::string_view text, std::string_view pattern,
                                               query::Budget& budget);

}  // namespace sfn::engine
