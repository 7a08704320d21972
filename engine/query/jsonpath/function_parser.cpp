#include "engine/query/jsonpath/function_parser.h"

#include <utility>

#include "base/json/jackson_error.h"
#include "engine/query/jsonpath/path_parser.h"

namespace sfn::jsonpath {
namespace {

using Parameter = FunctionToken::Parameter;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool begins_json(char c) { return c == '{' || c == '"' || c == '-' || (c >= '0' && c <= '9'); }

// Where the string ends that begins at a place; the end of the text where it does not.
std::size_t end_of_string(std::string_view text, std::size_t start) {
  for (std::size_t at = start + 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

std::size_t end_of_object(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') at = end_of_string(text, at) - 1;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at + 1;
  }
  return text.size();
}

// Jackson reads one value and does not look at what follows it; behind a number that must begin
// with a blank.
std::string_view first_value(std::string_view text) {
  if (text.starts_with('"')) return text.substr(0, end_of_string(text, 0));
  if (text.starts_with('{')) return text.substr(0, end_of_object(text));
  const std::size_t end = text.find_first_not_of("+-.0123456789eE");
  return end != std::string_view::npos && is_blank(text[end]) ? text.substr(0, end) : text;
}

class ParameterReader {
 public:
  ParameterReader(TextCursor& cursor, const std::string& function, std::size_t nesting)
      : cursor_(cursor), function_(function), nesting_(nesting) {}

  Parsed<std::vector<Parameter>> read();

 private:
  enum class Form { None, JsonText, Path };

  Parsed<bool> count_brackets(char c, char before);
  Parsed<bool> finish_parameter();
  Parsed<Parameter> parameter() const;
  // Whether a comma or parenthesis here is no part of a parameter.
  [[nodiscard]] bool outside(char c) const {
    const bool closed = (parentheses_ == 0 && c == ')') || parentheses_ == 1;
    return quotes_ == 0 && braces_ == 0 && brackets_ == 0 && closed;
  }

  TextCursor& cursor_;
  const std::string& function_;
  std::size_t nesting_;
  Form form_ = Form::None;
  std::string text_;
  std::vector<Parameter> parameters_;
  int parentheses_ = 1, brackets_ = 0, braces_ = 0, quotes_ = 0;
};

Parsed<std::vector<Parameter>> ParameterReader::read() {
  char before = '\0';
  bool done = false;
  while (cursor_.in_bounds() && !done) {
    const char c = cursor_.current();
    cursor_.advance();
    if (form_ == Form::None) {
      if (is_blank(c)) continue;
      if (begins_json(c)) form_ = Form::JsonText;
      if (c == '$' || c == '@') form_ = Form::Path;
    }
    // An oddity of Jayway: after an escaped quote it waits for one more quote that closes.
    if (c == '"') quotes_ += before != '\\' && quotes_ > 0 ? -1 : 1;
    SFN_CHECK_OK(count_brackets(c, before));
    if ((c == ',' || c == ')') && outside(c)) {
      done = parentheses_ == 0;
      SFN_CHECK_OK(finish_parameter());
    }
    const bool separates = c == ',' && braces_ == 0 && brackets_ == 0 && parentheses_ == 1;
    if (form_ != Form::None && !separates) text_ += c;
    before = c;
  }
  if (braces_ != 0 || parentheses_ != 0 || brackets_ != 0) {
    return syntax_failure("Arguments to function: '" + function_ + "' are not closed properly.");
  }
  return std::move(parameters_);
}

Parsed<bool> ParameterReader::count_brackets(char c, char before) {
  const auto refuse = [&](const char* what) {
    return syntax_failure("Unexpected close " + std::string(what) +
                          " at character position: " + cursor_.index_text(cursor_.position()));
  };
  if (c == '(') ++parentheses_;
  if (c == '{') ++braces_;
  if (c == '[') ++brackets_;
  if (c == '}' && braces_-- == 0) return refuse("brace '}'");
  if (c == ']' && brackets_-- == 0) return refuse("bracket ']'");
  if (c == ')') {
    --parentheses_;
    if (before == '(' || parentheses_ < 0) text_ += c;  // of a function in a parameter
  }
  return true;
}

Parsed<bool> ParameterReader::finish_parameter() {
  if (form_ == Form::None) return false;
  SFN_TRY(Parameter read, parameter());
  parameters_.push_back(std::move(read));
  text_.clear();
  form_ = Form::None;
  return true;
}

Parsed<Parameter> ParameterReader::parameter() const {
  if (form_ == Form::Path) return parse_parameter_path(text_, nesting_);
  auto json = Json::parse(std::string(first_value(text_)));
  if (json) return Parameter(Result<Json, std::string>(json->rebuilt()));
  const JsonParseError& error = json.error();
  const bool has_ended = error.message.starts_with("Unexpected end-of-input");
  const std::string kind = has_ended ? "io.JsonEOFException: " : "JsonParseException: ";
  return Parameter(Result<Json, std::string>(
      sfn::unexpected("com.fasterxml.jackson.core." + kind + error.message + "\n at " +
                      jackson_place(error.line, error.column))));
}

}  // namespace

Parsed<std::vector<Parameter>> parse_function_parameters(TextCursor& cursor,
                                                         const std::string& function,
                                                         std::size_t nesting) {
  return ParameterReader(cursor, function, nesting).read();
}

}  // namespace sfn::jsonpath
