#include "engine/states/map/inline_map.h"

#include <algorithm>
#include <utility>

#include "api-models/quotas.h"
#include "base/assert.h"
#include "engine/dataflow/data_flow.h"
#include "engine/execution/data_limit.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"
#include "engine/states/map/max_concurrency.h"

namespace sfn::engine {

InlineMapState::InlineMapState(StateCommon common, MapItems items, ItemSelector selector,
                               std::optional<IntegerSource> max_concurrency, StateGraph processor)
    : State(std::move(common)),
      items_(std::move(items)),
      selector_(std::move(selector)),
      max_concurrency_(std::move(max_concurrency)) {
  processor_.push_back(std::move(processor));
}

StateResult<record::MapStarted> InlineMapState::begin(const Visit& visit, StepContext& ctx) const {
  SFN_TRY(const Json input, data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget()));
  SFN_TRY(const std::int64_t concurrency,
          resolve_max_concurrency(max_concurrency_, api::quotas::kInlineMapConcurrency,
                                  ctx.scope(visit, input), ctx.budget()));
  SFN_TRY(Json items,
          items_.resolve(MapItems::Allow::Array, ctx.scope(visit, input), ctx.budget()));
  const auto length = static_cast<std::int64_t>(items.items().size());
  return record::MapStarted{visit.id, length, concurrency, std::move(items)};
}

StepOutcome InlineMapState::enter(const Visit& visit, StepContext& ctx) const {
  auto started = begin(visit, ctx);
  if (!started) return std::move(started).error();
  const bool empty = started->length == 0;
  ctx.record(std::move(*started));
  if (empty) return join(visit, ctx);
  if (auto begun = start_iterations(visit, visit.last_event, ctx); !begun)
    return std::move(begun).error();
  return Await{};
}

StateResult<void> InlineMapState::start_iterations(const Visit& visit, std::int64_t previous_event,
                                                   StepContext& ctx) const {
  Json input;
  if (selector_.is_given()) {
    SFN_TRY(input, data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget()));
  }
  while (ctx.is_open() && visit.map->running < visit.map->concurrency &&
         std::cmp_less(visit.branches.size(), visit.map->length)) {
    const auto index = static_cast<std::int32_t>(visit.branches.size());
    std::optional<Json> selected;
    if (selector_.is_given()) {
      SFN_TRY(Json built, selector_.select(ctx.scope_of_item(visit, input, index), ctx.budget()));
      SFN_TRY(selected, within_payload(std::move(built), name()));
    }
    ctx.record_after(previous_event,
                     record::MapIterationStarted{visit.id, index, name(), std::move(selected)});
  }
  return {};
}

// Observed: test_map_state. The iteration that gets the free slot names the last event within the
// one that freed it, as that one's own success does.
StateResult<void> InlineMapState::branch_ended(const Visit& visit, std::int32_t branch,
                                               StepContext& ctx) const {
  const std::int64_t last_inner_event = visit.last_event;
  ctx.record(record::MapIterationSucceeded{visit.id, branch, name()});
  return start_iterations(visit, last_inner_event, ctx);
}

StepOutcome InlineMapState::join(const Visit& visit, StepContext& ctx) const {
  Json::Items outputs;
  outputs.reserve(visit.branches.size());
  for (const Branch& iteration : visit.branches) {
    SFN_ASSERT(iteration.output.has_value(), "every iteration of '" + name() + "' has ended");
    outputs.push_back(*iteration.output);
  }
  ctx.record(record::MapSucceeded{visit.id});
  return Done{Json::joined(std::move(outputs)), std::nullopt};
}

}  // namespace sfn::engine
