// A second reader, only for texts that the first one refused: it walks the text as Jackson 2.x does
// and says what Jackson says there. Line and column are Jackson's too, which are not always those
// of the offending character.
#include "base/json/jackson_error.h"

#include <cctype>
#include <optional>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace sfn {
namespace {

constexpr std::string_view kExpectedValue =
    "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

// Jackson's ErrorReportConfiguration: more of a word or of a source is not shown.
constexpr std::size_t kLongestToken = 256;
constexpr std::size_t kShownSource = 500;

struct Place {
  std::size_t offset = 0;
  std::size_t line = 1;
  std::size_t column = 1;
};

// Java counts in these.
std::size_t utf16_units(char32_t code) { return code > 0xFFFF ? 2 : 1; }

// A character of a text that may be malformed; a byte that begins none stands for itself.
CodePoint character_at(std::string_view text, std::size_t offset) {
  if (offset + utf8_length(text[offset]) <= text.size()) return code_point_at(text, offset);
  return {static_cast<unsigned char>(text[offset]), 1};
}

Place place_of(std::string_view text, std::size_t offset) {
  Place place{offset, 1, 1};
  for (std::size_t i = 0; i < offset && i < text.size();) {
    const CodePoint character = character_at(text, i);
    if (character.code == U'\n') {
      ++place.line;
      place.column = 1;
    } else {
      place.column += utf16_units(character.code);
    }
    i += character.bytes;
  }
  return place;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  // The first thing that Jackson objects to; nullopt if it would read the whole text.
  std::optional<JsonParseError> find_error() {
    skip_space();
    if (at_end()) return error("No content to map due to end-of-input", offset_);
    if (!value()) return std::move(error_);
    skip_space();
    if (at_end()) return std::nullopt;
    // What follows a root value is read as if another one began; a bracket counts before what is
    // in it.
    const std::size_t trailing = offset_;
    const bool opens = peek() == '{' || peek() == '[';
    if (opens || value()) {
      static_cast<void>(
          fail("Trailing token (of type " +
                   std::string(token_type(text_.substr(trailing, offset_ - trailing))) +
                   ") found after value (bound as "
                   "`com.fasterxml.jackson.databind.JsonNode`): not allowed as per "
                   "`DeserializationFeature.FAIL_ON_TRAILING_TOKENS`",
               trailing));
    }
    return std::move(error_);
  }

 private:
  struct Open {
    char kind;
    std::size_t start;

    [[nodiscard]] char closing() const { return kind == '{' ? '}' : ']'; }
    [[nodiscard]] std::string name() const { return kind == '{' ? "Object" : "Array"; }
  };

  // Of a value that was read.
  [[nodiscard]] std::string_view token_type(std::string_view token) const {
    switch (token.empty() ? peek() : token.front()) {
      case '{':
        return "START_OBJECT";
      case '[':
        return "START_ARRAY";
      case '"':
        return "VALUE_STRING";
      case 't':
        return "VALUE_TRUE";
      case 'f':
        return "VALUE_FALSE";
      case 'n':
        return "VALUE_NULL";
      default:
        return token.find_first_of(".eE") == std::string_view::npos ? "VALUE_NUMBER_INT"
                                                                    : "VALUE_NUMBER_FLOAT";
    }
  }

  [[nodiscard]] bool at_end() const { return offset_ >= text_.size(); }
  [[nodiscard]] char peek() const { return text_[offset_]; }
  void skip_space() {
    while (!at_end() && is_space(peek())) ++offset_;
  }

  JsonParseError error(std::string message, std::size_t offset) const {
    const Place place = place_of(text_, offset);
    return {std::move(message), place.offset, place.line, place.column};
  }
  bool fail(std::string message, std::size_t offset) {
    if (!error_) error_ = error(std::move(message), offset);
    return false;
  }
  [[nodiscard]] std::string described(std::size_t offset) const {
    const CodePoint character = character_at(text_, offset);
    std::string result = "('";
    result += text_.substr(offset, character.bytes);
    result += "' (code " + std::to_string(static_cast<std::uint32_t>(character.code));
    if (character.code > 255) {
      constexpr std::string_view kHex = "0123456789abcdef";
      std::string hex;
      for (auto rest = static_cast<std::uint32_t>(character.code); rest != 0; rest >>= 4)
        hex.insert(0, 1, kHex[rest & 15]);
      result += " / 0x" + hex;
    }
    return result + "))";
  }
  bool unexpected_character(const char* what, std::size_t offset) {
    return fail("Unexpected character " + described(offset) + what, offset);
  }
  // Between tokens Jackson looks for comments first.
  bool unexpected_token(const char* what) {
    if (peek() != '/') return unexpected_character(what, offset_);
    return unexpected_character(
        ": maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' "
        "not enabled for parser)",
        offset_);
  }
  // Where an entry could have begun, or the object or array could have ended.
  bool unexpected_end() {
    const Open& innermost = open_.back();
    const Place start = place_of(text_, innermost.start);
    return fail("Unexpected end-of-input: expected close marker for " + innermost.name() +
                    " (start marker at " + jackson_place(start.line, start.column) + ")",
                text_.size());
  }
  // Where an entry has to go on.
  bool unexpected_end_of_entry() {
    return fail("Unexpected end-of-input within/between " + open_.back().name() + " entries",
                text_.size());
  }
  bool is_close_marker() const { return peek() == '}' || peek() == ']'; }

  bool value() {
    if (open_.size() >= kJsonDepth) {
      error_ = json_too_deep(text_, offset_);
      return false;
    }
    const char c = peek();
    if (c == '{') return object();
    if (c == '[') return array();
    if (c == '"') return string("string value");
    if (c == '-' || is_digit(c)) return number();
    return not_a_value();
  }

  bool not_a_value() {
    const char c = peek();
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x20) {
      return fail("Illegal character ((CTRL-CHAR, code " + std::to_string(code) +
                      ")): only regular white space (\\r, \\n, \\t) is allowed between tokens",
                  offset_ + 1);
    }
    if ((c == '}' || c == ']') && open_.empty()) {
      return fail(std::string("Unexpected close marker '") + c + "': expected '" +
                      (c == '}' ? ']' : '}') + "' (for root starting at " +
                      std::string(kHiddenSource) + "; line: " + "1])",
                  offset_);
    }
    if (c == '+') {
      return fail(
          "Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers "
          "to have plus "
          "signs: enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow",
          offset_ + 1);
    }
    if (is_word(c)) return word();
    return unexpected_token(
        ": expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or "
        "'false')");
  }

