#pragma once
// JSON literals in filters, as Jayway reads them: with the permissive mode of the parser
// json-smart, in which quotes may be single or missing and commas superfluous.
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "base/result.h"

namespace sfn::jsonpath {

// The error is that parser's text.
[[nodiscard]] Result<Json, std::string> parse_lenient_json(std::string_view text);

}  // namespace sfn::jsonpath
