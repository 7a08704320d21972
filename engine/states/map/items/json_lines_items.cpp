#include "engine/states/map/items/json_lines_items.h"

#include <algorithm>
#include <utility>

namespace sfn::engine {

StateResult<ItemParser::Scanned> JsonLinesItems::scan(std::string_view bytes) {
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  line_ += bytes.substr(0, end);
  if (line_.size() > kLargestItemBytes) return sfn::unexpected(item_too_large());
  if (end == bytes.size()) return Scanned{end};
  SFN_TRY(std::optional<Json> item, take_line());
  return Scanned{end + 1, std::move(item)};
}

StateResult<std::optional<Json>> JsonLinesItems::end() { return take_line(); }

// AWS's answer to a blank line is not known; editors leave them at the end of files.
StateResult<std::optional<Json>> JsonLinesItems::take_line() {
  ++number_;
  const std::string line = std::exchange(line_, {});
  if (line.find_first_not_of(" \t\r") == std::string::npos) return std::nullopt;
  auto item = Json::parse(line);
  if (item) return item->rebuilt();
  // AWS's words are not known.
  return sfn::unexpected(item_reader_failed("Line " + std::to_string(number_) +
                                            " is not valid JSON: " + item.error().message));
}

}  // namespace sfn::engine
