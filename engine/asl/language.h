#pragma once
// QueryLanguage: which language a state's fields are written in. AWS "Transforming data"
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/json/json.h"

namespace sfn::engine::asl {

enum class Language : std::uint8_t { JsonPath, Jsonata };

// In the order of AWS's messages, which is that of the enumerators.
inline constexpr auto kLanguageNames = std::to_array<std::string_view>({"JSONPath", "JSONata"});
[[nodiscard]] constexpr std::string_view language_name(Language language) {
  return kLanguageNames.at(static_cast<std::size_t>(language));
}

// The language that an object with a QueryLanguage field (or without one) is in. Nested states take
// the machine's, not that of the Parallel or Map around them. Observed on AWS: any value but
// "JSONPath" counts as JSONata, besides being reported.
[[nodiscard]] Language language_of(const Json& object, Language inherited);

// The member of the result that a member of a template makes: in JSONPath `name.$` makes `name`, in
// JSONata a name is what it is.
[[nodiscard]] std::string_view result_member(std::string_view key, Language language);

}  // namespace sfn::engine::asl
