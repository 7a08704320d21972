// Any bytes as a timestamp: what is read is written, read again as the same instant, and written
// alike.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/time.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto time = sfn::parse_iso8601(text);
  const auto exact = sfn::parse_iso8601_nanoseconds(text);
  SFN_ASSERT(time.has_value() || !exact.has_value(), "both read the same texts");
  if (!time) return 0;
  const std::string written = sfn::to_iso8601(*time);
  const auto again = sfn::parse_iso8601(written);
  // Rounding up and a zone may lead out of the years with four digits.
  if (again) SFN_ASSERT(*again == *time, "what is written is the same instant");
  if (exact) {
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(exact->time_since_epoch());
    SFN_ASSERT(rounded == time->time_since_epoch(), "to the millisecond both are the same");
  }
  return 0;
}
