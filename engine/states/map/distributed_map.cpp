#include "engine/states/map/distributed_map.h"

#include <limits>
#include <utility>
#include <vector>

#include "api-models/arn.h"
#include "api-models/quotas.h"
#include "base/assert.h"
#include "engine/dataflow/data_flow.h"
#include "engine/execution/data_limit.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"
#include "engine/states/map/item_reader.h"
#include "engine/states/map/max_concurrency.h"
#include "engine/states/map/result_writer.h"

namespace sfn::engine {
namespace {

// A run knows this as 0.
constexpr std::int64_t kNoConcurrencyLimit = std::numeric_limits<std::int64_t>::max();

// Observed: TestState; the cause has no words in front of it.
StatesError threshold_exceeded() {
  return {std::string(error_names::kExceedToleratedFailureThreshold),
          "The specified tolerated failure threshold was exceeded"};
}

StatesError not_called(std::string_view field, const std::string& resource) {
  return runtime_error("The " + std::string(field) + " names " + resource +
                       ", which this emulator does not call yet.");
}

// AWS "Quotas": the input of a child and the result of a Map, in bytes of UTF-8. That an item which
// is too large fails the Map is a guess.
StatesError too_large(const std::string& state) {
  return data_limit_exceeded(state, ErrorKind::Fatal);
}

}  // namespace

DistributedMapState::DistributedMapState(StateCommon common, Fields fields, MapProcessor processor)
    : State(std::move(common)), fields_(std::move(fields)), processor_(std::move(processor)) {}

StateResult<record::MapStarted> DistributedMapState::begin(const Visit& visit,
                                                           StepContext& ctx) const {
  SFN_TRY(const Json input, data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget()));
  SFN_TRY(const std::int64_t concurrency,
          resolve_max_concurrency(fields_.max_concurrency, kNoConcurrencyLimit,
                                  ctx.scope(visit, input), ctx.budget()));
  // Observed: test_map_item_reader_base_json_with_items_path. With a reader ItemsPath does not
  // count, and the length is not known yet.
  Json items = Json::array({});
  if (!fields_.reader) {
    SFN_TRY(items, fields_.items.resolve(MapItems::Allow::ArrayOrObject, ctx.scope(visit, input),
                                         ctx.budget()));
  }
  const std::size_t length = items.is_array() ? items.items().size() : items.members().size();
  return record::MapStarted{visit.id, static_cast<std::int64_t>(length),
                            concurrency == kNoConcurrencyLimit ? 0 : concurrency, std::move(items)};
}

StateResult<record::MapRunStarted> DistributedMapState::begin_run(const Visit& visit,
                                                                  StepContext& ctx) const {
  SFN_TRY(const Json input, data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget()));
  MapRunLimits limits;
  limits.max_concurrency = visit.map->concurrency;
  SFN_CHECK_OK(fields_.tolerated.resolve(limits, ctx.scope(visit, input), ctx.budget()));
  if (fields_.batcher)
    SFN_CHECK_OK(fields_.batcher->resolve_limits(ctx.scope(visit, input), ctx.budget()));
  return record::MapRunStarted{
      visit.id,
      api::map_run_arn(ctx.header().state_machine_arn, processor_.label, ctx.random().uuid()),
      limits};
}

StepOutcome DistributedMapState::enter(const Visit& visit, StepContext& ctx) const {
  auto started = begin(visit, ctx);
  if (!started) return std::move(started).error();
  ctx.record(std::move(*started));
  if (!ctx.is_open()) return Await{};
  // Observed: test_map_state_tolerated_failure_count_path. These limits are looked at after
  // MapStateStarted.
  auto run = begin_run(visit, ctx);
  if (!run) return std::move(run).error();
  ctx.record(std::move(*run));
  if (!ctx.is_open()) return Await{};
  if (fields_.reader) return not_called(kItemReader, *fields_.reader);
  if (visit.map->length == 0) return finish(visit, ctx);
  return Await{};
}

StateResult<Json> DistributedMapState::item_input(const Visit& visit, const Json& input,
                                                  std::int64_t index, StepContext& ctx) const {
  const auto item = static_cast<std::int32_t>(index);
  if (!fields_.selector.is_given()) return visit.map->item(item);
  return fields_.selector.select(ctx.scope_of_item(visit, input, item), ctx.budget());
}

