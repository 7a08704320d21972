#pragma once
// StringMatches: the pattern of that Choice operator. ASL "Choice State": `*` stands for any
// characters, `\*` for a star, `\\` for a backslash.
#include <string_view>

#include "engine/query/states_error.h"

namespace sfn::engine {

[[nodiscard]] StateResult<bool> string_matches(std::string_view text, std::string_view pattern);

}  // namespace sfn::engine
