#pragma once
// A Map in distributed mode: each item, or batch of items, becomes the input of a child, which is
// an execution of its own under a map run. AWS "Distributed mode"
#include <memory>
#include <optional>
#include <string>

#include "engine/asl/definition.h"
#include "engine/dataflow/value_source.h"
#include "engine/states/map/item_batcher.h"
#include "engine/states/map/item_selector.h"
#include "engine/states/map/map_items.h"
#include "engine/states/map/result_files.h"
#include "engine/states/map/tolerated_failure.h"
#include "engine/states/state.h"

namespace sfn::engine {

class DistributedMapState final : public State {
 public:
  struct Fields {
    MapItems items;
    ItemSelector selector;
    std::optional<IntegerSource> max_concurrency;
    ToleratedFailure tolerated;
    std::optional<ItemBatcher> batcher;
    // The services that ItemReader and ResultWriter name; this server calls neither.
    std::optional<std::string> reader;
    std::optional<std::string> writer;
    WriterConfig writer_config;
  };

  DistributedMapState(StateCommon common, Fields fields, MapProcessor processor);

  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;
  [[nodiscard]] StepOutcome resume(const Visit& visit, const Signal& signal,
                                   StepContext& ctx) const override;
  [[nodiscard]] const MapProcessor* processor() const override { return &processor_; }
  [[nodiscard]] StateResult<void> start_children(const Visit& visit,
                                                 StepContext& ctx) const override;

 private:
  [[nodiscard]] StateResult<record::MapStarted> begin(const Visit& visit, StepContext& ctx) const;
  [[nodiscard]] StateResult<record::MapRunStarted> begin_run(const Visit& visit,
                                                             StepContext& ctx) const;
  [[nodiscard]] StateResult<Json> item_input(const Visit& visit, const Json& input,
                                             std::int64_t index, StepContext& ctx) const;
  // Hands children to the context while there is room, and tells how many items each has.
  [[nodiscard]] StateResult<void> hand_out(const Visit& visit, StepContext& ctx,
                                           std::vector<std::int32_t>& started) const;
  [[nodiscard]] StateResult<void> hand_out_batches(const Visit& visit, const Json& input,
                                                   StepContext& ctx,
                                                   std::vector<std::int32_t>& started) const;
  [[nodiscard]] StepOutcome finish(const Visit& visit, StepContext& ctx) const;

  Fields fields_;
  MapProcessor processor_;
};

}  // namespace sfn::engine
