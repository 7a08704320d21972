#pragma once
// JsonLinesItems: one JSON value a line. AWS "ItemReader": JSONL
#include "engine/states/map/items/item_parser.h"

namespace sfn::engine {

class JsonLinesItems final : public ItemParser {
 private:
  [[nodiscard]] StateResult<Scanned> scan(std::string_view bytes) override;
  [[nodiscard]] StateResult<std::optional<Json>> end() override;
  // The item of the line so far; nothing where it is blank.
  [[nodiscard]] StateResult<std::optional<Json>> take_line();

  std::string line_;
  std::size_t number_ = 0;
};

}  // namespace sfn::engine
