// Any bytes as a gzip file: what it holds, up to a limit, does not depend on the pieces it comes
// in. The first byte is their size.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "engine/states/map/items/gunzip.h"

namespace {

constexpr std::size_t kEnough = 1u << 20;

std::string gunzipped(std::string_view compressed, std::size_t piece) {
  sfn::engine::Gunzip gunzip;
  std::string text;
  while (!compressed.empty()) {
    const std::string_view fed = compressed.substr(0, piece);
    compressed.remove_prefix(fed.size());
    gunzip.feed(fed);
    while (true) {
      const auto held = gunzip.next();
      if (!held) return text + "!";
      if (held->empty()) break;
      text += *held;
      if (text.size() >= kEnough) return text.substr(0, kEnough);
    }
  }
  return gunzip.finish() ? text : text + "?";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  SFN_ASSERT(gunzipped(text, size) == gunzipped(text, std::max<std::size_t>(data[0], 1)),
             "pieces make no difference");
  return 0;
}
