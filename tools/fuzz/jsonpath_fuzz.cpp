// A line with a path, then a document: what compiles is evaluated, within a budget.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "engine/query/jsonpath/path.h"

namespace {
constexpr sfn::query::Budget::Limits kLimits{.steps = 100'000, .depth = 200, .bytes = 1u << 20};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const auto document = sfn::Json::parse(std::string(input.substr(line + 1)));
  if (!document) return 0;
  for (const auto dialect :
       {sfn::jsonpath::Path::Dialect::StepFunctions, sfn::jsonpath::Path::Dialect::Jayway}) {
    const auto path = sfn::jsonpath::Path::compile(input.substr(0, line), dialect);
    if (!path) continue;
    sfn::query::Budget budget{kLimits, {}};
    static_cast<void>(path->evaluate_on(*document, budget));
  }
  return 0;
}