  static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || is_digit(c);
  }

  bool word() {
    const std::size_t start = offset_;
    while (!at_end() && is_word(peek()) && offset_ - start < kLongestToken) ++offset_;
    const std::string token(text_.substr(start, offset_ - start));
    return judge_word(token.size() < kLongestToken ? token : token + "...");
  }

  bool judge_word(std::string_view token) {
    if (token == "null" || token == "true" || token == "false") return true;
    if (token == "NaN" || token == "Infinity" || token == "-Infinity") {
      return fail("Non-standard token '" + std::string(token) +
                      "': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow",
                  offset_);
    }
    return fail("Unrecognized token '" + std::string(token) + "': was expecting " +
                    std::string(kExpectedValue),
                offset_);
  }

  bool number() {
    const std::size_t start = offset_;
    if (peek() == '-') {
      ++offset_;
      if (at_end()) return fail("Unexpected end-of-inputNo digit following sign", offset_);
      if (peek() == 'I') {
        while (!at_end() && is_word(peek())) ++offset_;
        return judge_word(text_.substr(start, offset_ - start));
      }
      if (!is_digit(peek())) {
        return unexpected_character(
            " in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
            offset_);
      }
    }
    const bool zero = peek() == '0';
    ++offset_;
    if (zero && !at_end() && is_digit(peek())) {
      return fail("Invalid numeric value: Leading zeroes not allowed", offset_);
    }
    while (!at_end() && is_digit(peek())) ++offset_;
    if (!at_end() && peek() == '.') {
      const std::size_t point = offset_++;
      if (at_end() || !is_digit(peek())) {
        // At the end of the text it is the point itself that is complained of.
        return unexpected_character(" in numeric value: Decimal point not followed by a digit",
                                    at_end() ? point : offset_);
      }
      while (!at_end() && is_digit(peek())) ++offset_;
    }
    if (!at_end() && (peek() == 'e' || peek() == 'E')) {
      ++offset_;
      if (!at_end() && (peek() == '+' || peek() == '-')) ++offset_;
      if (at_end())
        return fail("Unexpected end-of-inputexpected a digit for number exponent", offset_);
      if (!is_digit(peek())) {
        return unexpected_character(" in numeric value: Exponent indicator not followed by a digit",
                                    offset_);
      }
      while (!at_end() && is_digit(peek())) ++offset_;
    }
    if (open_.empty() && !at_end() && !is_space(peek())) {
      return unexpected_character(": Expected space separating root-level values", offset_);
    }
    return true;
  }

  bool string(std::string_view what) {
    ++offset_;
    while (!at_end()) {
      const char c = peek();
      if (c == '"') {
        ++offset_;
        return true;
      }
      if (c == '\\') {
        if (!escape()) return false;
        continue;
      }
      if (static_cast<unsigned char>(c) < 0x20) {
        return fail("Illegal unquoted character ((CTRL-CHAR, code " +
                        std::to_string(static_cast<unsigned char>(c)) +
                        ")): has to be escaped using backslash to be included in " +
                        std::string(what),
                    offset_);
      }
      offset_ += character_at(text_, offset_).bytes;
    }
    return fail(what == "name" ? "Unexpected end-of-input in field name"
                               : "Unexpected end-of-input: was expecting closing quote for a "
                                 "string value",
                text_.size());
  }

  bool escape() {
    ++offset_;
    if (at_end()) return fail("Unexpected end-of-input in character escape sequence", offset_);
    const char c = peek();
    if (c == 'u') {
      ++offset_;
      for (int i = 0; i < 4; ++i, ++offset_) {
        if (at_end()) return fail("Unexpected end-of-input in character escape sequence", offset_);
        if (std::isxdigit(static_cast<unsigned char>(peek())) == 0) {
          return unexpected_character(": expected a hex-digit for character escape sequence",
                                      offset_);
        }
      }
      return true;
    }
    if (std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos) {
      return fail("Unrecognized character escape " + without_outer(described(offset_)), offset_);
    }
    ++offset_;
    return true;
  }
  // "('x' (code 120))" without the outer parentheses.
  static std::string without_outer(const std::string& text) {
    return text.substr(1, text.size() - 2);
  }

  bool object() {
    open_.push_back({'{', offset_++});
    skip_space();
    if (at_end()) return unexpected_end();
    if (is_close_marker()) return close();
    while (true) {
      if (peek() != '"')
        return unexpected_token(": was expecting double-quote to start field name");
      if (!string("name")) return false;
      skip_space();
      if (at_end()) return unexpected_end_of_entry();
      if (peek() != ':') {
        return unexpected_token(": was expecting a colon to separate field name and value");
      }
      ++offset_;
      skip_space();
      if (at_end()) return unexpected_end_of_entry();
      if (!value()) return false;
      if (!has_next_entry(": was expecting comma to separate Object entries")) return !error_;
    }
  }

  bool array() {
    open_.push_back({'[', offset_++});
    skip_space();
    if (at_end()) return unexpected_end();
    if (is_close_marker()) return close();
    while (true) {
      if (!value()) return false;
      if (!has_next_entry(": was expecting comma to separate Array entries")) return !error_;
    }
  }

  // What follows an entry: false at the end of the object or array, and after an error.
  bool has_next_entry(const char* comma_expected) {
    skip_space();
    if (at_end()) return unexpected_end();
    if (is_close_marker()) {
      static_cast<void>(close());
      return false;
    }
    if (peek() != ',') return unexpected_token(comma_expected);
    ++offset_;
    skip_space();
    return !at_end() || unexpected_end_of_entry();
  }

  bool close() {
    const Open innermost = open_.back();
    if (peek() != innermost.closing()) {
      const Place start = place_of(text_, innermost.start);
      return fail(std::string("Unexpected close marker '") + peek() + "': expected '" +
                      innermost.closing() + "' (for " + innermost.name() + " starting at " +
                      jackson_place(start.line, start.column) + ")",
                  offset_);
    }
    ++offset_;
    open_.pop_back();
    return true;
  }

  std::string_view text_;
  std::size_t offset_ = 0;
  std::vector<Open> open_;
  std::optional<JsonParseError> error_;
};

}  // namespace

