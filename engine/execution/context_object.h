#pragma once
// The context object, `$$`, as a visit sees it. Borrows the execution and the visit; made for one
// evaluation.
#include <cstdint>
#include <optional>

#include "engine/execution/execution.h"
#include "engine/query/scope.h"

namespace sfn::engine {

class VisitContext final : public query::ContextSource {
 public:
  // item: where the visit is of a Map, the item that it is evaluated for.
  VisitContext(const Execution& execution, const Visit& visit,
               std::optional<std::int32_t> item = std::nullopt)
      : execution_(execution), visit_(visit), item_(item) {}

  // AWS "Context object"; the order of the keys is AWS's. Observed:
  // test_query_context_object_values.
  [[nodiscard]] Json context_object() const override;
  [[nodiscard]] const Json* variable(std::string_view name) const override;

 private:
  const Execution& execution_;
  const Visit& visit_;
  std::optional<std::int32_t> item_;
};

}  // namespace sfn::engine
