#include "engine/query/jsonpath/text_cursor.h"

#include <algorithm>

#include "base/utf8.h"
#include "engine/query/jsonpath/java_value.h"

namespace sfn::jsonpath {
namespace {

// Java stores a text in single bytes where it can, and words the failure accordingly.
bool is_latin1(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) > 0xC3; });
}

}  // namespace

std::string_view TextCursor::slice(std::size_t from, std::size_t to) const {
  from = std::min(from, text_.size());
  return text_.substr(from, to > from ? to - from : 0);
}

void TextCursor::trim() {
  skip_blanks();
  while (end_ > position_ + 1 && text_[end_ - 1] == ' ') --end_;
}

void TextCursor::skip_blanks() {
  while (position_ + 1 < end_ && text_[position_] == ' ') ++position_;
}

Parsed<char> TextCursor::checked_at(std::size_t position) const {
  if (position < text_.size()) return text_[position];
  const std::string length = index_text(text_.size());
  const std::string class_name = "java.lang.StringIndexOutOfBoundsException: ";
  if (is_latin1(text_)) return runtime_failure(class_name + "String index out of range: " + length);
  return runtime_failure(class_name + "index " + length + ", length " + length);
}

std::size_t TextCursor::skip_blanks_from(std::size_t position) const {
  while (position < end_ && text_[position] == ' ') ++position;
  return position;
}

char TextCursor::next_significant(std::size_t position) const {
  const std::size_t next = skip_blanks_from(position + 1);
  return next < end_ ? text_[next] : ' ';
}

std::optional<std::size_t> TextCursor::previous_significant_index(std::size_t position) const {
  while (position > 0) {
    --position;
    if (at(position) != ' ') return position;
  }
  return std::nullopt;
}

char TextCursor::previous_significant(std::size_t position) const {
  const auto previous = previous_significant_index(position);
  return previous ? at(*previous) : ' ';
}

Parsed<std::optional<std::size_t>> TextCursor::next_significant_index(std::size_t position,
                                                                      char c) const {
  const std::size_t next = skip_blanks_from(position + 1);
  SFN_TRY(const char found, checked_at(next));
  return found == c ? std::optional(next) : std::nullopt;
}

std::optional<std::size_t> TextCursor::find(std::size_t from, char c) const {
  const std::size_t found = text_.substr(0, end_).find(c, from);
  return found == std::string_view::npos ? std::nullopt : std::optional(found);
}

std::optional<std::size_t> TextCursor::find_unescaped(std::size_t from, char c) const {
  bool escaped = false;
  for (std::size_t i = from + 1; i < end_; ++i) {
    if (escaped) {
      escaped = false;
    } else if (text_[i] == '\\') {
      escaped = true;
    } else if (text_[i] == c) {
      return i;
    }
  }
  return std::nullopt;
}

Parsed<std::optional<std::size_t>> TextCursor::find_closing(std::size_t from, char open, char close,
                                                            Skip skip) const {
  std::size_t opened = 1;
  for (std::size_t i = from + 1; i < end_; ++i) {
    if (const char quote = text_[i]; quote == '\'' || quote == '"') {
      const auto closing = find_unescaped(i, quote);
      if (!closing) {
        return syntax_failure("Could not find matching close quote for " + std::string(1, quote) +
                              " when parsing : " + std::string(text_));
      }
      i = *closing + 1;
    }
    SFN_TRY(char c, checked_at(i));
    if (skip == Skip::StringsAndRegexes && c == '/') {
      const auto closing = find_unescaped(i, '/');
      if (!closing) {
        return syntax_failure("Could not find matching close for / when parsing regex in : " +
                              std::string(text_));
      }
      i = *closing + 1;
      SFN_TRY(c, checked_at(i));
    }
    if (c == open) ++opened;
    if (c == close && --opened == 0) return i;
  }
  return std::nullopt;
}

std::string_view TextCursor::character_at(std::size_t position) const {
  std::size_t end = position + 1;
  while (is_utf8_continuation(at(end))) ++end;
  return slice(position, end);
}

std::string TextCursor::index_text(std::size_t position) const {
  return std::to_string(java_length(text_.substr(0, position)));
}

}  // namespace sfn::jsonpath
