#include "engine/states/succeed.h"

#include <utility>

#include "engine/asl/common_fields.h"
#include "engine/dataflow/data_flow.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"

namespace sfn::engine {
namespace {

constexpr auto kSucceedFields = asl::join(asl::kEveryState, asl::kSelection);

}  // namespace

const asl::ObjectSchema kSucceedSchema{.fields = kSucceedFields};

SucceedState::SucceedState(StateCommon common) : State(std::move(common)) {}

StepOutcome SucceedState::enter(const Visit& visit, StepContext& ctx) const {
  auto input = data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget());
  if (!input) return std::move(input).error();
  return Done{std::move(*input), std::nullopt};
}

std::unique_ptr<const State> parse_succeed(StateCommon common, const asl::StateSource&) {
  return std::make_unique<SucceedState>(std::move(common));
}

}  // namespace sfn::engine
