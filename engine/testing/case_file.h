#pragma once
// Case files: lists of given, expected and source, as JSON beside the test that runs them.
#include <string>
#include <string_view>
#include <vector>

#include "base/json/json.h"

namespace sfn::engine::testing {

// The full path of a file, named from the repository's root.
[[nodiscard]] std::string full_path(std::string_view path);
// The cases of a file, named from the repository's root.
[[nodiscard]] Json read_cases(std::string_view path);
// The names of the .json files of a folder, from the repository's root, sorted.
[[nodiscard]] std::vector<std::string> case_files(std::string_view folder);

}  // namespace sfn::engine::testing
