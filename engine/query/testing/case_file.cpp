#include "engine/query/testing/case_file.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace sfn::query::testing {

Json read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  auto cases = Json::parse(
      std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
  if (!cases) throw std::runtime_error(path + ": " + cases.error().message);
  return *cases;
}

Json read_cases(std::string_view path) {
  return read_file(std::string(SFN_SOURCE_DIR) + "/" + std::string(path));
}

}  // namespace sfn::query::testing
