#include "engine/states/pass.h"

#include <utility>

#include "engine/asl/common_fields.h"
#include "engine/dataflow/data_flow.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kResult = "Result";

constexpr auto kPassFields = asl::join(
    asl::kEveryState, asl::kTransition, asl::kVariables, asl::kSelection, asl::kPlacedResult,
    std::to_array<asl::Field>({asl::json_path_only(asl::any(kResult))}));
constexpr auto kPassExclusive =
    std::to_array<asl::Exclusive>({{asl::kNextOrEnd, asl::Choose::ExactlyOne}});

}  // namespace

const asl::ObjectSchema kPassSchema{.fields = kPassFields, .exclusive = kPassExclusive};

PassState::PassState(StateCommon common, std::optional<Json> result)
    : State(std::move(common)), result_(std::move(result)) {}

StepOutcome PassState::enter(const Visit& visit, StepContext& ctx) const {
  // Evaluated even where a Result stands: an InputPath or Parameters that fails fails the state.
  auto input = data_flow().work_input(ctx.scope(visit, visit.input), ctx.budget());
  if (!input) return std::move(input).error();
  return Done{result_ ? *result_ : std::move(*input), std::nullopt};
}

std::unique_ptr<const State> parse_pass(StateCommon common, const asl::StateSource& source) {
  // Observed: test_state_pass_result_jsonpaths. Result is no template: keys that end in `.$` and
  // paths stay as they are.
  std::optional<Json> result;
  if (const Json* const given = source.fields.find(kResult)) result = *given;
  return std::make_unique<PassState>(std::move(common), std::move(result));
}

}  // namespace sfn::engine
