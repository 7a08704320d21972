#include "engine/query/jsonata/parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/query/jsonata/lexer.h"
#include "engine/query/jsonata/regex/regex.h"

namespace sfn::query::jsonata {
namespace {

using NodeResult = Result<Node*, Refusal>;
using Expecting = Lexer::Expecting;

struct Infix {
  std::string_view text;
  int power;                     // how strongly it binds to its left
  Operator op = Operator::None;  // of those that only have two sides
  NodeKind kind = NodeKind::Binary;
};
constexpr auto kInfixes = std::to_array<Infix>({
    {"(", 80},
    {"[", 80},
    {"@", 80, Operator::None, NodeKind::Focus},
    {"#", 80, Operator::None, NodeKind::Index},
    {".", 75, Operator::None, NodeKind::Dot},
    {"{", 70},
    {"*", 60, Operator::Multiply},
    {"/", 60, Operator::Divide},
    {"%", 60, Operator::Remainder},
    {"+", 50, Operator::Add},
    {"-", 50, Operator::Subtract},
    {"&", 50, Operator::Concatenate},
    {"=", 40, Operator::Equal},
    {"!=", 40, Operator::NotEqual},
    {"<", 40, Operator::Less},
    {"<=", 40, Operator::LessOrEqual},
    {">", 40, Operator::Greater},
    {">=", 40, Operator::GreaterOrEqual},
    {"~>", 40, Operator::None, NodeKind::Apply},
    {"in", 40, Operator::In},
    {"^", 40},
    {"?:", 40},
    {"??", 40},
    {"and", 30, Operator::And},
    {"or", 25, Operator::Or},
    {"?", 20},
    {":=", 10, Operator::None, NodeKind::Bind},
});
constexpr int kNegatePower = 70;

// With the paths that are made of names these take some eighty megabytes.
constexpr std::size_t kMostNodes = 100'000;

// Operators that have no side to their left; anything else there is an error of its own.
constexpr auto kKnownOperators =
    std::to_array<std::string_view>({":", ";", ",", ")", "]", "}", "..", "|", "**"});

const Infix* infix_of(const Token& token) {
  if (token.kind != TokenKind::Operator) return nullptr;
  const auto row = std::find_if(kInfixes.begin(), kInfixes.end(),
                                [&](const Infix& infix) { return infix.text == token.text; });
  return row == kInfixes.end() ? nullptr : &*row;
}

class Parser {
 public:
  Parser(std::string_view text, Dialect dialect, NodePool& pool)
      : lexer_(text, dialect, pool.strings), pool_(pool), end_(text.size()) {}

  NodeResult parse() {
    SFN_CHECK_OK(advance(Expecting::Operand));
    SFN_TRY(Node* const result, expression(0));
    if (token_.kind != TokenKind::End) return refuse_token(Code::S0201, token_);
    return result;
  }

 private:
  using Done = Result<bool, Refusal>;

  Unexpected<Refusal> refuse(Code code, std::size_t position, std::string_view token) const {
    auto facts = std::make_shared<ErrorFacts>();
    facts->code = code;
    facts->position = position;
    facts->token = std::string(token);
    return sfn::unexpected(std::move(facts));
  }
  Unexpected<Refusal> refuse_token(Code code, const Token& token) const {
    auto facts = std::make_shared<ErrorFacts>();
    facts->code = code;
    facts->position = token.position;
    facts->token = std::string(token.text);
    facts->is_token_number = token.kind == TokenKind::Number || token.kind == TokenKind::Literal;
    return sfn::unexpected(std::move(facts));
  }

  Done advance(Expecting expecting) {
    SFN_TRY(token_, lexer_.next(expecting));
    if (token_.kind == TokenKind::Operator && infix_of(token_) == nullptr &&
        std::find(kKnownOperators.begin(), kKnownOperators.end(), token_.text) ==
            kKnownOperators.end())
      return refuse_token(Code::S0204, token_);
    return true;
  }
  // The token must be that one.
  Done expect(std::string_view wanted, Expecting expecting = Expecting::Operand) {
    if (!token_.is(wanted)) {
      auto refusal =
          refuse_token(token_.kind == TokenKind::End ? Code::S0203 : Code::S0202, token_);
      refusal.value()->value = Json::string(std::string(wanted));
      return refusal;
    }
    return advance(expecting);
  }

