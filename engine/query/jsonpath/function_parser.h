#pragma once
// The parameters of a path's function: `.sum($.a, 2)`. Internal to this folder.
#include <cstddef>
#include <string>
#include <vector>

#include "engine/query/jsonpath/parse_failure.h"
#include "engine/query/jsonpath/path_tokens.h"
#include "engine/query/jsonpath/text_cursor.h"

namespace sfn::jsonpath {

// The cursor stands behind the parenthesis that opens; afterwards behind the one that closes. What
// begins like neither a path nor a JSON value is read over, as Jayway does.
[[nodiscard]] Parsed<std::vector<FunctionToken::Parameter>> parse_function_parameters(
    TextCursor& cursor, const std::string& function, std::size_t nesting);

}  // namespace sfn::jsonpath
