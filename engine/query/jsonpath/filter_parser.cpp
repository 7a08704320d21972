#include "engine/query/jsonpath/filter_parser.h"

#include <string>
#include <utility>

#include "engine/query/jsonpath/filter_literals.h"
#include "engine/query/jsonpath/java_value.h"
#include "engine/query/jsonpath/path_parser.h"
#include "engine/query/jsonpath/text_cursor.h"

namespace sfn::jsonpath {
namespace {

bool is_operator_character(char c) {
  return c == '<' || c == '>' || c == '=' || c == '~' || c == '!';
}

// Or := And { "||" And }   And := Term { "&&" Term }   Term := "!" Term | "(" Or ")" | Value [
// operator Value ]
class FilterParser {
 public:
  FilterParser(std::string_view text, std::size_t nesting);

  Parsed<std::shared_ptr<const FilterExpression>> parse();

 private:
  Parsed<FilterExpression> parse_or();
  Parsed<FilterExpression> parse_and();
  Parsed<FilterExpression> parse_term();
  Parsed<FilterExpression> parse_inner_term();
  Parsed<FilterExpression> parse_comparison();
  Parsed<const FilterOperator*> parse_operator();
  Parsed<Operand> parse_value();
  Parsed<Operand> parse_path_operand();
  Parsed<bool> skip_path();

  // The next character that counts; the end of the text is a failure.
  Parsed<char> significant();
  bool take(std::string_view word);
  [[nodiscard]] bool closes_function(std::size_t path_start) const;
  [[nodiscard]] ParseFailure in_filter_words(ParseFailure failure) const;

