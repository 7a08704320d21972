#pragma once
// JsonItems: the items of a JSON array, or of the one that ItemsPointer names in a larger document.
// Only the items are read as JSON; what lies beside the pointer's way is passed over by its
// brackets and quotes. AWS "ItemReader": JSON, ItemsPointer
#include <cstdint>
#include <vector>

#include "engine/states/map/items/item_parser.h"

namespace sfn::engine {

class JsonItems final : public ItemParser {
 public:
  // A JSON Pointer (RFC 6901); empty for the whole document.
  explicit JsonItems(std::string_view pointer);

 private:
  // What comes next.
  enum class At : std::uint8_t {
    Value,    // that the pointer leads to so far
    Key,      // or the end of the object
    KeyText,  // up to its closing quote
    Colon,
    Element,  // of an array on the pointer's way, or its end
    Beside,   // the rest of a value that the pointer does not lead to
    Item,
    Behind,  // the items
  };

  [[nodiscard]] StateResult<Scanned> scan(std::string_view bytes) override;
  [[nodiscard]] StateResult<std::optional<Json>> end() override;
  // Takes a byte or more, or none and knows better what comes next.
  [[nodiscard]] StateResult<Scanned> take(std::string_view bytes);
  [[nodiscard]] StateResult<Scanned> take_value(char c);
  [[nodiscard]] StateResult<Scanned> take_key(char c);
  [[nodiscard]] StateResult<Scanned> take_key_text(std::string_view bytes);
  [[nodiscard]] StateResult<Scanned> take_element(char c);
  [[nodiscard]] StateResult<Scanned> take_beside(std::string_view bytes);
  [[nodiscard]] StateResult<Scanned> take_item(std::string_view bytes);
  // How many of the bytes belong to the value that has begun.
  [[nodiscard]] std::size_t value_bytes(std::string_view bytes);

  std::vector<std::string> pointer_;
  bool is_pointer_bad_ = false;
  std::size_t matched_ = 0;  // of the pointer's tokens
  At at_ = At::Value;
  bool needs_element_ = false;  // behind a comma there must be one
  std::size_t index_ = 0;       // in an array on the pointer's way
  bool is_in_array_ = false;    // rather than in an object: what is around the value beside the way
  std::string text_;            // of a key or an item
  // Of the value that has begun.
  std::size_t depth_ = 0;
  bool is_in_string_ = false;
  bool is_escaped_ = false;
  std::size_t items_ = 0;
};

}  // namespace sfn::engine
