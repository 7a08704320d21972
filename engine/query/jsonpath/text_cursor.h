#pragma once
// TextCursor: a place in the text of a path or filter, and searches from it. The path's grammar is
// defined by how Jayway's parser looks ahead, so the searches are that parser's. Borrows the text;
// positions are in bytes. Not thread-safe.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/query/jsonpath/parse_failure.h"

namespace sfn::jsonpath {

class TextCursor {
 public:
  explicit TextCursor(std::string_view text) : text_(text), end_(text.size()) {}

  // All of it, also what was trimmed.
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view slice(std::size_t from, std::size_t to) const;
  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] std::size_t end() const { return end_; }
  void move_to(std::size_t position) { position_ = position; }
  void advance(std::size_t bytes = 1) { position_ += bytes; }
  void drop_last() { --end_; }
  // Leaves out blanks on both sides, but never all of the text.
  void trim();
  void skip_blanks();

  [[nodiscard]] bool in_bounds() const { return in_bounds(position_); }
  [[nodiscard]] bool in_bounds(std::size_t position) const { return position < end_; }
  // Whether this is the last character, or beyond it.
  [[nodiscard]] bool at_tail() const { return position_ + character_at(position_).size() >= end_; }

  // The character at a place, trimmed ones too; '\0' beyond the text.
  [[nodiscard]] char at(std::size_t position) const {
    return position < text_.size() ? text_[position] : '\0';
  }
  [[nodiscard]] char current() const { return at(position_); }
  // The same where the end of the text is a failure.
  [[nodiscard]] Parsed<char> checked_at(std::size_t position) const;
  [[nodiscard]] char last() const { return end_ == 0 ? '\0' : at(end_ - 1); }

  // The next character behind a place that is no blank; ' ' where there is none.
  [[nodiscard]] char next_significant(std::size_t position) const;
  [[nodiscard]] char previous_significant(std::size_t position) const;
  [[nodiscard]] std::optional<std::size_t> previous_significant_index(std::size_t position) const;
  // Where the next character behind a place that is no blank is this one.
  [[nodiscard]] Parsed<std::optional<std::size_t>> next_significant_index(std::size_t position,
                                                                          char c) const;
  [[nodiscard]] std::optional<std::size_t> find(std::size_t from, char c) const;
  // Behind `from`; a backslash hides the character that follows it.
  [[nodiscard]] std::optional<std::size_t> find_unescaped(std::size_t from, char c) const;

  enum class Skip { Strings, StringsAndRegexes };
  // Where the bracket at a place is closed.
  [[nodiscard]] Parsed<std::optional<std::size_t>> find_closing(std::size_t from, char open,
                                                                char close, Skip skip) const;

  // All bytes of the character there.
  [[nodiscard]] std::string_view character_at(std::size_t position) const;
  // A position as Java counts it, in UTF-16 units.
  [[nodiscard]] std::string index_text(std::size_t position) const;

 private:
  [[nodiscard]] std::size_t skip_blanks_from(std::size_t position) const;

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t end_;  // one past the last character that counts
};

}  // namespace sfn::jsonpath
