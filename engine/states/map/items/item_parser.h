#pragma once
// ItemParser: takes the bytes of a file as they come and hands the items in it out one by one. It
// holds what was fed last and one unfinished item, whatever the size of the file. One object for
// each file; not thread-safe.
//
//   parser.feed(bytes);
//   while (item = next()) …     until there is nothing, then feed again, or
//   parser.finish();            at the end of the file, and ask for the last items
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "engine/query/states_error.h"
#include "engine/states/map/reader_config.h"

namespace sfn::engine {

class ItemParser {
 public:
  ItemParser() = default;
  virtual ~ItemParser() = default;
  ItemParser(const ItemParser&) = delete;
  ItemParser& operator=(const ItemParser&) = delete;

  // The bytes are copied. Feed only after next() had nothing more: that bounds the memory.
  void feed(std::string_view bytes);
  // There are no more bytes.
  void finish();
  // The next item; nothing where it needs more bytes, or, after finish(), where there are no more
  // items. A failure is States.ItemReaderFailed and the last that the parser tells.
  [[nodiscard]] StateResult<std::optional<Json>> next();

 protected:
  struct Scanned {
    std::size_t bytes = 0;  // how many were taken
    std::optional<Json> item = std::nullopt;
  };
  // Takes bytes up to the end of an item, or all.
  [[nodiscard]] virtual StateResult<Scanned> scan(std::string_view bytes) = 0;
  // What is left at the end of the file.
  [[nodiscard]] virtual StateResult<std::optional<Json>> end() = 0;

 private:
  std::string fed_;
  std::size_t taken_ = 0;
  bool is_finished_ = false;
  bool has_ended_ = false;
};

// For a file of that type; what else the format needs is in the configuration. Fails for types that
// hold no items of their own (MANIFEST) or cannot be read.
[[nodiscard]] StateResult<std::unique_ptr<ItemParser>> make_item_parser(InputType type,
                                                                        const ReaderConfig& config);

// The largest item, or line, that is read. AWS's limit is not known; what a child may get as its
// input is far below.
inline constexpr std::size_t kLargestItemBytes = 8u * 1024 * 1024;

[[nodiscard]] StatesError item_reader_failed(std::string cause);
[[nodiscard]] StatesError item_too_large();

}  // namespace sfn::engine
