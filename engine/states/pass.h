#pragma once
// Pass: hands its input on, or a fixed Result. ASL "Pass State"
#include <memory>
#include <optional>

#include "base/json/json.h"
#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/states/state.h"

namespace sfn::engine {

class PassState final : public State {
 public:
  PassState(StateCommon common, std::optional<Json> result);

  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;

 private:
  std::optional<Json> result_;
};

extern const asl::ObjectSchema kPassSchema;
[[nodiscard]] std::unique_ptr<const State> parse_pass(StateCommon common,
                                                      const asl::StateSource& source);

}  // namespace sfn::engine
