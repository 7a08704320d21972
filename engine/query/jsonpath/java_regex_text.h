#pragma once
// The text of a java.util.regex pattern, read as that library reads it: with \Q..\E resolved, and
// under the flag x without blanks and comments, which are then left out everywhere, in classes too.
// Not thread-safe.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sfn::jsonpath {

// java.util.regex.Pattern's flags: d i m s u x U.
struct JavaRegexFlags {
  bool unix_lines = false;
  bool ignore_case = false;
  bool multiline = false;
  bool dot_all = false;
  bool unicode_case = false;
  bool comments = false;
  bool unicode_classes = false;

  // The flag of a letter; nullptr where there is none.
  [[nodiscard]] bool* find(char32_t letter);
  // Sets or clears one. U means u as well.
  void set(char32_t letter, bool on);
};

class JavaRegexText {
 public:
  // The flags change while the pattern is read, and must outlive the text. Precondition: UTF-8.
  JavaRegexText(std::string_view pattern, const JavaRegexFlags& flags);

  // The next character, 0 at the end.
  [[nodiscard]] char32_t peek();
  // Leaves one character and gives the next one.
  char32_t next();
  // Gives the character here and goes behind it.
  char32_t read();
  // The same three without a regard for blanks: what follows a backslash is taken as it is.
  [[nodiscard]] char32_t raw(std::size_t offset = 0) const;
  char32_t next_raw();
  // Leaves the character here, gives the one behind it and goes behind that.
  char32_t skip();
  void unread() { place_ = place_ == 0 ? 0 : place_ - 1; }
  [[nodiscard]] bool follows(char32_t c) const { return place_ > 0 && text_[place_ - 1] == c; }

  [[nodiscard]] bool at_end() const { return is_refused_ || place_ >= text_.size(); }
  // The pattern is none. The text is then at its end, so that whatever reads it comes to an end.
  void refuse() { is_refused_ = true; }
  [[nodiscard]] bool is_refused() const { return is_refused_; }

  // The character that an escape stands for, with the place behind its letter; nullopt where the
  // letter stands for something else. `\uD83D\uDE00` is one character.
  [[nodiscard]] std::optional<char32_t> character_escape(char32_t letter);
  // What follows up to that character, which is read too.
  [[nodiscard]] std::u32string read_until(char32_t last);

 private:
  void advance();
  void skip_blanks();
  [[nodiscard]] bool ends_line(char32_t c) const;
  char32_t octal();
  char32_t hexadecimal();
  char32_t braced_hexadecimal();
  char32_t utf16_unit();
  char32_t utf16_character();

  const JavaRegexFlags& flags_;
  std::u32string text_;
  std::size_t place_ = 0;
  bool is_refused_ = false;
};

[[nodiscard]] bool is_ascii_letter(char32_t c);
[[nodiscard]] bool is_ascii_digit(char32_t c);

}  // namespace sfn::jsonpath
