#pragma once
// Expression: what may stand in a field whose name ends in `.$`: a path or an intrinsic function
// call. Immutable, cheap to copy, safe to share between threads.
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/json/json.h"
#include "engine/query/budget.h"
#include "engine/query/jsonpath/path.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::jsonpath {

class IntrinsicCall;

class Expression {
 public:
  [[nodiscard]] static Result<Expression, PathError> compile(std::string_view text);

  // `field` is the name that a failure quotes: "value.$", "ErrorPath".
  [[nodiscard]] StateResult<Json> evaluate(std::string_view field, const query::Scope& scope,
                                           query::Budget& budget) const;

  [[nodiscard]] const std::string& text() const;
  // The path, or nullptr where this is a function call or cannot be evaluated at all.
  [[nodiscard]] const Path* path() const;
  // The workflow variables that it reads, in order of their appearance; one may come twice.
  [[nodiscard]] std::vector<std::string> variables() const;

 private:
  // A path with a filter that cannot be read: it fails where it is evaluated.
  struct UnreadableFilter {
    std::string text;
    std::string message;
  };
  using Value = std::variant<Path, std::shared_ptr<const IntrinsicCall>, UnreadableFilter>;
  explicit Expression(Value value) : value_(std::move(value)) {}

  Value value_;
};

// The failure of an evaluation that has used up its budget.
[[nodiscard]] StatesError stopped_error(std::string_view expression);
// The failure of a path where no field is named: "Invalid path '$.x' : No results for path:
// $['x']".
[[nodiscard]] StatesError invalid_path_error(const Path& path, const PathFailure& failure);
// The same where the text is no path; the message is the parser's.
[[nodiscard]] StatesError invalid_path_error(const std::string& path, const std::string& message);

}  // namespace sfn::jsonpath
