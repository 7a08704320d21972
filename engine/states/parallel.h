#pragma once
// Parallel: runs its branches side by side on the same input. ASL "Parallel State"
#include <vector>

#include "engine/asl/definition.h"
#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/states/state.h"

namespace sfn::engine {

class ParallelState final : public State {
 public:
  ParallelState(StateCommon common, std::vector<StateGraph> branches);

  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;
  [[nodiscard]] std::span<const StateGraph> branches() const override { return branches_; }
  [[nodiscard]] StepOutcome join(const Visit& visit, StepContext& ctx) const override;

 private:
  std::vector<StateGraph> branches_;
};

extern const asl::ObjectSchema kParallelSchema;
[[nodiscard]] std::unique_ptr<const State> parse_parallel(StateCommon common,
                                                          const asl::StateSource& source);

}  // namespace sfn::engine
