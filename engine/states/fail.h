#pragma once
// Fail: ends the machine or the branch with an error. ASL "Fail State"
#include <memory>
#include <optional>

#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/dataflow/value_source.h"
#include "engine/states/state.h"

namespace sfn::engine {

class FailState final : public State {
 public:
  FailState(StateCommon common, std::optional<TextSource> error, std::optional<TextSource> cause);

  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;

 private:
  std::optional<TextSource> error_;
  std::optional<TextSource> cause_;
};

extern const asl::ObjectSchema kFailSchema;
[[nodiscard]] std::unique_ptr<const State> parse_fail(StateCommon common,
                                                      const asl::StateSource& source);

}  // namespace sfn::engine
