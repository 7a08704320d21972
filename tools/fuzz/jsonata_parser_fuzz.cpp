// Any text as an expression that is compiled.
#include <cstddef>
#include <cstdint>

#include "base/java/utf8.h"
#include "tools/fuzz/jsonata_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Expressions are UTF-8 by the time they get here.
  sfn::fuzz::check_parser(sfn::java_utf8_text({reinterpret_cast<const char*>(data), size}));
  return 0;
}