StateResult<void> DistributedMapState::start_children(const Visit& visit, StepContext& ctx) const {
  std::vector<std::int32_t> started;
  auto handed_out = hand_out(visit, ctx, started);
  if (!started.empty()) ctx.record(record::MapRunChildrenStarted{visit.id, std::move(started)});
  return handed_out;
}

StateResult<void> DistributedMapState::hand_out(const Visit& visit, StepContext& ctx,
                                                std::vector<std::int32_t>& started) const {
  SFN_TRY(const Json input, data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget()));
  if (fields_.batcher) return hand_out_batches(visit, input, ctx, started);
  const MapRun& run = ctx.map_run(visit);
  for (std::int64_t next = run.next_item; next < visit.map->length; ++next) {
    if (!ctx.has_room_for_child(run, started.size())) break;
    SFN_TRY(Json of_child, item_input(visit, input, next, ctx));
    if (of_child.text_bytes() > api::quotas::kPayloadBytes)
      return sfn::unexpected(too_large(name()));
    started.push_back(1);
    ctx.start_child({run.seq, static_cast<std::int32_t>(run.children.size() + started.size() - 1),
                     1, std::move(of_child)});
  }
  return {};
}

StateResult<void> DistributedMapState::hand_out_batches(const Visit& visit, const Json& input,
                                                        StepContext& ctx,
                                                        std::vector<std::int32_t>& started) const {
  SFN_TRY(Batcher batcher, fields_.batcher->batcher(ctx.scope(visit, input), ctx.budget()));
  const MapRun& run = ctx.map_run(visit);
  std::int32_t items = 0;  // in the batch so far
  const auto start = [&](Json of_child) {
    started.push_back(std::exchange(items, 0));
    ctx.start_child({run.seq, static_cast<std::int32_t>(run.children.size() + started.size() - 1),
                     started.back(), std::move(of_child)});
  };
  // A batch that finds no room is made again when there is some.
  std::int64_t next = run.next_item;
  for (; next < visit.map->length && ctx.has_room_for_child(run, started.size()); ++next) {
    SFN_TRY(Json item, item_input(visit, input, next, ctx));
    if (auto complete = batcher.add(std::move(item))) start(std::move(*complete));
    ++items;
  }
  if (next < visit.map->length || !ctx.has_room_for_child(run, started.size())) return {};
  if (auto last = batcher.finish()) start(std::move(*last));
  return {};
}

StepOutcome DistributedMapState::resume(const Visit& visit, const Signal& signal,
                                        StepContext& ctx) const {
  const auto* const ended = std::get_if<signal::ChildEnded>(&signal);
  SFN_ASSERT(ended != nullptr, "a distributed Map waits for its children");
  std::optional<Json> output;
  // Beyond that the Map has no result, so nobody needs the rest.
  if (ended->output && ctx.map_run(visit).output_bytes <= api::quotas::kPayloadBytes)
    output = ended->output;
  ctx.record(record::MapRunChildEnded{visit.id, ended->index, ended->status, std::move(output)});
  if (!ctx.is_open()) return Await{};
  const MapRun& run = ctx.map_run(visit);
  if (run.is_threshold_exceeded()) {
    StatesError error = threshold_exceeded();
    ctx.record(record::MapRunFailed{visit.id, error.name, error.cause});
    return error;
  }
  if (run.have_all_children_ended()) return finish(visit, ctx);
  return Await{};
}

// AWS "Map state output": the outputs of the children that succeeded, in the order of the items. A
// ResultWriter that names no bucket may shape them.
StepOutcome DistributedMapState::finish(const Visit& visit, StepContext& ctx) const {
  if (fields_.writer) return not_called(kResultWriter, *fields_.writer);
  const MapRun& run = ctx.map_run(visit);
  const bool is_too_large = run.output_bytes > api::quotas::kPayloadBytes;
  Json::Items outputs;
  for (const MapRun::Child& child : run.children) {
    if (child.output) append_output(outputs, *child.output, fields_.writer_config.transformation);
  }
  ctx.record(record::MapRunSucceeded{visit.id});
  if (!ctx.is_open()) return Await{};
  ctx.record_after(run.ended_event, record::MapSucceeded{visit.id});
  if (is_too_large) return too_large(name());
  return Done{Json::joined(std::move(outputs)), std::nullopt};
}

}  // namespace sfn::engine
