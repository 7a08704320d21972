// Any bytes as the tokens of an expression.
#include <cstddef>
#include <cstdint>

#include "tools/fuzz/jsonata_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sfn::fuzz::check_lexer({reinterpret_cast<const char*>(data), size});
  return 0;
}
