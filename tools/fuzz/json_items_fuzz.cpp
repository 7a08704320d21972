// Any bytes as a JSON array, as an array in a larger document, and as JSON Lines. The first byte is
// the size of the pieces; the first line the pointer, where it is used.
#include <cstdint>

#include "tools/fuzz/item_parsing.h"

namespace {

// What is read as items in pieces is the array that is read as a whole.
void check_array(std::string_view text) {
  const auto document = sfn::Json::parse(std::string(text));
  if (!document || !document->is_array()) return;
  const sfn::fuzz::ParsedItems parsed =
      sfn::fuzz::parse_items(sfn::engine::InputType::Json, {}, text, 7);
  SFN_ASSERT(parsed.error.empty(), "a JSON array is read");
  SFN_ASSERT(parsed.items.size() == document->items().size(), "element by element");
  for (std::size_t index = 0; index < parsed.items.size(); ++index) {
    SFN_ASSERT(parsed.items[index] == document->items()[index].text(), "as it is");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sfn::engine::InputType;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  sfn::fuzz::check_items(InputType::JsonLines, {}, text, data[0]);
  sfn::fuzz::check_items(InputType::Json, {}, text, data[0]);
  check_array(text);
  const std::size_t line = std::min(text.find('\n'), text.size());
  sfn::engine::ReaderConfig config;
  config.items_pointer = text.substr(0, line);
  sfn::fuzz::check_items(InputType::Json, config, text.substr(line), data[0]);
  return 0;
}
