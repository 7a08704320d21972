#pragma once
// `$states`: the variable that Step Functions binds for expressions, and its members. AWS
// "Transforming data with JSONata in Step Functions": Reserved variable.
#include <string_view>

namespace sfn::engine::states_variable {

inline constexpr std::string_view kName = "states";

inline constexpr std::string_view kInput = "input";
inline constexpr std::string_view kContext = "context";
inline constexpr std::string_view kResult = "result";            // where the work has succeeded
inline constexpr std::string_view kErrorOutput = "errorOutput";  // in a catcher

}  // namespace sfn::engine::states_variable
