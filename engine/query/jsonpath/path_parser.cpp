#include "engine/query/jsonpath/path_parser.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "engine/query/jsonpath/escapes.h"
#include "engine/query/jsonpath/filter_parser.h"
#include "engine/query/jsonpath/function_parser.h"
#include "engine/query/jsonpath/java_value.h"
#include "engine/query/jsonpath/path_functions.h"
#include "engine/query/jsonpath/text_cursor.h"

namespace sfn::jsonpath {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Java's Integer.parseInt; '+' never comes here.
std::optional<std::int32_t> parse_java_int(std::string_view text) {
  std::int32_t value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc{} || end != last) return std::nullopt;
  return value;
}

class PathParser {
 public:
  PathParser(TextCursor cursor, QuoteEscapes escapes, std::size_t nesting)
      : cursor_(cursor), escapes_(escapes), nesting_(nesting) {}

  Parsed<std::shared_ptr<const TokenPath>> parse();

 private:
  using Step = Parsed<bool>;  // false: something else stands here

  Step parse_step();
  Step parse_bracket();
  Step parse_names();
  Step parse_indexes();
  Step parse_wildcard();
  Step parse_filter();
  Step refuse_placeholder() const;
  Step parse_dots();
  Step parse_name();
  Step parse_function(std::size_t start, std::size_t open);

  struct QuotedNames {
    std::vector<std::string> names;
    std::size_t last_quote = 0;
  };
  Parsed<QuotedNames> quoted_names(char quote) const;
  Parsed<std::string> unescape_name(std::string_view text, char quote) const;
  Parsed<Token> slice_token(const std::string& expression) const;
  Parsed<Token> index_token(std::string_view expression) const;
  Step add(Token token);
  void invert_scan();

  TextCursor cursor_;
  QuoteEscapes escapes_;
  std::size_t nesting_;
  TokenPath path_;
};

Parsed<std::shared_ptr<const TokenPath>> PathParser::parse() {
  const char context = cursor_.current();
  if (context != '$' && context != '@') return syntax_failure("Path must start with '$' or '@'");
  path_.from_root = context == '$';
  if (!cursor_.at_tail()) {
    cursor_.advance();
    if (cursor_.current() != '.' && cursor_.current() != '[') {
      return syntax_failure("Illegal character at position " +
                            cursor_.index_text(cursor_.position()) + " expected '.' or '['");
    }
    do {
      SFN_CHECK_OK(parse_step());
    } while (!cursor_.at_tail());
  }
  settle(path_);
  if (ends_in_function(path_)) invert_scan();
  return std::make_shared<const TokenPath>(std::move(path_));
}

PathParser::Step PathParser::parse_step() {
  const auto refuse = [&](const char* expected) {
    return syntax_failure("Could not parse token starting at position " +
                          cursor_.index_text(cursor_.position()) + expected);
  };
  if (cursor_.current() == '.') SFN_CHECK_OK(parse_dots());
  if (cursor_.current() == '[') {
    SFN_TRY(const bool done, parse_bracket());
    if (!done) return refuse(". Expected ?, ', 0-9, * ");
    return true;
  }
  SFN_TRY(const bool done, cursor_.current() == '*' ? parse_wildcard() : parse_name());
  if (!done) return refuse("");
  return true;
}

PathParser::Step PathParser::parse_dots() {
  const bool scan =
      cursor_.at(cursor_.position() + 1) == '.' && cursor_.in_bounds(cursor_.position() + 1);
  if (scan) SFN_CHECK_OK(add(ScanToken{}));
  if (!scan && cursor_.at_tail()) return syntax_failure("Path must not end with a '.");
  cursor_.advance(scan ? 2 : 1);
  SFN_TRY(const char next, cursor_.checked_at(cursor_.position()));
  if (next == '.') {
    return syntax_failure("Character '.' on position " + cursor_.index_text(cursor_.position()) +
                          " is not valid.");
  }
  return true;
}

PathParser::Step PathParser::parse_bracket() {
  SFN_TRY(const bool names, parse_names());
  if (names) return true;
  SFN_TRY(const bool indexes, parse_indexes());
  if (indexes) return true;
  SFN_TRY(const bool wildcard, parse_wildcard());
  if (wildcard) return true;
  SFN_TRY(const bool filter, parse_filter());
  if (filter) return true;
  return refuse_placeholder();
}

PathParser::Step PathParser::parse_names() {
  const char quote = cursor_.next_significant(cursor_.position());
  if (quote != '\'' && quote != '"') return false;
  SFN_TRY(QuotedNames quoted, quoted_names(quote));
  SFN_TRY(const auto closing, cursor_.next_significant_index(quoted.last_quote, ']'));
  if (!closing) return syntax_failure("Property has not been closed - missing closing ]");
  cursor_.move_to(*closing + 1);
  return add(PropertyToken{std::move(quoted.names), quote});
}

