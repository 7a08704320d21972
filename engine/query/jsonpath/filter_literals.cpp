#include "engine/query/jsonpath/filter_literals.h"

#include <string>
#include <utility>

#include "engine/query/jsonpath/escapes.h"
#include "engine/query/jsonpath/java_regex.h"

namespace sfn::jsonpath {
namespace {

Parsed<FilterValue> string_literal(TextCursor& cursor) {
  const std::size_t start = cursor.position();
  const char quote = cursor.current();
  const auto closing = cursor.find_unescaped(start, quote);
  if (!closing) {
    return syntax_failure("String literal does not have matching quotes. Expected " +
                          std::string(1, quote) + " in " + std::string(cursor.text()));
  }
  cursor.move_to(*closing + 1);
  SFN_TRY(std::string text, unescape(cursor.slice(start + 1, *closing)));
  return FilterValue(Text{Json::string(std::move(text))});
}

Parsed<FilterValue> boolean_literal(TextCursor& cursor) {
  const std::size_t start = cursor.position();
  const std::string_view word = cursor.current() == 't' ? "true" : "false";
  if (!cursor.in_bounds(start + word.size() - 1) ||
      cursor.slice(start, start + word.size()) != word) {
    return syntax_failure("Expected boolean literal");
  }
  cursor.advance(word.size());
  return FilterValue(word == "true");
}

Parsed<FilterValue> null_literal(TextCursor& cursor) {
  const std::size_t start = cursor.position();
  if (!cursor.in_bounds(start + 3) || cursor.slice(start, start + 4) != "null") {
    return syntax_failure("Expected <null> value");
  }
  cursor.advance(4);
  return FilterValue(NullValue{});
}

Parsed<FilterValue> json_literal(TextCursor& cursor) {
  const std::size_t start = cursor.position();
  const bool array = cursor.current() == '[';
  SFN_TRY(const auto closing, cursor.find_closing(start, array ? '[' : '{', array ? ']' : '}',
                                                  TextCursor::Skip::Strings));
  if (!closing)
    return syntax_failure("String not closed. Expected ' in " + std::string(cursor.text()));
  cursor.move_to(*closing + 1);
  return literal_value(std::string(cursor.slice(start, *closing + 1)));
}

Parsed<FilterValue> pattern_literal(TextCursor& cursor) {
  const std::size_t start = cursor.position();
  const auto closing = cursor.find_unescaped(start, '/');
  if (!closing)
    return syntax_failure("Pattern not closed. Expected / in " + std::string(cursor.text()));
  std::size_t end = *closing + 1;
  while (cursor.in_bounds(end) && is_java_regex_flag(cursor.at(end))) ++end;
  cursor.move_to(end);
  auto regex = Regex::compile(cursor.slice(start + 1, *closing), cursor.slice(*closing + 1, end));
  if (!regex) return runtime_failure("java.util.regex.PatternSyntaxException");
  return FilterValue(*std::move(regex));
}

Parsed<FilterValue> number_literal(TextCursor& cursor) {
  const std::size_t start = cursor.position();
  constexpr std::string_view kCharacters = "0123456789-.eE";
  while (cursor.in_bounds() && kCharacters.find(cursor.current()) != std::string_view::npos)
    cursor.advance();
  auto number = FilterNumber::parse(cursor.slice(start, cursor.position()));
  if (!number) return runtime_failure("java.lang.NumberFormatException");
  return FilterValue(*std::move(number));
}

}  // namespace

Parsed<FilterValue> parse_filter_literal(TextCursor& cursor) {
  switch (cursor.current()) {
    case '\'':
    case '"':
      return string_literal(cursor);
    case 't':
    case 'f':
      return boolean_literal(cursor);
    case 'n':
      return null_literal(cursor);
    case '{':
    case '[':
      return json_literal(cursor);
    case '/':
      return pattern_literal(cursor);
    default:
      return number_literal(cursor);
  }
}

}  // namespace sfn::jsonpath
