#include "engine/query/jsonpath/lenient_json.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/query/jsonpath/escapes.h"
#include "engine/query/jsonpath/java_value.h"

namespace sfn::jsonpath {
namespace {

constexpr std::size_t kLiteralDepth = 400;  // json-smart refuses what is nested deeper

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// json-smart drops an escape that it does not know, letter and all, and knows \xXX.
std::string known_escapes(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result += text[i];
      continue;
    }
    const char letter = text[++i];
    if (letter == 'x') result += "\\u00";
    if (std::string_view("\\\"'/bfnrtu").find(letter) != std::string_view::npos)
      (result += '\\') += letter;
  }
  return result;
}

// As JSON spells it: "010" is 10, "1." is 1.0, "-" is 0.
std::string canonical_number(std::string_view text) {
  std::string result;
  if (text.starts_with('-')) {
    result = "-";
    text.remove_prefix(1);
  }
  while (text.size() > 1 && text[0] == '0' && is_digit(text[1])) text.remove_prefix(1);
  const std::size_t whole = std::min(text.find_first_not_of("0123456789"), text.size());
  result += whole == 0 ? "0" : text.substr(0, whole);
  text.remove_prefix(whole);
  if (text.starts_with('.') && (text.size() == 1 || !is_digit(text[1]))) {
    result += ".0";
    text.remove_prefix(1);
  }
  return result + std::string(text);
}

class LenientReader {
 public:
  explicit LenientReader(std::string_view text) : text_(text) {}

  using Read = Result<Json, std::string>;
  // `stops` are the characters that end a value without quotes.
  Read value(std::string_view stops);

 private:
  Read array();
  Read object();
  Read string();
  Read number(std::string_view stops);
  Read word(std::size_t start, std::string_view stops);
  Result<std::string, std::string> key();
  Result<std::string, std::string> quoted();

  [[nodiscard]] bool ended() const { return at_ >= text_.size(); }
  [[nodiscard]] char current() const { return ended() ? '\0' : text_[at_]; }
  void skip_blanks() {
    while (!ended() && is_blank(text_[at_])) ++at_;
  }
  void skip_digits() {
    while (is_digit(current())) ++at_;
  }
  // As Java counts it, in UTF-16 units.
  [[nodiscard]] std::size_t position() const { return java_length(text_.substr(0, at_)); }
  [[nodiscard]] std::string character() const { return java_char_text(text_, at_); }
  [[nodiscard]] Unexpected<std::string> unexpected_here() const {
    return unexpected("character (" + character() + ")", position());
  }
  // json-smart's position behind a name or value of an object is one less.
  [[nodiscard]] Unexpected<std::string> unexpected_behind_name() const {
    return unexpected("character (" + character() + ")", position() - 1);
  }
  [[nodiscard]] Unexpected<std::string> unexpected_behind_member() const {
    return unexpected("token " + character(), position() - 1);
  }
  [[nodiscard]] Unexpected<std::string> unexpected(const std::string& what,
                                                   std::size_t place) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

Unexpected<std::string> LenientReader::unexpected(const std::string& what,
                                                  std::size_t place) const {
  const std::string number = std::to_string(place);
  return Unexpected<std::string>("net.minidev.json.parser.ParseException: Unexpected " +
                                 (ended() ? "End Of File position " + number + ": null"
                                          : what + " at position " + number + "."));
}

LenientReader::Read LenientReader::value(std::string_view stops) {
  skip_blanks();
  const char c = current();
  if (c == '{') return object();
  if (c == '[') return array();
  if (c == '"' || c == '\'') return string();
  if (is_digit(c) || c == '-') return number(stops);
  if (ended() || c == ':' || c == '}' || c == ']') return unexpected_here();
  return word(at_, stops);
}

LenientReader::Read LenientReader::array() {
  if (++depth_ > kLiteralDepth) return unexpected_here();
  Json::Items items;
  ++at_;
  for (;;) {
    skip_blanks();
    if (current() == ']') break;
    if (current() == ',') {
      ++at_;
      continue;
    }
    SFN_TRY(Json item, value(",]"));
    items.push_back(std::move(item));
  }
  ++at_;
  --depth_;
  return Json::array(std::move(items));
}

LenientReader::Read LenientReader::object() {
  if (++depth_ > kLiteralDepth) return unexpected_here();
  Json result = Json::object({});
  ++at_;
  for (;;) {
    skip_blanks();
    if (current() == '}') break;
    if (current() == ',') {
      ++at_;
      continue;
    }
    SFN_TRY(const std::string name, key());
    skip_blanks();
    if (current() != ':') return unexpected_behind_name();
    ++at_;
    SFN_TRY(Json member, value(",}"));
    result = result.with(name, std::move(member));
    skip_blanks();
    if (current() != ',' && current() != '}') return unexpected_behind_member();
  }
  ++at_;
  --depth_;
  return result;
}

Result<std::string, std::string> LenientReader::key() {
  const char c = current();
  if (c == '"' || c == '\'') return quoted();
  if (ended() || c == ':' || c == ']' || c == '[' || c == '{') return unexpected_here();
  const std::size_t start = at_;
  at_ = std::min(text_.find(':', at_), text_.size());
  return std::string(java_trim(text_.substr(start, at_ - start)));
}

LenientReader::Read LenientReader::string() {
  SFN_TRY(std::string text, quoted());
  return Json::string(std::move(text));
}

Result<std::string, std::string> LenientReader::quoted() {
  const char quote = text_[at_++];
  const std::size_t start = at_;
  while (!ended() && current() != quote) at_ += current() == '\\' ? 2 : 1;
  if (ended()) {
    at_ = text_.size();
    return unexpected_here();
  }
  const std::string_view raw = text_.substr(start, at_++ - start);
  auto text = unescape(known_escapes(raw));
  if (!text) return sfn::unexpected(text.error().message);
  return *std::move(text);
}

LenientReader::Read LenientReader::number(std::string_view stops) {
  const std::size_t start = at_++;
  const auto ends = [&] {
    const std::size_t end = at_;
    skip_blanks();
    const bool stopped = ended() || stops.find(current()) != std::string_view::npos;
    return stopped ? std::optional(text_.substr(start, end - start)) : std::nullopt;
  };
  skip_digits();
  if (current() == '.') {
    ++at_;
    skip_digits();
  }
  if (current() == 'e' || current() == 'E') {
    ++at_;
    if (current() == '+' || current() == '-') ++at_;
    skip_digits();
  }
  const auto text = ends();
  if (!text) return word(start, stops);
  auto read = Json::parse(canonical_number(*text));
  if (!read) return word(start, stops);
  return read->rebuilt();
}

LenientReader::Read LenientReader::word(std::size_t start, std::string_view stops) {
  at_ = std::min(text_.find_first_of(stops, at_), text_.size());
  const std::string_view text = java_trim(text_.substr(start, at_ - start));
  if (text == "null") return Json();
  if (text == "true" || text == "false") return Json::boolean(text == "true");
  return Json::string(std::string(text));
}

}  // namespace

Result<Json, std::string> parse_lenient_json(std::string_view text) {
  return LenientReader(text).value("");
}

}  // namespace sfn::jsonpath