Parsed<PathParser::QuotedNames> PathParser::quoted_names(char quote) const {
  QuotedNames result;
  std::size_t start = 0;
  bool in_name = false, escaped = false, after_comma = false;
  for (std::size_t i = cursor_.position() + 1; cursor_.in_bounds(i); ++i) {
    const char c = cursor_.at(i);
    if (escaped) {
      escaped = false;
    } else if (c == '\\') {
      escaped = true;
    } else if (c == quote && in_name) {
      const char next = cursor_.next_significant(i);
      if (next != ']' && next != ',') {
        return syntax_failure(
            "Property must be separated by comma or Property must be terminated close square "
            "bracket at index " +
            cursor_.index_text(i));
      }
      SFN_TRY(std::string name, unescape_name(cursor_.slice(start, i), quote));
      result.names.push_back(std::move(name));
      result.last_quote = i;
      in_name = false;
    } else if (c == quote) {
      start = i + 1;
      in_name = true;
      after_comma = false;
    } else if ((c == ',' || c == ']') && !in_name) {
      if (after_comma)
        return syntax_failure("Found empty property at index " + cursor_.index_text(i));
      if (c == ']') break;
      after_comma = true;
    }
  }
  if (in_name)
    return syntax_failure(std::string("Property has not been closed - missing closing ") + quote);
  return result;
}

Parsed<std::string> PathParser::unescape_name(std::string_view text, char quote) const {
  if (escapes_ == QuoteEscapes::Jayway || quote != '\'') return unescape(text);
  std::string doubled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      if (text[i + 1] == '"') doubled += '\\';
      doubled += text[i++];
    }
    doubled += text[i];
  }
  // "\"" is now "\\"": the backslash is one of the name.
  return unescape(doubled);
}

PathParser::Step PathParser::parse_indexes() {
  const char first = cursor_.next_significant(cursor_.position());
  if (!is_digit(first) && first != '-' && first != ':') return false;
  const auto closing = cursor_.find(cursor_.position() + 1, ']');
  if (!closing) return false;
  const std::string expression(java_trim(cursor_.slice(cursor_.position() + 1, *closing)));
  const auto fits = [](char c) {
    return is_digit(c) || c == ',' || c == '-' || c == ':' || c == ' ';
  };
  if (!std::all_of(expression.begin(), expression.end(), fits)) return false;
  const bool slice = expression.find(':') != std::string::npos;
  SFN_TRY(Token token, slice ? slice_token(expression) : index_token(expression));
  cursor_.move_to(*closing + 1);
  return add(std::move(token));
}

Parsed<Token> PathParser::slice_token(const std::string& expression) const {
  const auto refuse = [&] {
    return syntax_failure("Failed to parse SliceOperation: " + expression);
  };
  if (expression.find_first_of(", ") != std::string::npos) return refuse();
  // A third part, the step, is read over.
  const std::size_t first = expression.find(':');
  const std::size_t second = std::min(expression.find(':', first + 1), expression.size());
  SliceToken slice;
  for (const auto& [text, bound] :
       {std::pair(expression.substr(0, first), &slice.from),
        std::pair(expression.substr(first + 1, second - first - 1), &slice.to)}) {
    if (text.empty()) continue;
    *bound = parse_java_int(text);
    if (!*bound) {
      return runtime_failure("java.lang.NumberFormatException: For input string: \"" + text + "\"");
    }
  }
  if (!slice.from && !slice.to) return refuse();
  return slice;
}

Parsed<Token> PathParser::index_token(std::string_view expression) const {
  IndexToken token;
  for (bool more = true; more;) {
    const std::size_t comma = expression.find(',');
    more = comma != std::string_view::npos;
    const std::string_view text = java_trim(expression.substr(0, comma));
    const auto index = parse_java_int(text);
    if (!index)
      return syntax_failure("Failed to parse token in ArrayIndexOperation: " + std::string(text));
    token.indexes.push_back(*index);
    if (more) expression.remove_prefix(comma + 1);
  }
  return token;
}

PathParser::Step PathParser::parse_wildcard() {
  if (cursor_.current() != '[') {
    cursor_.advance();
    return add(WildcardToken{});
  }
  if (cursor_.next_significant(cursor_.position()) != '*') return false;
  SFN_TRY(const auto star, cursor_.next_significant_index(cursor_.position(), '*'));
  if (cursor_.next_significant(*star) != ']') {
    return syntax_failure("Expected wildcard token to end with ']' on position " +
                          cursor_.index_text(*star + 1));
  }
  SFN_TRY(const auto closing, cursor_.next_significant_index(*star, ']'));
  cursor_.move_to(*closing + 1);
  return add(WildcardToken{});
}

PathParser::Step PathParser::parse_filter() {
  const std::size_t start = cursor_.position();
  SFN_TRY(const auto mark, cursor_.next_significant_index(start, '?'));
  if (!mark) return false;
  SFN_TRY(const auto open, cursor_.next_significant_index(*mark, '('));
  if (!open) return false;
  SFN_TRY(const auto close,
          cursor_.find_closing(*open, '(', ')', TextCursor::Skip::StringsAndRegexes));
  if (!close || cursor_.next_significant(*close) != ']') return false;
  SFN_TRY(const auto end, cursor_.next_significant_index(*close, ']'));
  SFN_TRY(auto filter, sfn::jsonpath::parse_filter(cursor_.slice(start, *end + 1), nesting_ + 1));
  cursor_.move_to(*end + 1);
  return add(FilterToken{std::move(filter)});
}

