#pragma once
// A Map in inline mode: each iteration is a branch of the same execution, started as slots free.
// ASL "Map State"
#include <vector>

#include "engine/asl/definition.h"
#include "engine/dataflow/value_source.h"
#include "engine/states/map/item_selector.h"
#include "engine/states/map/map_items.h"
#include "engine/states/state.h"

namespace sfn::engine {

class InlineMapState final : public State {
 public:
  InlineMapState(StateCommon common, MapItems items, ItemSelector selector,
                 std::optional<IntegerSource> max_concurrency, StateGraph processor);

  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;
  [[nodiscard]] std::span<const StateGraph> branches() const override { return processor_; }
  [[nodiscard]] StateResult<void> branch_ended(const Visit& visit, std::int32_t branch,
                                               StepContext& ctx) const override;
  [[nodiscard]] StepOutcome join(const Visit& visit, StepContext& ctx) const override;

 private:
  [[nodiscard]] StateResult<record::MapStarted> begin(const Visit& visit, StepContext& ctx) const;
  // Starts iterations while there are items and slots.
  [[nodiscard]] StateResult<void> start_iterations(const Visit& visit, std::int64_t previous_event,
                                                   StepContext& ctx) const;

  MapItems items_;
  ItemSelector selector_;
  std::optional<IntegerSource> max_concurrency_;
  std::vector<StateGraph> processor_;  // one
};

}  // namespace sfn::engine
