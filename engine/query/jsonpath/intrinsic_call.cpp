#include "engine/query/jsonpath/intrinsic_call.h"

#include "base/overloaded.h"
#include "engine/query/jsonpath/expression.h"

namespace sfn::jsonpath {
namespace {

void add_variables(const IntrinsicNode& node, std::vector<std::string>& variables) {
  for (const IntrinsicOperand& operand : node.operands) {
    std::visit(Overloaded{
                   [](const Json&) {},
                   [&](const Path& path) {
                     if (path.kind() == Path::Kind::Variable) variables.push_back(path.variable());
                   },
                   [&](const std::shared_ptr<const IntrinsicNode>& nested) {
                     add_variables(*nested, variables);
                   },
               },
               operand);
  }
}

}  // namespace

std::vector<std::string> IntrinsicCall::variables() const {
  std::vector<std::string> variables;
  add_variables(root_, variables);
  return variables;
}

StateResult<Json> IntrinsicCall::evaluate(const query::Scope& scope, query::Budget& budget) const {
  return call(root_, scope, budget);
}

StateResult<Json> IntrinsicCall::call(const IntrinsicNode& node, const query::Scope& scope,
                                      query::Budget& budget) const {
  if (!budget.take_step()) return sfn::unexpected(stopped_error(text_));
  std::vector<IntrinsicArgument> arguments;
  arguments.reserve(node.operands.size());
  for (const IntrinsicOperand& operand : node.operands) {
    SFN_TRY(IntrinsicArgument value, argument(operand, scope, budget));
    arguments.push_back(std::move(value));
  }
  const Intrinsic& function = *node.function;
  // Observed: a wrong number of arguments fails the execution, not the definition.
  auto result = arguments.size() < function.fewest || arguments.size() > function.most
                    ? IntrinsicResult(invalid_arguments())
                    : function.apply(arguments, scope, budget);
  if (!result) return sfn::unexpected(failed(node, result.error()));
  return std::move(*result);
}

StateResult<IntrinsicArgument> IntrinsicCall::argument(const IntrinsicOperand& operand,
                                                       const query::Scope& scope,
                                                       query::Budget& budget) const {
  return std::visit(Overloaded{
                        [](const Json& literal) -> StateResult<IntrinsicArgument> {
                          return IntrinsicArgument{literal};
                        },
                        [&](const Path& path) -> StateResult<IntrinsicArgument> {
                          SFN_TRY(Json value, path_argument(path, scope, budget));
                          return IntrinsicArgument{std::move(value)};
                        },
                        [&](const std::shared_ptr<const IntrinsicNode>& nested)
                            -> StateResult<IntrinsicArgument> {
                          SFN_TRY(Json value, call(*nested, scope, budget));
                          return IntrinsicArgument{
                              std::move(value),
                              nested->function->trait == Intrinsic::Trait::YieldsDocument};
                        },
                    },
                    operand);
}

// Observed: the outermost expression is quoted, whichever call the path stands in; a path into the
// context object shows only one of its dollar signs.
StateResult<Json> IntrinsicCall::path_argument(const Path& path, const query::Scope& scope,
                                               query::Budget& budget) const {
  auto value = path.evaluate(scope, budget);
  if (value) return value->rebuilt();
  const PathFailure& failure = value.error();
  std::string reason = failure.message;
  switch (failure.reason) {
    case PathFailure::Reason::Stopped:
      return sfn::unexpected(stopped_error(text_));
    case PathFailure::Reason::NotFound:
    case PathFailure::Reason::IndexPastEnd: {
      // Observed: an index on what is no array is reported in the library's words.
      if (reason.starts_with("Filter: ")) break;
      const std::string field =
          path.kind() == Path::Kind::Context ? path.text().substr(1) : path.text();
      reason = "The JsonPath argument for the field '" + field +
               "' could not be found in the input '" + scope.input.text() + "'";
      break;
    }
    case PathFailure::Reason::Failed:
      break;
  }
  return sfn::unexpected(
      runtime_error("The function '" + text_ + "' had the following error: " + reason));
}

StatesError IntrinsicCall::failed(const IntrinsicNode& node,
                                  const IntrinsicFailure& failure) const {
  if (failure.kind == IntrinsicFailure::Kind::Stopped) return stopped_error(text_);
  return runtime_error("There was an error while evaluating the intrinsic function: " + text_ +
                       ". " + failure.what + " in " + std::string(node.function->name) +
                       failure.detail);
}

}  // namespace sfn::jsonpath
