// A line with an expression, then an input: what compiles is evaluated.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/java/utf8.h"
#include "tools/fuzz/jsonata_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = sfn::java_utf8_text({reinterpret_cast<const char*>(data), size});
  const std::size_t line = std::min(text.find('\n'), text.size());
  const auto input = sfn::Json::parse(text.substr(line));
  sfn::fuzz::check_evaluator(text.substr(0, line), input.value_or(sfn::Json{}));
  return 0;
}
