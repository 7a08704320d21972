#include "engine/query/jsonpath/expression.h"

#include <algorithm>

#include "base/overloaded.h"
#include "base/utf8.h"
#include "engine/query/jsonpath/intrinsic_call.h"
#include "engine/query/jsonpath/intrinsic_parser.h"

namespace sfn::jsonpath {
namespace {

StatesError path_error(const Path& path, const PathFailure& failure, std::string_view field,
                       const query::Scope& scope) {
  switch (failure.reason) {
    case PathFailure::Reason::Stopped:
    case PathFailure::Reason::Failed:
      return invalid_path_error(path, failure);
    case PathFailure::Reason::NotFound:
    case PathFailure::Reason::IndexPastEnd:
      break;
  }
  return runtime_error("The JSONPath '" + path.text() + "' specified for the field '" +
                       std::string(field) + "' could not be found in the input '" +
                       scope.input.text() + "'");
}

// The text with a wildcard in the place of each filter; what is not closed stays.
std::string without_filters(std::string_view text) {
  std::string result;
  while (true) {
    const std::size_t begin = std::min(text.find("[?"), text.size());
    result += text.substr(0, begin);
    text.remove_prefix(begin);
    std::size_t open = 0, end = 0;
    for (char quote = 0; end < text.size(); ++end) {
      const char c = text[end];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[') {
        ++open;
      } else if (c == ']' && --open == 0) {
        break;
      }
    }
    if (end == text.size()) return result += text;
    result += "[*]";
    text.remove_prefix(end + 1);
  }
}

}  // namespace

Result<Expression, PathError> Expression::compile(std::string_view text) {
  if (looks_like_intrinsic(text)) {
    SFN_TRY(IntrinsicCall call, parse_intrinsic_call(text));
    return Expression{std::make_shared<const IntrinsicCall>(std::move(call))};
  }
  auto path = Path::compile(text);
  if (path) return Expression{std::move(*path)};
  // Observed: AWS's sample "parallel-translate" is deployed with `$[?(@.TargetLanguageCode==es)]`,
  // so a filter that cannot be read does not stop a machine from being created.
  if (Path::compile(without_filters(text))) {
    return Expression{UnreadableFilter{std::string(text), std::move(path).error().message}};
  }
  return sfn::unexpected(std::move(path).error());
}

StateResult<Json> Expression::evaluate(std::string_view field, const query::Scope& scope,
                                       query::Budget& budget) const {
  if (const auto* const call = std::get_if<std::shared_ptr<const IntrinsicCall>>(&value_)) {
    SFN_TRY(const Json value, (*call)->evaluate(scope, budget));
    return value.rebuilt();
  }
  if (const auto* const unreadable = std::get_if<UnreadableFilter>(&value_)) {
    return sfn::unexpected(invalid_path_error(unreadable->text, unreadable->message));
  }
  const Path& path = std::get<Path>(value_);
  const auto value = path.evaluate(scope, budget);
  if (value) return value->rebuilt();
  // Measured on AWS: an index past the end of an array gives null, where a missing member is an
  // error.
  if (value.error().reason == PathFailure::Reason::IndexPastEnd) return Json{};
  return sfn::unexpected(path_error(path, value.error(), field, scope));
}

const std::string& Expression::text() const {
  return std::visit(
      Overloaded{
          [](const Path& path) -> const std::string& { return path.text(); },
          [](const std::shared_ptr<const IntrinsicCall>& call) -> const std::string& {
            return call->text();
          },
          [](const UnreadableFilter& path) -> const std::string& { return path.text; },
      },
      value_);
}

const Path* Expression::path() const { return std::get_if<Path>(&value_); }

std::vector<std::string> Expression::variables() const {
  if (const auto* const call = std::get_if<std::shared_ptr<const IntrinsicCall>>(&value_))
    return (*call)->variables();
  const Path* const single = path();
  if (single == nullptr || single->kind() != Path::Kind::Variable) return {};
  return {single->variable()};
}

StatesError stopped_error(std::string_view expression) {
  return runtime_error("The evaluation of '" + std::string(utf8_prefix(expression, 200)) +
                       "' was stopped: it takes too many steps or too much memory");
}

StatesError invalid_path_error(const Path& path, const PathFailure& failure) {
  if (failure.reason == PathFailure::Reason::Stopped) return stopped_error(path.text());
  return invalid_path_error(path.text(), failure.message);
}

StatesError invalid_path_error(const std::string& path, const std::string& message) {
  return runtime_error("Invalid path '" + path + "' : " + message);
}

}  // namespace sfn::jsonpath
