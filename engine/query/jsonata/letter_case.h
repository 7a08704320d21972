#pragma once
// Upper and lower case as JavaScript changes them.
#include <string>
#include <string_view>

namespace sfn::query::jsonata {

[[nodiscard]] std::string upper_cased(std::string_view text);
[[nodiscard]] std::string lower_cased(std::string_view text);

}  // namespace sfn::query::jsonata
