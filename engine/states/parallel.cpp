#include "engine/states/parallel.h"

#include <utility>

#include "base/assert.h"
#include "engine/asl/block.h"
#include "engine/asl/common_fields.h"
#include "engine/dataflow/data_flow.h"
#include "engine/execution/data_limit.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kBranches = "Branches";

constexpr auto kParallelFields =
    asl::join(asl::kEveryState, asl::kTransition, asl::kVariables, asl::kSelection,
              asl::kPlacedResult, asl::kSelectedResult, asl::kWork, asl::kErrorHandling,
              std::to_array<asl::Field>({asl::non_empty_array(kBranches)}));
constexpr auto kParallelRequired = std::to_array<std::string_view>({kBranches});
constexpr auto kParallelExclusive =
    std::to_array<asl::Exclusive>({{asl::kNextOrEnd, asl::Choose::ExactlyOne}});

constexpr asl::ObjectSchema kBranchSchema{.fields = asl::kBlockFields,
                                          .required = asl::kBlockRequired};

}  // namespace

const asl::ObjectSchema kParallelSchema{
    .fields = kParallelFields, .required = kParallelRequired, .exclusive = kParallelExclusive};

ParallelState::ParallelState(StateCommon common, std::vector<StateGraph> branches)
    : State(std::move(common)), branches_(std::move(branches)) {}

StepOutcome ParallelState::enter(const Visit& visit, StepContext& ctx) const {
  auto built = data_flow().work_input(ctx.scope(visit, visit.input), ctx.budget());
  if (!built) return std::move(built).error();
  auto input = within_payload(std::move(*built), name());
  if (!input) return std::move(input).error();
  ctx.record(record::ParallelStarted{visit.id, std::move(*input)});
  return Await{};
}

// Observed: test_parallel_state_nested, test_parallel_state_order. The outputs' texts are joined in
// the order of Branches.
StepOutcome ParallelState::join(const Visit& visit, StepContext& ctx) const {
  Json::Items outputs;
  outputs.reserve(visit.branches.size());
  for (const Branch& branch : visit.branches) {
    SFN_ASSERT(branch.output.has_value(), "every branch of '" + name() + "' has ended");
    outputs.push_back(*branch.output);
  }
  ctx.record(record::ParallelSucceeded{visit.id});
  return Done{Json::joined(std::move(outputs)), std::nullopt};
}

std::unique_ptr<const State> parse_parallel(StateCommon common, const asl::StateSource& source) {
  std::vector<StateGraph> branches;
  const Json* const list = source.fields.find(kBranches);
  if (list == nullptr || !list->is_array()) return nullptr;
  const asl::Place place = source.place.at(kBranches);
  for (std::size_t index = 0; index < list->items().size() && !place.enough(); ++index) {
    branches.push_back(asl::parse_inner_block(list->items()[index], kBranchSchema, place.at(index),
                                              source.outline.blocks.emplace_back()));
  }
  return std::make_unique<ParallelState>(std::move(common), std::move(branches));
}

}  // namespace sfn::engine
