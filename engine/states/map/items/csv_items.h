#pragma once
// CsvItems: one object for each row, a text for each header. Fields are quoted as in RFC 4180. AWS
// "ItemReader": CSV
#include <cstdint>
#include <vector>

#include "engine/states/map/items/item_parser.h"

namespace sfn::engine {

class CsvItems final : public ItemParser {
 public:
  explicit CsvItems(CsvFormat format);

 private:
  enum class At : std::uint8_t {
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,  // the end of the field, or the first half of a quote in it
  };

  [[nodiscard]] StateResult<Scanned> scan(std::string_view bytes) override;
  [[nodiscard]] StateResult<std::optional<Json>> end() override;
  // How many bytes were taken, and whether they end the row.
  struct Taken {
    std::size_t bytes = 0;
    bool ends_row = false;
  };
  [[nodiscard]] Taken take(std::string_view bytes);
  void end_field();
  // The item of the row so far; nothing where it holds the headers.
  [[nodiscard]] StateResult<std::optional<Json>> take_row();
  [[nodiscard]] StateResult<std::optional<Json>> take_headers(std::vector<std::string> headers);

  CsvFormat format_;
  bool knows_headers_ = false;
  std::vector<std::size_t> order_;  // of the headers in an item
  std::vector<std::string> row_;
  std::string field_;
  At at_ = At::FieldStart;
  bool is_in_row_ = false;
  bool is_behind_return_ = false;  // a line feed that follows belongs to it
  std::size_t row_bytes_ = 0;
};

}  // namespace sfn::engine
