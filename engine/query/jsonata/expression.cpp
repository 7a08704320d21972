#include "engine/query/jsonata/expression.h"

#include <algorithm>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/json_bridge.h"
#include "engine/query/jsonata/program.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {
namespace {

SyntaxError syntax_error(const ErrorFacts& facts, std::string_view text) {
  return {std::string(code_name(facts.code, Dialect::Official)), error_message(facts),
          utf16_units(text.substr(0, std::min(facts.position, text.size()))), facts.token};
}

EvaluationError evaluation_error(const ErrorFacts& facts, const Program& program) {
  EvaluationError error;
  error.kind = facts.code >= Code::TimeOut ? EvaluationError::Kind::Limit
                                           : EvaluationError::Kind::Expression;
  error.code = std::string(code_name(facts.code, program.dialect));
  error.message = error_message(facts);
  error.position = utf16_units(
      std::string_view(program.text).substr(0, std::min(facts.position, program.text.size())));
  error.token = facts.token;
  error.value = facts.value;
  return error;
}

EvaluationError limit_error(Code code, const Program& program) {
  ErrorFacts facts;
  facts.code = code;
  return evaluation_error(facts, program);
}

}  // namespace

const Json* BindingList::find(std::string_view name) const {
  const auto found = std::find_if(variables_.begin(), variables_.end(),
                                  [&](const auto& variable) { return variable.first == name; });
  return found == variables_.end() ? nullptr : &found->second;
}

Expression::Expression(std::shared_ptr<const Program> program)
    : program_(std::move(program)),
      references_(std::make_shared<const References>(references_of(*program_->root))) {}

const std::string& Expression::text() const { return program_->text; }

Result<Expression, SyntaxError> Expression::compile(std::string text, Dialect dialect) {
  if (text.size() > kMostExpressionBytes) {
    return sfn::unexpected(SyntaxError{
        "", "The expression is longer than " + std::to_string(kMostExpressionBytes) + " bytes", 0,
        ""});
  }
  auto program = compile_program(text, dialect);
  if (!program) return sfn::unexpected(syntax_error(*program.error(), text));
  return Expression(std::shared_ptr<const Program>(*std::move(program)));
}

Result<Outcome, EvaluationError> Expression::evaluate(const Json* input, const Bindings& bindings,
                                                      EvaluationContext context) const {
  try {
    Evaluator evaluator(*program_, input == nullptr ? Value::undefined() : Value::json(*input),
                        bindings, context);
    const Value value = evaluator.run();
    if (value.is_failed()) return sfn::unexpected(evaluation_error(evaluator.error(), *program_));
    if (value.is_undefined()) return Outcome{};
    auto json = to_json(value, program_->dialect, context.budget);
    if (!json && json.error() == BridgeFailure::Function)
      return Outcome{Outcome::Kind::Function, {}};
    if (!json) return sfn::unexpected(limit_error(limit_of(json.error()), *program_));
    if (json->is_deeper_than(kJsonDepth))
      return sfn::unexpected(limit_error(Code::StackOverflow, *program_));
    return Outcome{Outcome::Kind::Value, *std::move(json)};
  } catch (const MemoryExhausted&) {
    return sfn::unexpected(limit_error(Code::MemoryLimit, *program_));
  }
}

}  // namespace sfn::query::jsonata
