#pragma once
// Reads a file of items in pieces, for the fuzz targets of its formats.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "engine/states/map/items/item_parser.h"

namespace sfn::fuzz {

struct ParsedItems {
  std::vector<std::string> items;
  std::string error;
  friend bool operator==(const ParsedItems&, const ParsedItems&) = default;
};

inline ParsedItems parse_items(engine::InputType type, const engine::ReaderConfig& config,
                               std::string_view text, std::size_t piece) {
  ParsedItems parsed;
  const auto parser = engine::make_item_parser(type, config);
  SFN_ASSERT(parser.has_value(), "the format is known");
  // Whether there may be more.
  const auto take = [&] {
    while (true) {
      const auto item = (*parser)->next();
      if (!item) {
        parsed.error = item.error().cause.value_or("");
        SFN_ASSERT(!parsed.error.empty(), "a failure says what is wrong");
        return false;
      }
      if (!*item) return true;
      parsed.items.push_back((*item)->text());
    }
  };
  while (!text.empty()) {
    const std::string_view fed = text.substr(0, piece);
    text.remove_prefix(fed.size());
    (*parser)->feed(fed);
    if (!take()) return parsed;
  }
  (*parser)->finish();
  (void)take();
  return parsed;
}

// What a file holds does not depend on how it comes, and each item can be read again.
inline void check_items(engine::InputType type, const engine::ReaderConfig& config,
                        std::string_view text, std::size_t piece) {
  const ParsedItems whole = parse_items(type, config, text, std::max<std::size_t>(text.size(), 1));
  SFN_ASSERT(whole == parse_items(type, config, text, std::max<std::size_t>(piece, 1)),
             "pieces make no difference");
  for (const std::string& item : whole.items) {
    const auto again = Json::parse(item);
    SFN_ASSERT(again.has_value(), "an item is JSON");
    SFN_ASSERT(again->rebuilt().text() == item, "and is written compactly");
  }
}

}  // namespace sfn::fuzz
