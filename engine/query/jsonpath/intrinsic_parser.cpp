#include "engine/query/jsonpath/intrinsic_parser.h"

#include <algorithm>

#include "base/utf8.h"

namespace sfn::jsonpath {
namespace {

constexpr std::string_view kNamePrefix = "States.";
constexpr std::string_view kBlanks = " \t\r\n";
// AWS "Intrinsics": up to ten functions may be nested.
constexpr std::size_t kNestingLimit = 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' || c == '_';
}

template <typename T>
using Parsed = Result<T, PathError>;

class IntrinsicParser {
 public:
  explicit IntrinsicParser(std::string_view text) : text_(text) {}

  Parsed<IntrinsicNode> whole_call() {
    SFN_TRY(IntrinsicNode node, call(1));
    if (at_ < text_.size()) return refuse("nothing may follow the call");
    return node;
  }

 private:
  // A text between apostrophes: what it means, and as it is written between them.
  struct Literal {
    std::string meaning;
    std::string written;
  };

  [[nodiscard]] Unexpected<PathError> refuse(std::string_view what) const {
    return sfn::unexpected(
        PathError{std::string(what) + " (character " + std::to_string(at_ + 1) + ")"});
  }
  [[nodiscard]] bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool take(char c) {
    if (!is_at(c)) return false;
    ++at_;
    return true;
  }
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(kBlanks, at_), text_.size()); }
  std::string_view take_while(bool (*belongs)(char)) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  Parsed<IntrinsicNode> call(std::size_t depth) {
    if (depth > kNestingLimit) return refuse("calls are nested too deeply");
    const std::string_view name = take_while(&is_name_character);
    IntrinsicNode node{find_intrinsic(name), {}};
    if (node.function == nullptr)
      return refuse("there is no function '" + std::string(utf8_prefix(name, 200)) + "'");
    if (!take('(')) return refuse("expected '(' after the function's name");
    skip_blanks();
    if (take(')')) return node;
    while (true) {
      skip_blanks();
      const bool is_template =
          node.operands.empty() && node.function->trait == Intrinsic::Trait::FirstIsTemplate;
      SFN_TRY(IntrinsicOperand value, operand(depth, is_template));
      node.operands.push_back(std::move(value));
      skip_blanks();
      if (take(')')) return node;
      if (!take(',')) return refuse("expected ',' or ')' after an argument");
    }
  }

  Parsed<IntrinsicOperand> operand(std::size_t depth, bool is_template) {
    if (is_at('\'')) {
      SFN_TRY(Literal literal, string_literal());
      return Json::string(std::move(is_template ? literal.written : literal.meaning));
    }
    if (is_at('$')) return path();
    if (is_at('-') || (at_ < text_.size() && is_digit(text_[at_]))) return number();
    if (text_.substr(at_).starts_with(kNamePrefix)) {
      SFN_TRY(IntrinsicNode nested, call(depth + 1));
      return std::make_shared<const IntrinsicNode>(std::move(nested));
    }
    return word();
  }

  // Observed: test_illegal_escapes, test_escape_sequence. Four escapes; anything else, line feeds
  // too, stands for itself.
  Parsed<Literal> string_literal() {
    constexpr std::string_view kEscapable = "'{}\\";
    Literal literal;
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '\'') {
      if (text_[at_] == '\\') {
        ++at_;
        if (at_ == text_.size() || kEscapable.find(text_[at_]) == std::string_view::npos)
          return refuse("illegal escape");
      }
      literal.meaning += text_[at_++];
    }
    literal.written = text_.substr(begin, at_ - begin);
    if (!take('\'')) return refuse("a text does not end");
    return literal;
  }

  // Up to the ',' or ')' that belongs to the call and not to the path.
  Parsed<IntrinsicOperand> path() {
    const std::size_t begin = at_;
    std::size_t open = 0;
    char quote = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (quote != 0) {
        if (c == '\\') {
          ++at_;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (open > 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (open == 0 && (c == ',' || c == ')')) {
        break;
      } else if (c == '[' || c == '(') {
        ++open;
      } else if (open > 0 && (c == ']' || c == ')')) {
        --open;
      }
    }
    at_ = std::min(at_, text_.size());
    std::string_view written = text_.substr(begin, at_ - begin);
    written = written.substr(0, written.find_last_not_of(kBlanks) + 1);
    SFN_TRY(Path path, Path::compile(written));
    return path;
  }

  Parsed<IntrinsicOperand> number() {
    const std::string_view written = take_while([](char c) {
      return is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    });
    auto value = Json::parse(std::string(written));
    if (!value) return refuse("'" + std::string(utf8_prefix(written, 200)) + "' is no number");
    return value->rebuilt();
  }

  Parsed<IntrinsicOperand> word() {
    const std::string_view written = take_while(&is_name_character);
    if (written == "true") return Json::boolean(true);
    if (written == "false") return Json::boolean(false);
    if (written == "null") return Json{};
    return refuse("expected an argument");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool looks_like_intrinsic(std::string_view text) { return text.starts_with(kNamePrefix); }

Result<IntrinsicCall, PathError> parse_intrinsic_call(std::string_view text) {
  SFN_TRY(IntrinsicNode root, IntrinsicParser{text}.whole_call());
  return IntrinsicCall{std::move(root), std::string(text)};
}

}  // namespace sfn::jsonpath
