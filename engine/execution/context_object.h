#pragma once
// The context object, `$$`, as a visit sees it. Borrows the execution and the visit; made for one
// evaluation.
#include "engine/execution/execution.h"
#include "engine/query/scope.h"

namespace sfn::engine {

class VisitContext final : public query::ContextSource {
 public:
  VisitContext(const Execution& execution, const Visit& visit)
      : execution_(execution), visit_(visit) {}

  // AWS "Context object"; the order of the keys is AWS's. Observed:
  // test_query_context_object_values.
  [[nodiscard]] Json context_object() const override;
  [[nodiscard]] const Json* variable(std::string_view name) const override;

 private:
  const Execution& execution_;
  const Visit& visit_;
};

}  // namespace sfn::engine