  TextCursor cursor_;
  std::size_t nesting_;
};

FilterParser::FilterParser(std::string_view text, std::size_t nesting)
    : cursor_(text), nesting_(nesting) {
  cursor_.trim();
  cursor_.advance();  // "["
  cursor_.drop_last();
  cursor_.trim();
  cursor_.advance();  // "?"
  cursor_.trim();
}

Parsed<std::shared_ptr<const FilterExpression>> FilterParser::parse() {
  auto expression = parse_or();
  if (!expression) return sfn::unexpected(in_filter_words(expression.error()));
  cursor_.skip_blanks();
  if (cursor_.in_bounds()) {
    return syntax_failure("Expected end of filter expression instead of: " +
                          std::string(cursor_.slice(cursor_.position(), cursor_.end())));
  }
  return std::make_shared<const FilterExpression>(*std::move(expression));
}

ParseFailure FilterParser::in_filter_words(ParseFailure failure) const {
  if (failure.kind != ParseFailure::Kind::Runtime) return failure;
  const auto here = cursor_.checked_at(cursor_.position());
  if (!here) return here.error();
  return {ParseFailure::Kind::Syntax,
          "Failed to parse filter: " + std::string(cursor_.text()) +
              ", error on position: " + cursor_.index_text(cursor_.position()) +
              ", char: " + java_char_text(cursor_.text(), cursor_.position())};
}

Parsed<char> FilterParser::significant() {
  cursor_.skip_blanks();
  return cursor_.checked_at(cursor_.position());
}

bool FilterParser::take(std::string_view word) {
  const std::size_t before = cursor_.position();
  cursor_.skip_blanks();
  const std::size_t start = cursor_.position();
  if (cursor_.in_bounds(start + word.size() - 1) &&
      cursor_.slice(start, start + word.size()) == word) {
    cursor_.advance(word.size());
    return true;
  }
  cursor_.move_to(before);
  return false;
}

Parsed<FilterExpression> FilterParser::parse_or() {
  Or result;
  do {
    SFN_TRY(FilterExpression operand, parse_and());
    result.operands.push_back(std::move(operand));
  } while (take("||"));
  if (result.operands.size() == 1) return std::move(result.operands.front());
  return FilterExpression{std::move(result)};
}

Parsed<FilterExpression> FilterParser::parse_and() {
  And result;
  do {
    SFN_TRY(FilterExpression operand, parse_term());
    result.operands.push_back(std::move(operand));
  } while (take("&&"));
  if (result.operands.size() == 1) return std::move(result.operands.front());
  return FilterExpression{std::move(result)};
}

Parsed<FilterExpression> FilterParser::parse_term() {
  SFN_CHECK_OK(check_nesting(nesting_));
  ++nesting_;
  auto result = parse_inner_term();
  --nesting_;
  return result;
}

Parsed<FilterExpression> FilterParser::parse_inner_term() {
  SFN_TRY(const char first, significant());
  const std::size_t start = cursor_.position();
  if (first == '!') {
    cursor_.advance();
    SFN_TRY(const char next, significant());
    if (next != '$' && next != '@') {
      SFN_TRY(FilterExpression operand, parse_term());
      return FilterExpression{Not{std::make_unique<const FilterExpression>(std::move(operand))}};
    }
    cursor_.move_to(start);  // "!@.a" belongs to the path
  }
  if (first == '(') {
    cursor_.advance();
    SFN_TRY(FilterExpression inner, parse_or());
    SFN_TRY(const char last, significant());
    if (last != ')') return syntax_failure("Expected character: )");
    cursor_.advance();
    return inner;
  }
  return parse_comparison();
}

Parsed<FilterExpression> FilterParser::parse_comparison() {
  SFN_TRY(Operand left, parse_value());
  const std::size_t after_left = cursor_.position();
  auto op = parse_operator();
  if (op) {
    auto right = parse_value();
    if (right) return FilterExpression{Comparison{std::move(left), *op, *std::move(right)}};
    if (right.error().kind != ParseFailure::Kind::Syntax) return sfn::unexpected(right.error());
  } else if (op.error().kind != ParseFailure::Kind::Syntax) {
    return sfn::unexpected(op.error());
  }
  // No comparison: whether the path leads somewhere.
  cursor_.move_to(after_left);
  auto* const path = std::get_if<PathOperand>(&left);
  if (path == nullptr) return syntax_failure("Expected path node");
  return FilterExpression{Exists{std::move(*path)}};
}

Parsed<const FilterOperator*> FilterParser::parse_operator() {
  SFN_TRY(const char first, significant());
  const std::size_t start = cursor_.position();
  const bool symbols = is_operator_character(first);
  const auto goes_on = [&](char c) { return symbols ? is_operator_character(c) : c != ' '; };
  while (cursor_.in_bounds() && goes_on(cursor_.current())) cursor_.advance();
  const std::string_view name = cursor_.slice(start, cursor_.position());
  const FilterOperator* const op = find_filter_operator(name);
  if (op == nullptr)
    return syntax_failure("Filter operator " + std::string(name) + " is not supported!");
  return op;
}

Parsed<Operand> FilterParser::parse_value() {
  SFN_TRY(char first, significant());
  if (first == '!') {
    cursor_.advance();
    SFN_TRY(first, significant());
    if (first != '$' && first != '@') return syntax_failure("Unexpected character: !");
  }
  if (first == '$' || first == '@') return parse_path_operand();
  SFN_TRY(FilterValue literal, parse_filter_literal(cursor_));
  return Operand(std::move(literal));
}

Parsed<Operand> FilterParser::parse_path_operand() {
  const std::size_t start = cursor_.position();
  const bool should_exist = cursor_.previous_significant(start) != '!';
  SFN_CHECK_OK(skip_path());
  SFN_TRY(auto path,
          parse_path(cursor_.slice(start, cursor_.position()), QuoteEscapes::Jayway, nesting_ + 1));
  return Operand(PathOperand{std::move(path), should_exist});
}

Parsed<bool> FilterParser::skip_path() {
  const std::size_t start = cursor_.position();
  cursor_.advance();
  while (cursor_.in_bounds()) {
    if (cursor_.current() == '[') {
      SFN_TRY(const auto closing,
              cursor_.find_closing(cursor_.position(), '[', ']', TextCursor::Skip::Strings));
      if (!closing) {
        return syntax_failure("Square brackets does not match in filter " +
                              std::string(cursor_.text()));
      }
      cursor_.move_to(*closing + 1);
    }
    SFN_TRY(const char c, cursor_.checked_at(cursor_.position()));
    const bool closes_filter = c == ')' && !closes_function(start);
    if (!cursor_.in_bounds() || is_operator_character(c) || c == ' ' || closes_filter) break;
    cursor_.advance();
  }
  return true;
}

// Whether the parenthesis here ends a call without parameters: "@.a.length()".
bool FilterParser::closes_function(std::size_t path_start) const {
  const auto open = cursor_.previous_significant_index(cursor_.position());
  if (!open || cursor_.at(*open) != '(') return false;
  for (std::size_t i = *open; i-- > path_start + 1;) {
    if (cursor_.at(i) == '.') return true;
  }
  return false;
}

}  // namespace

Parsed<std::shared_ptr<const FilterExpression>> parse_filter(std::string_view text,
                                                             std::size_t nesting) {
  SFN_CHECK_OK(check_nesting(nesting));
  return FilterParser(text, nesting).parse();
}

}  // namespace sfn::jsonpath
