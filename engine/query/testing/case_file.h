#pragma once
// Case files: lists of given, expression, expected and source, as JSON beside the test that runs
// them.
#include <string>
#include <string_view>

#include "base/json/json.h"

namespace sfn::query::testing {

[[nodiscard]] Json read_file(const std::string& path);
// The cases of a file, named from the repository's root.
[[nodiscard]] Json read_cases(std::string_view path);

}  // namespace sfn::query::testing