  Node* make(NodeKind kind, const Token& token) {
    return pool_.make(kind, token.position, token.text);
  }

  NodeResult expression(int power) {
    if (nesting_ >= kMostNesting) return too_deep();
    if (pool_.nodes.size() >= kMostNodes) return refuse(Code::MemoryLimit, token_.position, {});
    ++nesting_;
    const Token first = token_;
    SFN_CHECK_OK(advance(Expecting::Operator));
    SFN_TRY(Node * left, operand(first));
    for (const Infix* infix = infix_of(token_); infix != nullptr && infix->power > power;
         infix = infix_of(token_)) {
      const Token token = token_;
      SFN_CHECK_OK(advance(Expecting::Operand));
      SFN_TRY(left, with_infix(*infix, token, left));
      if (left->height > kMostNesting) return too_deep();
    }
    --nesting_;
    return left;
  }

  // How deep nodes may nest is our bound, not AWS's: an evaluation is refused at a hundred levels.
  Unexpected<Refusal> too_deep() const { return refuse(Code::StackOverflow, token_.position, {}); }
  static Node* measured(Node* node) {
    const auto below = [&](const Node* child) {
      if (child != nullptr) node->height = std::max(node->height, child->height + 1);
    };
    below(node->left);
    below(node->right);
    below(node->other);
    for (const Node* item : node->items) below(item);
    for (const Pair& pair : node->pairs) {
      below(pair.key);
      below(pair.value);
    }
    return node;
  }

  NodeResult operand(const Token& token) {
    switch (token.kind) {
      case TokenKind::End: {
        Node* const end = make(NodeKind::End, token);
        end->position = end_;
        return end;
      }
      case TokenKind::Name:
        return make(NodeKind::Name, token);
      case TokenKind::Variable:
        return make(NodeKind::Variable, token);
      case TokenKind::String: {
        Node* const string = make(NodeKind::String, token);
        string->literal = Value::string(token.text);
        return string;
      }
      case TokenKind::Number:
      case TokenKind::Literal: {
        Node* const literal =
            make(token.kind == TokenKind::Number ? NodeKind::Number : NodeKind::Literal, token);
        literal->literal = token.value;
        return literal;
      }
      case TokenKind::Regex:
        return regex(token);
      case TokenKind::Operator:
        break;
    }
    if (token.text == "-") return negation(token);
    if (token.text == "*") return make(NodeKind::Wildcard, token);
    if (token.text == "**") return make(NodeKind::Descendants, token);
    if (token.text == "%") return make(NodeKind::Parent, token);
    if (token.text == "(") return block(token);
    if (token.text == "[") return array(token);
    if (token.text == "{") return object(make(NodeKind::Object, token));
    if (token.text == "|") return transform(token);
    if (token.text == "and" || token.text == "or" || token.text == "in")
      return make(NodeKind::OperatorName, token);
    return refuse_token(Code::S0211, token);
  }

  NodeResult regex(const Token& token) {
    Node* const node = make(NodeKind::Regex, token);
    auto compiled = Regex::compile(token.text, token.flags);
    // A pattern that is none: the reference implementation lets JavaScript's own error through.
    if (!compiled) return refuse(Code::S0201, token.position, token.text);
    node->regex = std::make_shared<const Regex>(*std::move(compiled));
    return node;
  }

  NodeResult negation(const Token& token) {
    Node* const node = make(NodeKind::Negate, token);
    SFN_TRY(node->left, expression(kNegatePower));
    return measured(node);
  }