JsonParseError jackson_error(std::string_view text, std::size_t offset) {
  if (auto error = Reader{text}.find_error()) return std::move(*error);
  // Jackson would have read it: what is wrong is the encoding.
  const Place place = place_of(text, offset);
  return {"Invalid UTF-8 or an unpaired surrogate", place.offset, place.line, place.column};
}

JsonParseError json_too_deep(std::string_view text, std::size_t offset) {
  const Place place = place_of(text, offset);
  // Jackson 2.15 StreamReadConstraints
  return {"Document nesting depth (" + std::to_string(kJsonDepth + 1) +
              ") exceeds the maximum allowed (" + std::to_string(kJsonDepth) +
              ", from `StreamReadConstraints.getMaxNestingDepth()`)",
          place.offset, place.line, place.column};
}

std::string jackson_source(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string shown;
  std::size_t units = 0, more = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint character = character_at(text, i);
    const char32_t code = character.code;
    const std::size_t width = utf16_units(code);
    if (more > 0 || units + width > kShownSource) {
      more += width;
    } else if ((code < 0x20 || (code >= 0x7F && code < 0xA0)) && code != U'\r' && code != U'\n') {
      shown += std::string("\\u00") + kHex[code >> 4] + kHex[code & 15];
      units += width;
    } else {
      shown += text.substr(i, character.bytes);
      units += width;
    }
    i += character.bytes;
  }
  std::string source = "[Source: (String)\"" + shown + "\"";
  if (more > 0) source += "[truncated " + std::to_string(more) + " chars]";
  return source;
}

std::string jackson_place(std::size_t line, std::size_t column) {
  return std::string(kHiddenSource) + "; line: " + std::to_string(line) +
         ", column: " + std::to_string(column) + "]";
}

}  // namespace sfn
