#pragma once
// Case files: lists of given, expression, expected and source, as JSON beside the test that runs
// them.
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/json/json.h"

namespace sfn::query::testing {

[[nodiscard]] inline Json read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  auto cases = Json::parse(
      std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
  if (!cases) throw std::runtime_error(path + ": " + cases.error().message);
  return *cases;
}

// The cases of a file, named from the repository's root.
[[nodiscard]] inline Json read_cases(std::string_view path) {
  return read_file(std::string(SFN_SOURCE_DIR) + "/" + std::string(path));
}

}  // namespace sfn::query::testing
