#pragma once
// The character properties of java.util.regex (`\p{Alpha}`, `\p{IsLatin}`, `\p{gc=Lu}`): tables of
// their names and of the PCRE2 items that mean the same. Blocks (`\p{InGreek}`) are the common ones
// only. A script is not checked here: PCRE2 refuses a name that is none.
#include <optional>
#include <string>

#include "engine/query/jsonpath/char_set.h"
#include "engine/query/jsonpath/java_regex_text.h"

namespace sfn::jsonpath {

// What stands between the braces. nullopt where there is no such property.
[[nodiscard]] std::optional<CharSet> java_regex_property(const std::string& name,
                                                         const JavaRegexFlags& flags);

// \d \h \s \v \w and their opposites in upper case; nullopt for other letters.
[[nodiscard]] std::optional<CharSet> java_regex_predefined(char32_t letter,
                                                           const JavaRegexFlags& flags);

// Between the brackets of a PCRE2 class: what begins and goes on with a word for \b.
[[nodiscard]] std::string java_regex_word_items(const JavaRegexFlags& flags);

}  // namespace sfn::jsonpath
