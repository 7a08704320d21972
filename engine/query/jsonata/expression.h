#pragma once
// Expression: a compiled JSONata expression. Compile once, evaluate as often as wanted, from any
// thread: nothing in it changes. See README.md.
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json/json.h"
#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "engine/query/budget.h"
#include "engine/query/jsonata/dialect.h"
#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/references.h"

namespace sfn::query::jsonata {

struct Program;

// Longer expressions are refused.
inline constexpr std::size_t kMostExpressionBytes = 256 * 1024;

// The variables that the caller binds, by their names without `$`. Asked once for each name that
// an expression uses.
class Bindings {
 public:
  virtual ~Bindings() = default;
  // The value, or nullptr; it must stay where it is as long as the evaluation lasts.
  [[nodiscard]] virtual const Json* find(std::string_view name) const = 0;
};

// Bindings that are a list.
class BindingList final : public Bindings {
 public:
  BindingList() = default;
  explicit BindingList(std::vector<std::pair<std::string, Json>> variables)
      : variables_(std::move(variables)) {}
  [[nodiscard]] const Json* find(std::string_view name) const override;

 private:
  std::vector<std::pair<std::string, Json>> variables_;
};

struct EvaluationContext {
  Budget& budget;
  Random& random;
  WorkflowTime now;
};

// The depth at which AWS gives an evaluation up: nodes that are being evaluated within each other.
inline constexpr std::size_t kAwsDepth = 100;

// What an evaluation comes to.
struct Outcome {
  enum class Kind : std::uint8_t { Value, Undefined, Function };
  Kind kind = Kind::Undefined;
  Json value;  // of a Value

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

class Expression {
 public:
  [[nodiscard]] static Result<Expression, SyntaxError> compile(std::string text, Dialect dialect);

  // `input` is what `$` and `$$` are outside of everything, nullptr where there is none, as in Step
  // Functions.
  [[nodiscard]] Result<Outcome, EvaluationError> evaluate(const Json* input,
                                                          const Bindings& bindings,
                                                          EvaluationContext context) const;

  // What it refers to: for checks before it is ever evaluated.
  [[nodiscard]] const References& references() const { return *references_; }
  [[nodiscard]] const std::string& text() const;

 private:
  explicit Expression(std::shared_ptr<const Program> program);

  std::shared_ptr<const Program> program_;
  std::shared_ptr<const References> references_;
};

}  // namespace sfn::query::jsonata
