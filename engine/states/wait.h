#pragma once
// Wait: passes its input on after a time, or at an instant. ASL "Wait State"
#include <memory>
#include <variant>

#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/dataflow/value_source.h"
#include "engine/states/state.h"

namespace sfn::engine {

class WaitState final : public State {
 public:
  using Until = std::variant<SecondsSource, TimestampSource>;

  WaitState(StateCommon common, Until until);

  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;
  [[nodiscard]] StepOutcome resume(const Visit& visit, const Signal& signal,
                                   StepContext& ctx) const override;

 private:
  [[nodiscard]] StateResult<WorkflowTime> due(const Visit& visit, const Json& selected,
                                              StepContext& ctx) const;

  Until until_;
};

extern const asl::ObjectSchema kWaitSchema;
[[nodiscard]] std::unique_ptr<const State> parse_wait(StateCommon common,
                                                      const asl::StateSource& source);

}  // namespace sfn::engine
