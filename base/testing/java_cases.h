#pragma once
// Cases that were run on Java itself, kept outside this repository: a JSON list of objects with a
// `kind`, in the file that the environment variable SFN_JAVA_CASES names.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

#include "base/testing/json_matchers.h"

namespace sfn::testing {

// Runs the check on each case of that kind. Without the variable it says so and checks nothing.
inline void for_each_java_case(std::string_view kind,
                               const std::function<void(const Json&)>& check) {
  const char* const path = std::getenv("SFN_JAVA_CASES");
  if (path == nullptr || *path == '\0') {
    WARN("skipped: SFN_JAVA_CASES names no file with cases of kind " << kind);
    SUCCEED();
    return;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  INFO("SFN_JAVA_CASES=" << path);
  const auto cases = Json::parse(text);
  REQUIRE(cases.has_value());
  std::size_t count = 0;
  for (const Json& one : cases->items()) {
    const Json* const its_kind = one.find("kind");
    if (its_kind == nullptr || its_kind->as_string() != kind) continue;
    ++count;
    INFO(one.text());
    check(one);
  }
  CHECK(count > 0);
}

}  // namespace sfn::testing
