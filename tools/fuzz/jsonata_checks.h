#pragma once
// What must hold for any text that is taken for JSONata, for the fuzz targets of its lexer, parser
// and evaluator.
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "engine/query/jsonata/dialect.h"

namespace sfn::fuzz {

// The lexer gets on with each token, and tokens are parts of the text.
void check_lexer(std::string_view text);
// What is refused is refused with a place inside the text; what compiles stays as it was. In a
// second and 100 MB.
void check_parser(const std::string& text);
// An evaluation ends within its budget, which means in time and in 100 MB, and what comes out can
// be read again.
void check_evaluator(const std::string& text, const Json& input);

}  // namespace sfn::fuzz
