#include "engine/states/pass.h"

#include <algorithm>
#include <utility>

#include "engine/asl/common_fields.h"
#include "engine/asl/template_checks.h"
#include "engine/dataflow/data_flow.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"
#include "engine/query/jsonpath/template.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kResult = "Result";

constexpr auto kPassFields = asl::join(
    asl::kEveryState, asl::kTransition, asl::kVariables, asl::kSelection, asl::kPlacedResult,
    std::to_array<asl::Field>({asl::json_path_only(asl::any(kResult))}));
constexpr auto kPassExclusive =
    std::to_array<asl::Exclusive>({{asl::kNextOrEnd, asl::Choose::ExactlyOne}});

// A path in a text, or a key that says that there is one.
bool has_path(const Json& value) {
  if (value.is_object()) {
    return std::any_of(value.members().begin(), value.members().end(), [](const auto& member) {
      return jsonpath::is_expression_key(member.first) || has_path(member.second);
    });
  }
  if (value.is_array()) return std::any_of(value.items().begin(), value.items().end(), &has_path);
  return asl::looks_evaluated(value);
}

// AWS ValidateStateMachineDefinition
void warn_of_paths(const Json& result, const asl::Place& place) {
  if (!has_path(result)) return;
  place.at(kResult).warning("PASS_RESULT_IS_STATIC",
                            "The Result of a Pass state is not evaluated: what appears to be a "
                            "JSONPath in it stays as it is");
}

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
  if (result && source.place.language == asl::Language::JsonPath)
    warn_of_paths(*result, source.place);
  return std::make_unique<PassState>(std::move(common), std::move(result));
}

}  // namespace sfn::engine
