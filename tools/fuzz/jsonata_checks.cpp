#include "tools/fuzz/jsonata_checks.h"

#include <deque>

#include "base/assert.h"
#include "engine/query/jsonata/expression.h"
#include "engine/query/jsonata/lexer.h"
#include "engine/query/jsonata/text.h"
#include "tools/fuzz/resource_use.h"

namespace sfn::fuzz {
namespace {

using query::jsonata::BindingList;
using query::jsonata::Dialect;
using query::jsonata::Expression;
using query::jsonata::Lexer;
using query::jsonata::TokenKind;

constexpr auto kDialects = {Dialect::Aws, Dialect::Official};

// All the steps that there usually are take half a second, and ten times that with sanitizers: too
// long for each run of a target. A hundredth of them must end in half a second, which leaves room
// for what is done to one large text between two steps.
constexpr std::uint64_t kSteps = query::Budget::Limits{}.steps / 100;
constexpr double kSeconds = 0.5;
constexpr std::size_t kMostBytes = 100u * 1000 * 1000;
// Larger results are not read again, which would only take time.
constexpr std::size_t kReadableBytes = 100'000;

void check_use(const ResourceUse& use) {
  SFN_ASSERT(use.processor_seconds() <= kSeconds, "it ends in time");
  SFN_ASSERT(use.most_bytes() <= kMostBytes, "it makes do with 100 MB");
}

void check_tokens(std::string_view text, Dialect dialect, Lexer::Expecting first) {
  std::deque<std::string> strings;
  Lexer lexer(text, dialect, strings);
  Lexer::Expecting expecting = first;
  std::size_t behind_last = 0;
  for (;;) {
    const auto token = lexer.next(expecting);
    if (!token) {
      SFN_ASSERT(token.error()->position <= text.size(), "what is wrong is in the text");
      return;
    }
    if (token->kind == TokenKind::End) return;
    SFN_ASSERT(token->position > behind_last && token->position <= text.size(),
               "each token takes some of the text");
    behind_last = token->position;
    expecting =
        token->kind == TokenKind::Operator ? Lexer::Expecting::Operand : Lexer::Expecting::Operator;
  }
}

void check_outcome(const query::jsonata::Outcome& outcome) {
  if (outcome.value.text_bytes() > kReadableBytes) return;
  const auto again = Json::parse(outcome.value.text());
  SFN_ASSERT(again.has_value(), "what comes out is JSON");
  SFN_ASSERT(again->rebuilt().text() == outcome.value.text(), "and is written compactly");
}

}  // namespace

void check_lexer(std::string_view text) {
  for (const Dialect dialect : kDialects) {
    check_tokens(text, dialect, Lexer::Expecting::Operand);
    check_tokens(text, dialect, Lexer::Expecting::Operator);
  }
}

void check_parser(const std::string& text) {
  for (const Dialect dialect : kDialects) {
    const ResourceUse use;
    const auto expression = Expression::compile(text, dialect);
    check_use(use);
    if (expression) {
      SFN_ASSERT(expression->text() == text, "an expression keeps its text");
    } else {
      SFN_ASSERT(!expression.error().message.empty(), "a refusal says what is wrong");
      SFN_ASSERT(expression.error().position <= query::jsonata::utf16_units(text), "and where");
    }
  }
}

void check_evaluator(const std::string& text, const Json& input) {
  for (const Dialect dialect : kDialects) {
    const auto expression = Expression::compile(text, dialect);
    if (!expression) continue;
    const bool is_aws = dialect == Dialect::Aws;
    query::Budget budget{
        {.steps = kSteps, .depth = is_aws ? query::jsonata::kAwsDepth : std::size_t{500}}, {}};
    Random random(1);
    const BindingList bindings({{"states", input}});
    const ResourceUse use;
    const auto outcome =
        expression->evaluate(is_aws ? nullptr : &input, bindings,
                             {budget, random, from_epoch_milliseconds(1'767'225'600'000)});
    check_use(use);
    if (outcome) {
      check_outcome(*outcome);
    } else {
      SFN_ASSERT(!outcome.error().message.empty(), "an error says what is wrong");
    }
  }
}

}  // namespace sfn::fuzz