  NodeResult block(const Token& token) {
    Node* const node = make(NodeKind::Block, token);
    while (!token_.is(")")) {
      SFN_TRY(Node* const part, expression(0));
      node->items.push_back(part);
      if (!token_.is(";")) break;
      SFN_CHECK_OK(advance(Expecting::Operand));
    }
    SFN_CHECK_OK(expect(")", Expecting::Operator));
    return measured(node);
  }

  NodeResult array(const Token& token) {
    Node* const node = make(NodeKind::Array, token);
    if (!token_.is("]")) {
      for (;;) {
        SFN_TRY(Node * item, expression(0));
        if (token_.is("..")) {
          Node* const range = make(NodeKind::Binary, token_);
          range->op = Operator::Range;
          range->left = item;
          SFN_CHECK_OK(advance(Expecting::Operand));
          SFN_TRY(range->right, expression(0));
          item = measured(range);
        }
        node->items.push_back(item);
        if (!token_.is(",")) break;
        SFN_CHECK_OK(advance(Expecting::Operand));
      }
    }
    SFN_CHECK_OK(expect("]", Expecting::Operator));
    return measured(node);
  }

  // `{ key: value, … }`, alone or behind what it groups.
  NodeResult object(Node* node) {
    if (!token_.is("}")) {
      for (;;) {
        Pair pair;
        SFN_TRY(pair.key, expression(0));
        SFN_CHECK_OK(expect(":"));
        SFN_TRY(pair.value, expression(0));
        node->pairs.push_back(pair);
        if (!token_.is(",")) break;
        SFN_CHECK_OK(advance(Expecting::Operand));
      }
    }
    SFN_CHECK_OK(expect("}", Expecting::Operator));
    return measured(node);
  }

  NodeResult transform(const Token& token) {
    Node* const node = make(NodeKind::Transform, token);
    SFN_TRY(node->left, expression(0));
    SFN_CHECK_OK(expect("|"));
    SFN_TRY(node->right, expression(0));
    if (token_.is(",")) {
      SFN_CHECK_OK(advance(Expecting::Operand));
      SFN_TRY(node->other, expression(0));
    }
    SFN_CHECK_OK(expect("|", Expecting::Operator));
    return measured(node);
  }

  NodeResult with_infix(const Infix& infix, const Token& token, Node* left) {
    if (token.text == "(") return call(token, left);
    if (token.text == "[") return predicate(token, left);
    if (token.text == "{") {
      Node* const node = make(NodeKind::GroupBy, token);
      node->left = left;
      return object(node);
    }
    if (token.text == "^") return order_by(token, left);
    if (token.text == "?") return condition(token, left);
    if (token.text == "?:" || token.text == "??") return fallback(token, left);
    Node* const node = make(infix.kind, token);
    node->op = infix.op;
    node->left = left;
    if (infix.kind == NodeKind::Bind && left->kind != NodeKind::Variable)
      return refuse(Code::S0212, left->position, left->text);
    const bool is_right_associative = infix.kind == NodeKind::Bind;
    SFN_TRY(node->right, expression(is_right_associative ? infix.power - 1 : infix.power));
    const bool binds_variable = infix.kind == NodeKind::Focus || infix.kind == NodeKind::Index;
    if (binds_variable && node->right->kind != NodeKind::Variable)
      return refuse(Code::S0214, node->right->position, token.text);
    return measured(node);
  }

  NodeResult call(const Token& token, Node* left) {
    Node* const node = make(NodeKind::Call, token);
    node->left = left;
    if (!token_.is(")")) {
      for (;;) {
        if (token_.is("?")) {
          node->kind = NodeKind::Partial;
          node->items.push_back(make(NodeKind::Placeholder, token_));
          SFN_CHECK_OK(advance(Expecting::Operand));
        } else {
          SFN_TRY(Node* const argument, expression(0));
          node->items.push_back(argument);
        }
        if (!token_.is(",")) break;
        SFN_CHECK_OK(advance(Expecting::Operand));
      }
    }
    SFN_CHECK_OK(expect(")", Expecting::Operator));
    if (left->kind == NodeKind::Name && (left->text == "function" || left->text == "λ"))
      return lambda(node);
    return measured(node);
  }

