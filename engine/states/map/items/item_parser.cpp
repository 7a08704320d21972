#include "engine/states/map/items/item_parser.h"

#include <utility>

#include "engine/states/map/items/csv_items.h"
#include "engine/states/map/items/json_items.h"
#include "engine/states/map/items/json_lines_items.h"

namespace sfn::engine {

void ItemParser::feed(std::string_view bytes) {
  fed_.erase(0, taken_);
  taken_ = 0;
  fed_ += bytes;
}

void ItemParser::finish() { is_finished_ = true; }

StateResult<std::optional<Json>> ItemParser::next() {
  while (taken_ < fed_.size()) {
    SFN_TRY(Scanned scanned, scan(std::string_view(fed_).substr(taken_)));
    taken_ += scanned.bytes;
    if (scanned.item) return std::move(scanned.item);
  }
  if (!is_finished_ || has_ended_) return std::nullopt;
  has_ended_ = true;
  return end();
}

StateResult<std::unique_ptr<ItemParser>> make_item_parser(InputType type,
                                                          const ReaderConfig& config) {
  switch (type) {
    case InputType::Json:
      return std::make_unique<JsonItems>(config.items_pointer);
    case InputType::JsonLines:
      return std::make_unique<JsonLinesItems>();
    case InputType::Csv:
      return std::make_unique<CsvItems>(config.csv);
    case InputType::Parquet:
      return sfn::unexpected(item_reader_failed("This emulator does not read PARQUET files yet"));
    case InputType::Manifest:
      break;
  }
  return sfn::unexpected(item_reader_failed("A manifest names files and holds no items"));
}

StatesError item_reader_failed(std::string cause) {
  return {std::string(error_names::kItemReaderFailed), std::move(cause)};
}

StatesError item_too_large() {
  return item_reader_failed("An item has more than " + std::to_string(kLargestItemBytes) +
                            " bytes");
}

}  // namespace sfn::engine
