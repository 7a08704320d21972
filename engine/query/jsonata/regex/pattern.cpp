#include "engine/query/jsonata/regex/pattern.h"

#include <array>
#include <charconv>

#include "base/utf16.h"

namespace sfn::query::jsonata {
namespace {

// ECMAScript "Pattern Semantics": LineTerminator, and WhiteSpace with LineTerminator.
constexpr std::string_view kLineEnds = "\\n\\r\\x{2028}\\x{2029}";
constexpr std::string_view kSpaces =
    "\\t\\n\\x0B\\f\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}"
    "\\x{3000}\\x{FEFF}";
// The ranges between them.
constexpr std::string_view kNoSpaces =
    "\\x{0}-\\x{8}\\x{E}-\\x{1F}\\x{21}-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}\\x{200B}-"
    "\\x{2027}\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}\\x{3001}-\\x{FEFE}"
    "\\x{FF00}-\\x{10FFFF}";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string hex_escape(unsigned code) {
  char digits[8];
  const auto end = std::to_chars(digits, digits + sizeof digits, code, 16).ptr;
  return "\\x{" + std::string(digits, end) + "}";
}

class Translator {
 public:
  Translator(std::string_view pattern, bool is_multiline)
      : pattern_(pattern), is_multiline_(is_multiline) {}