  NodeResult lambda(Node* node) {
    node->kind = NodeKind::Lambda;
    node->left = nullptr;
    for (std::size_t i = 0; i < node->items.size(); ++i) {
      const Node& parameter = *node->items[i];
      if (parameter.kind == NodeKind::Variable) continue;
      auto refusal = refuse(Code::S0208, parameter.position, parameter.text);
      refusal.value()->value = Json::integer(static_cast<std::int64_t>(i) + 1);
      return refusal;
    }
    if (token_.is("<")) SFN_CHECK_OK(signature(node));
    SFN_CHECK_OK(expect("{"));
    SFN_TRY(node->right, expression(0));
    SFN_CHECK_OK(expect("}", Expecting::Operator));
    return measured(node);
  }

  Done signature(Node* node) {
    const std::size_t position = token_.position;
    std::string text = "<";
    for (int depth = 1; depth > 0 && !token_.is("{") && token_.kind != TokenKind::End;) {
      SFN_CHECK_OK(advance(Expecting::Operator));
      if (token_.is(">")) --depth;
      if (token_.is("<")) ++depth;
      text += token_.text;
    }
    SFN_CHECK_OK(expect(">"));
    const auto read = read_signature<kMostParameters>(text);
    if (read.refusal) return refuse(*read.refusal, position + read.offset, {});
    node->signature = std::make_unique<Signature>();
    node->signature->parameters.assign(
        read.parameters.begin(), read.parameters.begin() + static_cast<std::ptrdiff_t>(read.count));
    return true;
  }

  NodeResult predicate(const Token& token, Node* left) {
    if (token_.is("]")) {
      // Empty brackets: the step that all predicates belong to keeps its array.
      Node* step = left;
      while (step->kind == NodeKind::Predicate) step = step->left;
      step->keep_array = true;
      SFN_CHECK_OK(advance(Expecting::Operator));
      return left;
    }
    Node* const node = make(NodeKind::Predicate, token);
    node->left = left;
    SFN_TRY(node->right, expression(0));
    SFN_CHECK_OK(expect("]", Expecting::Operator));
    return measured(node);
  }

  NodeResult order_by(const Token& token, Node* left) {
    Node* const node = make(NodeKind::OrderBy, token);
    node->left = left;
    SFN_CHECK_OK(expect("("));
    for (;;) {
      node->is_descending.push_back(token_.is(">"));
      if (token_.is("<") || token_.is(">")) SFN_CHECK_OK(advance(Expecting::Operand));
      SFN_TRY(Node* const term, expression(0));
      node->items.push_back(term);
      if (!token_.is(",")) break;
      SFN_CHECK_OK(advance(Expecting::Operand));
    }
    SFN_CHECK_OK(expect(")", Expecting::Operator));
    return measured(node);
  }

  NodeResult condition(const Token& token, Node* left) {
    Node* const node = make(NodeKind::Condition, token);
    node->left = left;
    SFN_TRY(node->right, expression(0));
    if (token_.is(":")) {
      SFN_CHECK_OK(advance(Expecting::Operand));
      SFN_TRY(node->other, expression(0));
    }
    return measured(node);
  }

  // `a ?: b` is `a ? a : b`, and `a ?? b` is `$exists(a) ? a : b`.
  NodeResult fallback(const Token& token, Node* left) {
    Node* const node = make(NodeKind::Condition, token);
    node->op = token.text == "??" ? Operator::Coalesce : Operator::Default;
    node->left = left;
    SFN_TRY(node->other, expression(0));
    return measured(node);
  }

  Lexer lexer_;
  NodePool& pool_;
  std::size_t end_;
  Token token_;
  std::size_t nesting_ = 0;
};

}  // namespace

Result<Node*, Refusal> parse(std::string_view text, Dialect dialect, NodePool& pool) {
  return Parser(text, dialect, pool).parse();
}

}  // namespace sfn::query::jsonata
