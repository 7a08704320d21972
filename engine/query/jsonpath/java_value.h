#pragma once
// JSON values as the Java objects that Jackson makes of them: how those print, compare and hash
// shows through in AWS's answers.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json/json.h"

namespace sfn::jsonpath {

// Object.toString: {a=1, b=[x, y]}, strings without quotes, fractions as Double.toString.
[[nodiscard]] std::string java_text(const Json& value);
// The same for a number; "Infinity" where it is too large for a double.
[[nodiscard]] std::string java_number_text(const Json& number);

// The name of the class, "null" for null.
[[nodiscard]] std::string_view java_class_name(const Json& value);

// Object.equals: 1 and 1.0 are different, the order of members does not count.
[[nodiscard]] bool java_equal(const Json& a, const Json& b);
// Object.hashCode; 0 for null.
[[nodiscard]] std::int32_t java_hash(const Json& value);

// String.compareTo, by UTF-16 units: less than, equal to or greater than zero. Preconditions:
// UTF-8.
[[nodiscard]] int java_compare(std::string_view a, std::string_view b);
// String.length, in UTF-16 units.
[[nodiscard]] std::size_t java_length(std::string_view text);

// String.charAt as it is written out: the character that begins at that place, or '?' for half of
// one that takes two UTF-16 units. Empty at the end of the text.
[[nodiscard]] std::string java_char_text(std::string_view text, std::size_t at);

// String.trim: without the blanks and control characters at both ends.
[[nodiscard]] std::string_view java_trim(std::string_view text);

}  // namespace sfn::jsonpath