  std::optional<std::string> translate() {
    while (at_ < pattern_.size()) {
      if (!translate_one()) return std::nullopt;
    }
    return result_;
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool starts_with(std::string_view text) const {
    return pattern_.substr(at_, text.size()) == text;
  }
  void take(std::size_t count) {
    result_ += pattern_.substr(at_, count);
    at_ += count;
  }

  bool translate_one() {
    switch (peek()) {
      case '\\':
        return escape(false);
      case '[':
        return character_class();
      case '.':
        result_ += "[^" + std::string(kLineEnds) + "]";
        ++at_;
        return true;
      case '^':
        result_ += is_multiline_ ? "(?<![^" + std::string(kLineEnds) + "])" : "^";
        ++at_;
        return true;
      case '$':
        result_ += is_multiline_ ? "(?![^" + std::string(kLineEnds) + "])" : "$";
        ++at_;
        return true;
      case '(':
        return group();
      case '*':
      case '+':
      case '?':
        return quantifier(1);
      case '{':
        return brace();
      default:
        take(1);
        return true;
    }
  }

  // Of what may follow `(?` JavaScript knows little.
  bool group() {
    if (peek(1) == '*') {  // `(*` begins a verb of PCRE2, and is an error in JavaScript
      return false;
    }
    if (peek(1) != '?') {
      take(1);
      return true;
    }
    for (const std::string_view start : {"(?:", "(?=", "(?!", "(?<=", "(?<!"}) {
      if (starts_with(start)) {
        take(start.size());
        return true;
      }
    }
    if (!starts_with("(?<") || !(is_letter(peek(3)) || peek(3) == '_' || peek(3) == '$'))
      return false;
    take(3);
    return true;
  }

  // A quantifier may be lazy, but not possessive.
  bool quantifier(std::size_t length) {
    take(length);
    if (peek() == '?') take(1);
    return peek() != '+' && peek() != '*' && peek() != '?';
  }

  bool brace() {
    std::size_t end = at_ + 1;
    while (end < pattern_.size() && is_digit(pattern_[end])) ++end;
    const bool has_digits = end > at_ + 1;
    if (has_digits && end < pattern_.size() && pattern_[end] == ',') {
      ++end;
      while (end < pattern_.size() && is_digit(pattern_[end])) ++end;
    }
    if (has_digits && end < pattern_.size() && pattern_[end] == '}')
      return quantifier(end + 1 - at_);
    // A brace that begins no quantifier is a character.
    result_ += "\\{";
    ++at_;
    return true;
  }

  bool character_class() {
    if (starts_with("[]")) {
      result_ += "(?:(?!))";  // matches nothing; PCRE2 would not heed a quantifier behind its own
      at_ += 2;
      return true;
    }
    take(1);
    if (peek() == '^') take(1);
    while (at_ < pattern_.size() && peek() != ']') {
      if (peek() == '\\') {
        if (!escape(true)) return false;
      } else if (peek() == '[') {
        result_ += "\\[";  // no class within a class
        ++at_;
      } else {
        take(1);
      }
    }
    if (at_ >= pattern_.size()) return false;
    take(1);
    return true;
  }

  // The hexadecimal digits from there on, if there are that many.
  [[nodiscard]] std::optional<unsigned> hex_at(std::size_t ahead, std::size_t count) const {
    const std::string_view digits = pattern_.substr(std::min(at_ + ahead, pattern_.size()), count);
    unsigned code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (digits.size() != count || error != std::errc{} || end != digits.data() + count)
      return std::nullopt;
    return code;
  }

  bool escape(bool is_in_class) {
    const char c = peek(1);
    if (at_ + 1 >= pattern_.size()) return false;
    if (c == 's' || c == 'S') {
      const std::string members(c == 's' ? kSpaces : kNoSpaces);
      result_ += is_in_class ? members : "[" + members + "]";
      at_ += 2;
      return true;
    }
    if (c == 'x' || c == 'u') {
      const std::size_t count = c == 'x' ? 2 : 4;
      auto code = hex_at(2, count);
      if (!code) return literal(c);
      at_ += 2 + count;
      // Two halves of one character.
      if (is_high_surrogate(*code) && peek() == '\\' && peek(1) == 'u') {
        const auto low = hex_at(2, 4);
        if (low && is_low_surrogate(*low)) {
          code = joined_surrogates(*code, *low);
          at_ += 6;
        }
      }
      // Half a character stands for nothing that could be there.
      if (is_surrogate(*code)) {
        result_ += is_in_class ? "" : "(?!)";
        return true;
      }
      result_ += hex_escape(*code);
      return true;
    }
    if (c == 'c' && is_letter(peek(2))) {
      take(3);
      return true;
    }
    if (c == 'k') {
      // ECMAScript "Annex B": only where the pattern has names.
      if (peek(2) != '<' || !has_named_groups()) return literal(c);
      take(2);
      return true;
    }
    if (is_digit(c)) return number(is_in_class);
    constexpr std::string_view kShared = "dDwWnrtfv";
    if (c == 'v') {
      result_ += "\\x0B";  // PCRE2's \v is any vertical space
      at_ += 2;
      return true;
    }
    if (c == 'b' || (c == 'B' && !is_in_class) || kShared.find(c) != std::string_view::npos) {
      take(2);
      return true;
    }
    return is_letter(c) ? literal(c) : take_escaped();
  }

  // A letter that means nothing special in JavaScript means itself.
  bool literal(char c) {
    result_ += c;
    at_ += 2;
    return true;
  }
  bool take_escaped() {
    take(2);
    return true;
  }

  // A reference to a group, or a character by its octal number.
  bool number(bool is_in_class) {
    std::size_t end = at_ + 1;
    while (end < pattern_.size() && is_digit(pattern_[end])) ++end;
    const std::string_view digits = pattern_.substr(at_ + 1, end - at_ - 1);
    unsigned value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (!is_in_class && digits[0] != '0' && value <= groups()) {
      result_ += "\\g{" + std::to_string(value) + "}";
      at_ = end;
      return true;
    }
    unsigned code = 0;
    std::size_t used = 0;
    while (used < 3 && used < digits.size() && digits[used] < '8' && code * 8 <= 0xFF)
      code = code * 8 + static_cast<unsigned>(digits[used++] - '0');
    if (used == 0) return literal(digits[0]);
    result_ += hex_escape(code);
    at_ += 1 + used;
    return true;
  }

  struct Groups {
    unsigned count = 0;
    bool has_names = false;
  };
  // Of the whole pattern.
  [[nodiscard]] unsigned groups() { return all_groups().count; }
  [[nodiscard]] bool has_named_groups() { return all_groups().has_names; }
  const Groups& all_groups() {
    if (!groups_) groups_ = look_for_groups();
    return *groups_;
  }
  [[nodiscard]] Groups look_for_groups() const {
    Groups found;
    bool is_in_class = false;
    for (std::size_t i = 0; i < pattern_.size(); ++i) {
      if (pattern_[i] == '\\') {
        ++i;
      } else if (is_in_class) {
        is_in_class = pattern_[i] != ']';
      } else if (pattern_[i] == '[') {
        is_in_class = true;
      } else if (pattern_[i] == '(') {
        const std::string_view rest = pattern_.substr(i + 1, 3);
        const bool is_named =
            rest.substr(0, 2) == "?<" && rest.size() == 3 && rest[2] != '=' && rest[2] != '!';
        if (rest.substr(0, 1) != "?" || is_named) ++found.count;
        found.has_names = found.has_names || is_named;
      }
    }
    return found;
  }

  std::string_view pattern_;
  bool is_multiline_;
  std::size_t at_ = 0;
  std::string result_;
  std::optional<Groups> groups_;
};

}  // namespace

std::optional<std::string> pcre_pattern(std::string_view pattern, bool is_multiline) {
  if (pattern.size() > kMostPatternBytes) return std::nullopt;
  return Translator(pattern, is_multiline).translate();
}

}  // namespace sfn::query::jsonata
