#pragma once
// java.util.regex patterns (JDK 17) in the words of PCRE2. A pure function. What Java takes and
// this refuses: \N{name} and \b{g}, Unicode blocks beyond the common ones, counts above 65535 as
// the fewest (as the most they are no bound), intersections of more than 64 KiB. The pattern that
// comes out may still be none for PCRE2: a lookbehind of which an alternative has no fixed length,
// repetitions that multiply to more than it can hold, an unknown script.
#include <optional>
#include <string>
#include <string_view>

namespace sfn::jsonpath {

// Whether the letter is one of Java's flags: d i m s u x U.
[[nodiscard]] bool is_java_regex_flag(char letter);

// The pattern for PCRE2, to be compiled with PCRE2_UTF; all of Java's flags are in it, and
// groups are numbered. nullopt where Java refuses the pattern. Precondition: UTF-8.
[[nodiscard]] std::optional<std::string> pcre_of_java_regex(std::string_view pattern,
                                                            std::string_view flags);

}  // namespace sfn::jsonpath
