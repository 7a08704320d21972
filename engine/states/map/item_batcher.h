#pragma once
// ItemBatcher: how many items of a distributed Map go to one child. AWS "ItemBatcher".
// The grouping itself is batcher.h.
#include <optional>
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/dataflow/field_template.h"
#include "engine/dataflow/value_source.h"
#include "engine/states/map/batcher.h"

namespace sfn::engine {

inline constexpr std::string_view kBatchInput = "BatchInput";

class ItemBatcher {
 public:
  // Reports what is wrong; the place is the object.
  [[nodiscard]] static ItemBatcher parse(const Json& batcher, const asl::Place& place);

  // scope.input is the Map's effective input.
  [[nodiscard]] StateResult<BatchLimits> resolve_limits(const query::Scope& scope,
                                                        query::Budget& budget) const;
  [[nodiscard]] StateResult<Batcher> batcher(const query::Scope& scope,
                                             query::Budget& budget) const;

 private:
  std::optional<IntegerSource> max_items_;
  std::optional<IntegerSource> max_bytes_;
  FieldTemplate batch_input_;
};

}  // namespace sfn::engine
