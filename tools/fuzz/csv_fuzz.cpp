// Any bytes as CSV. The first byte chooses the delimiter and where headers come from, the second
// the size of the pieces.
#include <cstdint>

#include "tools/fuzz/item_parsing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  constexpr std::string_view kDelimiters = ",|; \t";
  sfn::engine::ReaderConfig config;
  config.csv.delimiter = kDelimiters[data[0] % kDelimiters.size()];
  if (data[0] >= 0x80) config.csv.headers = {"a", "b", ""};
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  sfn::fuzz::check_items(sfn::engine::InputType::Csv, config, text, data[1]);
  return 0;
}
