#include "engine/testing/case_file.h"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace sfn::engine::testing {

Json read_cases(std::string_view path) {
  const std::string full = std::string(SFN_SOURCE_DIR) + "/" + std::string(path);
  std::ifstream file(full);
  if (!file) throw std::runtime_error("cannot open " + full);
  std::ostringstream text;
  text << file.rdbuf();
  auto cases = Json::parse(text.str());
  if (!cases) throw std::runtime_error(full + ": " + cases.error().message);
  return *cases;
}

}  // namespace sfn::engine::testing
