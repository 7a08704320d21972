// The head of a request: where it ends does not depend on how much of it has arrived.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "server/http/head_scan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sfn::server::HeadScan;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const HeadScan scan = sfn::server::scan_head(input);
  if (scan.result != HeadScan::Result::Complete) return 0;
  SFN_ASSERT(scan.bytes <= size, "a head lies within the input");
  const HeadScan head = sfn::server::scan_head(input.substr(0, scan.bytes));
  SFN_ASSERT(head.result == HeadScan::Result::Complete && head.bytes == scan.bytes,
             "a head is complete by itself");
  return 0;
}
