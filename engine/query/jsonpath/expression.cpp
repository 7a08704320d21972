#include "engine/query/jsonpath/expression.h"

#include "base/overloaded.h"
#include "engine/query/jsonpath/intrinsic_call.h"
#include "engine/query/jsonpath/intrinsic_parser.h"

namespace sfn::jsonpath {
namespace {

StatesError path_error(const Path& path, const PathFailure& failure, std::string_view field,
                       const query::Scope& scope) {
  switch (failure.reason) {
    case PathFailure::Reason::Stopped:
      return stopped_error(path.text());
    case PathFailure::Reason::Failed:
      return runtime_error("Invalid path '" + path.text() + "' : " + failure.message);
    case PathFailure::Reason::NotFound:
    case PathFailure::Reason::IndexPastEnd:
      break;
  }
  return runtime_error("The JSONPath '" + path.text() + "' specified for the field '" +
                       std::string(field) + "' could not be found in the input '" +
                       scope.input.text() + "'");
}

}  // namespace

Result<Expression, PathError> Expression::compile(std::string_view text) {
  if (looks_like_intrinsic(text)) {
    SFN_TRY(IntrinsicCall call, parse_intrinsic_call(text));
    return Expression{std::make_shared<const IntrinsicCall>(std::move(call))};
  }
  SFN_TRY(Path path, Path::compile(text));
  return Expression{std::move(path)};
}

StateResult<Json> Expression::evaluate(std::string_view field, const query::Scope& scope,
                                       query::Budget& budget) const {
  const Path* const plain = path();
  if (plain == nullptr) {
    SFN_TRY(const Json value,
            std::get<std::shared_ptr<const IntrinsicCall>>(value_)->evaluate(scope, budget));
    return value.rebuilt();
  }
  const auto value = plain->evaluate(scope, budget);
  if (value) return value->rebuilt();
  // Measured on AWS: an index past the end of an array gives null, where a missing member is an
  // error.
  if (value.error().reason == PathFailure::Reason::IndexPastEnd) return Json{};
  return sfn::unexpected(path_error(*plain, value.error(), field, scope));
}

const std::string& Expression::text() const {
  return std::visit(Overloaded{
                        [](const Path& path) -> const std::string& { return path.text(); },
                        [](const std::shared_ptr<const IntrinsicCall>& call) -> const std::string& {
                          return call->text();
                        },
                    },
                    value_);
}

const Path* Expression::path() const { return std::get_if<Path>(&value_); }

StatesError stopped_error(std::string_view expression) {
  return runtime_error("The evaluation of '" + std::string(expression.substr(0, 200)) +
                       "' was stopped: it takes too many steps or too much memory");
}

}  // namespace sfn::jsonpath
