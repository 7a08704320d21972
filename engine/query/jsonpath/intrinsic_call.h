#pragma once
// IntrinsicCall: a call of an intrinsic function with its arguments, nested calls included.
// Immutable, safe to share between threads.
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/json/json.h"
#include "engine/query/budget.h"
#include "engine/query/jsonpath/intrinsics/intrinsic.h"
#include "engine/query/jsonpath/path.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::jsonpath {

struct IntrinsicNode;
using IntrinsicOperand = std::variant<Json, Path, std::shared_ptr<const IntrinsicNode>>;

// One call in the tree; intrinsic_parser.h bounds its depth.
struct IntrinsicNode {
  const Intrinsic* function = nullptr;
  std::vector<IntrinsicOperand> operands;
};

class IntrinsicCall {
 public:
  IntrinsicCall(IntrinsicNode root, std::string text)
      : root_(std::move(root)), text_(std::move(text)) {}

  [[nodiscard]] const std::string& text() const { return text_; }
  // The workflow variables among its arguments, in order of their appearance; one may come twice.
  [[nodiscard]] std::vector<std::string> variables() const;
  [[nodiscard]] StateResult<Json> evaluate(const query::Scope& scope, query::Budget& budget) const;

 private:
  [[nodiscard]] StateResult<Json> call(const IntrinsicNode& node, const query::Scope& scope,
                                       query::Budget& budget) const;
  [[nodiscard]] StateResult<IntrinsicArgument> argument(const IntrinsicOperand& operand,
                                                        const query::Scope& scope,
                                                        query::Budget& budget) const;
  [[nodiscard]] StateResult<Json> path_argument(const Path& path, const query::Scope& scope,
                                                query::Budget& budget) const;
  [[nodiscard]] StatesError failed(const IntrinsicNode& node,
                                   const IntrinsicFailure& failure) const;

  IntrinsicNode root_;
  std::string text_;
};

}  // namespace sfn::jsonpath
