#pragma once
// What takes one character in a java.util.regex pattern: characters, properties and classes in
// brackets, with their unions and intersections.
#include "engine/query/jsonpath/char_set.h"
#include "engine/query/jsonpath/java_regex_text.h"

namespace sfn::jsonpath {

// A character, and others where case is ignored.
[[nodiscard]] CharSet java_regex_character(char32_t c, const JavaRegexFlags& flags);

// Precondition of both: the text is at the bracket, or at the backslash of \p or \P. Afterwards it
// is behind them. A pattern that is none is refused at the text.
[[nodiscard]] CharSet read_java_regex_class(JavaRegexText& text, const JavaRegexFlags& flags);
[[nodiscard]] CharSet read_java_regex_property(JavaRegexText& text, const JavaRegexFlags& flags);

}  // namespace sfn::jsonpath
