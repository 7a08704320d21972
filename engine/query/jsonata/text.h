#pragma once
// Text the way JavaScript counts it. Strings are kept as UTF-8 in which a lone surrogate (`\ud800`
// in a literal, half of a split character) is written like any other character of three bytes;
// whatever joins strings joins such halves again.
#include <cstddef>
#include <string>
#include <string_view>

#include "engine/query/jsonata/arena.h"

namespace sfn::query::jsonata {

[[nodiscard]] bool is_ascii(std::string_view text);
[[nodiscard]] std::size_t code_points(std::string_view text);
// UTF-16 units, as JavaScript's String.length counts them.
[[nodiscard]] std::size_t utf16_units(std::string_view text);
// The code points from `start` up to before `end`.
[[nodiscard]] std::string_view code_point_slice(std::string_view text, std::size_t start,
                                                std::size_t end);
// The byte at which that UTF-16 unit begins, or the character that it is the second half of.
[[nodiscard]] std::size_t byte_of_unit(std::string_view text, std::size_t unit);
// Less, equal or greater by UTF-16 units.
[[nodiscard]] int compare_units(std::string_view a, std::string_view b);

// Where the needle stands in the text from a byte on, npos where it does not. Linear in both,
// whatever they are, unlike std::string_view::find.
[[nodiscard]] std::size_t find_text(std::string_view text, std::string_view needle,
                                    std::size_t from = 0);

// Joins halves of a character that meet.
void append_text(std::string& to, std::string_view text);
// With U+FFFD in the place of each lone surrogate: what leaves the evaluator is UTF-8.
[[nodiscard]] std::string as_utf8(std::string_view text);

// A text that grows in an arena, so that the budget bounds it.
class TextBuilder {
 public:
  explicit TextBuilder(Arena& arena) : arena_(arena) {}
  void append(std::string_view text);
  void append(char unit) { append(std::string_view(&unit, 1)); }
  [[nodiscard]] std::string_view view() const { return {data_, size_}; }

 private:
  void append_bytes(std::string_view bytes);

  Arena& arena_;
  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace sfn::query::jsonata
