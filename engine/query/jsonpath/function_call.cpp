// PathEvaluator: functions, `.length()`.
#include <utility>

#include "base/overloaded.h"
#include "engine/query/jsonpath/path_evaluator.h"
#include "engine/query/jsonpath/path_functions.h"

namespace sfn::jsonpath {
namespace {

using Kind = EvaluationFailure::Kind;

}  // namespace

bool PathEvaluator::call(Walk& walk, std::size_t at, const Json& model) {
  const auto& token = std::get<FunctionToken>(walk.path.tokens[at]);
  if (token.function == nullptr) {
    fail(Kind::UnknownFunction, walk, at, model);
    failure_->text = token.name;
    return false;
  }
  std::optional<Arguments> values = arguments(token);
  if (!values) return false;
  if (token.function->measures_parameter && !token.parameters.empty()) {
    std::optional<Json> inner = measured(token, model);
    if (!inner) return false;
    values->front() = *std::move(inner);
  }
  auto output = token.function->apply({.model = model, .arguments = *values, .budget = budget_});
  if (!output) {
    const FunctionFailure& failure = output.error();
    const Kind kind = failure.kind == FunctionFailure::Kind::Stopped       ? Kind::Stopped
                      : failure.kind == FunctionFailure::Kind::OutOfBounds ? Kind::OutOfBounds
                                                                           : Kind::Error;
    fail(kind, walk, at, model);
    failure_->text = failure.message;
    return false;
  }
  // A result of its own, also where more steps follow.
  return add(walk, *output) && (at + 1 == walk.path.tokens.size() || visit(walk, at + 1, *output));
}

std::optional<PathEvaluator::Arguments> PathEvaluator::arguments(const FunctionToken& function) {
  Arguments values;
  for (const FunctionToken::Parameter& parameter : function.parameters) {
    if (const auto* const json = std::get_if<Result<Json, std::string>>(&parameter)) {
      values.push_back(*json);
      continue;
    }
    auto value = evaluate(*std::get<std::shared_ptr<const TokenPath>>(parameter), *root_);
    if (!value) {
      failure_ = std::move(value).error();
      return std::nullopt;
    }
    values.emplace_back(*std::move(value));
  }
  return values;
}

// An oddity of Jayway: length($.a) asks for the children of a, but still for one value if $.a is
// definite: it measures the last child. Not from the root but from what the path has selected so
// far.
std::optional<Json> PathEvaluator::measured(const FunctionToken& function, const Json& model) {
  const auto* const path =
      std::get_if<std::shared_ptr<const TokenPath>>(&function.parameters.front());
  if (path == nullptr) {
    failure_ =
        EvaluationFailure{Kind::Error, nullptr, 0, model,
                          "Cannot invoke \"com.jayway.jsonpath.internal.Path.isFunctionPath()\" "
                          "because the return value of "
                          "\"com.jayway.jsonpath.internal.function.Parameter.getPath()\" is null"};
    return std::nullopt;
  }
  TokenPath children = **path;
  if (!children.tokens.empty() && !ends_in_function(children)) {
    children.is_measured = true;
    children.tokens.emplace_back(WildcardToken{});
    children.upstream_definite.push_back(false);
  }
  PathEvaluator from_here(model, budget_);
  from_here.depth_ = depth_;
  auto value = from_here.evaluate(children, model);
  if (value) return *std::move(value);
  failure_ = std::move(value).error();
  if (failure_->path == &children) {
    failure_->text = failure_->describe().message;
    failure_->path = path->get();
  }
  return std::nullopt;
}

}  // namespace sfn::jsonpath
