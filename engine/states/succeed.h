#pragma once
// Succeed: ends the machine or the branch with its input. ASL "Succeed State"
#include <memory>

#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/states/state.h"

namespace sfn::engine {

class SucceedState final : public State {
 public:
  explicit SucceedState(StateCommon common);

  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;
};

extern const asl::ObjectSchema kSucceedSchema;
[[nodiscard]] std::unique_ptr<const State> parse_succeed(StateCommon common,
                                                         const asl::StateSource& source);

}  // namespace sfn::engine
