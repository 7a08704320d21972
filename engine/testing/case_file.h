#pragma once
// Case files: lists of given, expected and source, as JSON beside the test that runs them.
#include <string_view>

#include "base/json/json.h"

namespace sfn::engine::testing {

// The cases of a file, named from the repository's root.
[[nodiscard]] Json read_cases(std::string_view path);

}  // namespace sfn::engine::testing
