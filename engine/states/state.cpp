#include "engine/states/state.h"

#include "base/assert.h"
#include "engine/asl/definition.h"
#include "engine/dataflow/data_flow.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"

namespace sfn::engine {

StateCommon::StateCommon() = default;
StateCommon::StateCommon(StateCommon&&) noexcept = default;
StateCommon& StateCommon::operator=(StateCommon&&) noexcept = default;
StateCommon::~StateCommon() = default;

StepOutcome State::resume(const Visit&, const Signal&, StepContext&) const {
  SFN_ASSERT(false, "the state '" + name() + "' waits for nothing");
  return Await{};
}

std::span<const StateGraph> State::branches() const { return {}; }

StateResult<void> State::branch_ended(const Visit&, std::int32_t, StepContext&) const { return {}; }

const MapProcessor* State::processor() const { return nullptr; }

StateResult<void> State::start_children(const Visit&, StepContext&) const {
  SFN_ASSERT(false, "the state '" + name() + "' has no children");
  return {};
}

StepOutcome State::join(const Visit&, StepContext&) const {
  SFN_ASSERT(false, "the state '" + name() + "' has no branches");
  return Await{};
}

}  // namespace sfn::engine