// In Java a caller may pass filters for "[?]" and "[?,?]"; here nobody can.
PathParser::Step PathParser::refuse_placeholder() const {
  const std::size_t start = cursor_.position();
  SFN_TRY(const auto mark, cursor_.next_significant_index(start, '?'));
  if (!mark) return false;
  const char next = cursor_.next_significant(*mark);
  const auto end = cursor_.find(start + 1, ']');
  if ((next != ']' && next != ',') || !end) return false;
  return syntax_failure("Not enough predicates supplied for filter [" +
                        std::string(cursor_.slice(start + 1, *end)) + "] at position " +
                        cursor_.index_text(start));
}

PathParser::Step PathParser::parse_name() {
  const std::size_t start = cursor_.position();
  if (cursor_.current() == ' ') return false;
  std::size_t end = start;
  while (cursor_.in_bounds(end) && cursor_.at(end) != '.' && cursor_.at(end) != '[') {
    if (cursor_.at(end) == ' ') {
      return syntax_failure(
          "Use bracket notion ['my prop'] if your property contains blank characters. position: " +
          cursor_.index_text(start));
    }
    if (cursor_.at(end) == '(') return parse_function(start, end);
    ++end;
  }
  cursor_.move_to(end);
  return add(PropertyToken{{std::string(cursor_.slice(start, end))}});
}

PathParser::Step PathParser::parse_function(std::size_t start, std::size_t open) {
  const std::string name(cursor_.slice(start, open));
  std::size_t opened = 1;
  for (std::size_t i = open + 1; cursor_.in_bounds(i) && opened > 0; ++i) {
    if (cursor_.at(i) == ')') --opened;
    if (cursor_.at(i) == '(') ++opened;
  }
  if (opened > 0)
    return syntax_failure("Arguments to function: '" + name + "' are not closed properly.");
  FunctionToken token{name, find_path_function(name), {}};
  cursor_.move_to(open + 1);
  // An oddity of Jayway: without parameters it goes on at the parenthesis that closes, not behind
  // it.
  if (cursor_.current() != ')') {
    SFN_TRY(token.parameters, parse_function_parameters(cursor_, name, nesting_ + 1));
  }
  return add(std::move(token));
}

PathParser::Step PathParser::add(Token token) {
  if (path_.tokens.size() == kPathSteps) {
    return limit_failure("The path has more than " + std::to_string(kPathSteps) + " steps");
  }
  path_.tokens.push_back(std::move(token));
  return true;
}

// "$..x.sum()" means "$.sum($..x)": the function sees all values at once.
void PathParser::invert_scan() {
  if (!std::holds_alternative<ScanToken>(path_.tokens.front())) return;
  const auto is_function = [](const Token& token) {
    return std::holds_alternative<FunctionToken>(token);
  };
  const auto function = std::find_if(path_.tokens.begin(), path_.tokens.end(), is_function);
  const auto count = static_cast<std::size_t>(function - path_.tokens.begin());
  TokenPath scanned{path_.from_root, {path_.tokens.begin(), function}, {}, true};
  settle(scanned);
  std::get<FunctionToken>(*function).parameters = {
      std::make_shared<const TokenPath>(std::move(scanned))};
  path_.tokens.erase(path_.tokens.begin(),
                     path_.tokens.begin() + static_cast<std::ptrdiff_t>(count));
  settle(path_);
  // What follows the function still stands behind the scan.
  path_.upstream_definite.assign(path_.tokens.size(), false);
}

}  // namespace

Parsed<bool> check_nesting(std::size_t nesting) {
  if (nesting < kPathNesting) return true;
  return limit_failure("The path is nested deeper than " + std::to_string(kPathNesting) +
                       " levels");
}

Parsed<std::shared_ptr<const TokenPath>> parse_path(std::string_view text, QuoteEscapes escapes,
                                                    std::size_t nesting) {
  SFN_CHECK_OK(check_nesting(nesting));
  if (text.empty()) return syntax_failure("path can not be null or empty");
  if (text.size() > kPathBytes) {
    return limit_failure("The path is longer than " + std::to_string(kPathBytes) + " bytes");
  }
  const bool has_context = text.front() == '$' || text.front() == '@';
  const std::string whole = has_context ? std::string(text) : "$." + std::string(text);
  TextCursor cursor(whole);
  cursor.trim();
  if (cursor.last() == '.') return syntax_failure("Path must not end with a '.' or '..'");
  auto path = PathParser(cursor, escapes, nesting).parse();
  // To who asked for the path, any failure is one of its syntax.
  if (!path && path.error().kind == ParseFailure::Kind::Runtime)
    return syntax_failure(path.error().message);
  return path;
}

Parsed<std::shared_ptr<const TokenPath>> parse_parameter_path(std::string_view text,
                                                              std::size_t nesting) {
  SFN_CHECK_OK(check_nesting(nesting));
  return PathParser(TextCursor(text), QuoteEscapes::Jayway, nesting).parse();
}

}  // namespace sfn::jsonpath
