#include "engine/testing/case_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace sfn::engine::testing {

std::string full_path(std::string_view path) {
  return std::string(SFN_SOURCE_DIR) + "/" + std::string(path);
}

Json read_cases(std::string_view path) {
  const std::string full = full_path(path);
  std::ifstream file(full);
  if (!file) throw std::runtime_error("cannot open " + full);
  std::ostringstream text;
  text << file.rdbuf();
  auto cases = Json::parse(text.str());
  if (!cases) throw std::runtime_error(full + ": " + cases.error().message);
  return *cases;
}

std::vector<std::string> case_files(std::string_view folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(full_path(folder))) {
    if (entry.path().extension() == ".json")
      names.push_back(std::string(folder) + "/" + entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace sfn::engine::testing
