#pragma once
// PayloadTemplate: the value of Parameters, ResultSelector, ItemSelector and their like, compiled
// once. Immutable, cheap to copy, safe to share between threads. What depends on nothing is built
// at compile time and shared by all results.
#include <memory>
#include <optional>
#include <string_view>

#include "base/json/json.h"
#include "engine/query/budget.h"
#include "engine/query/diagnostic.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::jsonpath {

// The name of the member that a key of a template makes: without the `.$` that marks an expression.
[[nodiscard]] std::string_view member_name(std::string_view key);
[[nodiscard]] bool is_expression_key(std::string_view key);

class PayloadTemplate {
 public:
  // Findings go to the sink at the template's own location, as AWS places them; nothing is returned
  // where one was an error. ASL "Payload Template": must be an object; AWS takes an array, too.
  [[nodiscard]] static std::optional<PayloadTemplate> compile(const Json& source,
                                                              DiagnosticSink sink);

  [[nodiscard]] StateResult<Json> evaluate(const query::Scope& scope, query::Budget& budget) const;
  // Whether every evaluation gives the same.
  [[nodiscard]] bool is_static() const;

 private:
  struct Node;
  explicit PayloadTemplate(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

  std::shared_ptr<const Node> root_;
};

}  // namespace sfn::jsonpath
