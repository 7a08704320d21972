#include "engine/query/jsonata/lexer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/utf8.h"
#include "engine/query/jsonata/number_text.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {
namespace {

struct LongOperator {
  std::string_view text;
  bool is_official_only = false;  // came with 2.1, AWS speaks 2.0
};
constexpr auto kLongOperators = std::to_array<LongOperator>({
    {".."},
    {":="},
    {"!="},
    {">="},
    {"<="},
    {"**"},
    {"~>"},
    {"?:", true},
    {"??", true},
});
constexpr std::string_view kShortOperators = ".[]{}(),@#;:?+-*/%|=<>^&!~";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v'; }
bool is_operator(char c) { return kShortOperators.find(c) != std::string_view::npos; }

std::optional<char> simple_escape(char c) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const std::size_t found = kLetters.find(c);
  return found == std::string_view::npos ? std::nullopt : std::optional(kMeanings[found]);
}

// Four hexadecimal digits.
std::optional<char32_t> unit_of(std::string_view digits) {
  unsigned code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  if (digits.size() != 4 || error != std::errc{} || end != digits.data() + 4) return std::nullopt;
  return char32_t{code};
}

}  // namespace

Unexpected<Refusal> Lexer::refuse(Code code, std::string_view token) const {
  auto facts = std::make_shared<ErrorFacts>();
  facts->code = code;
  facts->position = position_;
  facts->token = std::string(token);
  return sfn::unexpected(std::move(facts));
}

bool Lexer::skip_space() {
  const std::size_t begin = position_;
  while (is_space(at(position_))) ++position_;
  return position_ > begin;
}

Result<bool, Refusal> Lexer::skip_comments() {
  for (;;) {
    while (skip_space()) {
    }
    if (at(position_) != '/' || at(position_ + 1) != '*') return true;
    const std::size_t begin = position_;
    const std::size_t end = text_.find("*/", position_ + 2);
    if (end == std::string_view::npos) {
      position_ = begin;
      return refuse(Code::S0106);
    }
    position_ = end + 2;
  }
}

Lexer::TokenResult Lexer::next(Expecting expecting) {
  SFN_CHECK_OK(skip_comments());
  if (position_ >= text_.size()) return token(TokenKind::End, "(end)");
  const char first = at(position_);
  if (expecting == Expecting::Operand && first == '/') {
    ++position_;
    return regex();
  }
  if (const std::string_view found = operator_here(); !found.empty()) {
    position_ += found.size();
    return token(TokenKind::Operator, found);
  }
  if (first == '"' || first == '\'') {
    ++position_;
    return string(first);
  }
  if (const std::size_t length = unsigned_number_length(text_.substr(position_)); length > 0)
    return number(length);
  if (first == '`') {
    ++position_;
    return quoted_name();
  }
  return name();
}

std::string_view Lexer::operator_here() const {
  const std::string_view here = text_.substr(position_);
  for (const LongOperator& row : kLongOperators) {
    if (here.substr(0, 2) == row.text && !(row.is_official_only && dialect_ == Dialect::Aws))
      return here.substr(0, 2);
  }
  return is_operator(here[0]) ? here.substr(0, 1) : std::string_view{};
}

Lexer::TokenResult Lexer::number(std::size_t length) {
  const std::string_view spelling = text_.substr(position_, length);
  const double value = decimal_value(spelling);
  Token result{TokenKind::Number, spelling, {}, Value::number(value), position_ + length};
  if (!std::isfinite(value)) {
    auto refusal = refuse(Code::S0102, spelling);
    refusal.value()->is_token_number = true;
    return refusal;
  }
  position_ += length;
  // AWS: integers are exact to 64 bits, larger ones are doubles.
  if (dialect_ == Dialect::Aws) {
    const char* const end = spelling.data() + length;
    std::int64_t whole = 0;
    const auto read = std::from_chars(spelling.data(), end, whole);
    if (read.ec == std::errc{} && read.ptr == end) result.value = Value::integer(whole);
  }
  return result;
}

Lexer::TokenResult Lexer::string(char quote) {
  std::string text;
  for (;;) {
    const std::size_t plain = position_;
    while (position_ < text_.size() && at(position_) != quote && at(position_) != '\\') ++position_;
    append_text(text, text_.substr(plain, position_ - plain));
    if (position_ >= text_.size()) return refuse(Code::S0101);
    if (at(position_++) == quote) break;
    if (const auto meaning = simple_escape(at(position_))) {
      text += *meaning;
      ++position_;
    } else if (at(position_) == 'u') {
      const auto unit = unit_of(text_.substr(position_ + 1, 4));
      if (!unit) return refuse(Code::S0104);
      std::string character;
      append_code_point(character, *unit);
      append_text(text, character);
      position_ += 5;
    } else {
      return refuse(Code::S0103, text_.substr(position_, position_ < text_.size() ? 1 : 0));
    }
  }
  strings_.push_back(std::move(text));
  return token(TokenKind::String, strings_.back());
}

Lexer::TokenResult Lexer::quoted_name() {
  const std::size_t end = text_.find('`', position_);
  if (end == std::string_view::npos) {
    position_ = text_.size();
    return refuse(Code::S0105);
  }
  const std::string_view name = text_.substr(position_, end - position_);
  position_ = end + 1;
  return token(TokenKind::Name, name);
}

Lexer::TokenResult Lexer::regex() {
  const std::size_t begin = position_;
  int depth = 0;
  std::size_t backslashes = 0, next_backslashes = 0;  // in front of a character
  for (; position_ < text_.size(); ++position_, backslashes = next_backslashes) {
    const char c = at(position_);
    next_backslashes = c == '\\' ? backslashes + 1 : 0;
    if (c == '/' && depth == 0 && backslashes % 2 == 0) {
      Token result{TokenKind::Regex, text_.substr(begin, position_ - begin), {}, {}, 0};
      if (result.text.empty()) return refuse(Code::S0301);
      const std::size_t flags = ++position_;
      while (at(position_) == 'i' || at(position_) == 'm') ++position_;
      result.flags = text_.substr(flags, position_ - flags);
      result.position = position_;
      return result;
    }
    if (backslashes > 0) continue;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
  }
  return refuse(Code::S0302);
}

Token Lexer::name() {
  const std::size_t begin = position_;
  while (position_ < text_.size() && !is_space(at(position_)) && !is_operator(at(position_)))
    ++position_;
  const std::string_view word = text_.substr(begin, position_ - begin);
  if (word[0] == '$') return token(TokenKind::Variable, word.substr(1));
  if (word == "and" || word == "or" || word == "in") return token(TokenKind::Operator, word);
  Token result = token(TokenKind::Literal, word);
  if (word == "true" || word == "false") {
    result.value = Value::boolean(word == "true");
  } else if (word == "null") {
    result.value = Value::null();
  } else {
    result.kind = TokenKind::Name;
  }
  return result;
}

}  // namespace sfn::query::jsonata
