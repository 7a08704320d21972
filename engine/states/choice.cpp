#include "engine/states/choice.h"

#include <array>
#include <utility>

#include "engine/asl/common_fields.h"
#include "engine/asl/variables.h"
#include "engine/dataflow/jsonata_data_flow.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kChoices = "Choices";
constexpr std::string_view kDefault = "Default";

constexpr auto kChoiceFields =
    asl::join(asl::kEveryState, asl::kVariables, asl::kSelection,
              std::to_array<asl::Field>({asl::non_empty_array(kChoices), asl::text(kDefault)}));
constexpr auto kChoiceRequired = std::to_array<std::string_view>({kChoices});

}  // namespace

const asl::ObjectSchema kChoiceSchema{.fields = kChoiceFields, .required = kChoiceRequired};

ChoiceState::ChoiceState(StateCommon common, std::vector<Choice> choices,
                         std::optional<std::string> otherwise)
    : State(std::move(common)), choices_(std::move(choices)), otherwise_(std::move(otherwise)) {}

// Observed: test_assign_in_choice. Only the rule that matches assigns and, in JSONata, has an
// Output; where none does, the state's apply.
StateResult<Done> ChoiceState::choose(const query::Scope& scope, query::Budget& budget) const {
  for (const Choice& choice : choices_) {
    SFN_TRY(const bool matched, choice.rule->matches(scope, budget));
    if (matched) return Done{scope.input, choice.next, &choice.assign, choice.data_flow.get()};
  }
  if (otherwise_) return Done{scope.input, *otherwise_, &common().assign};
  // Observed: the service reports this, not the States.NoChoiceMatched of the specification.
  return sfn::unexpected(runtime_error(
      "Failed to transition out of the state. The state does not point to a next state."));
}

StepOutcome ChoiceState::enter(const Visit& visit, StepContext& ctx) const {
  auto selected = data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget());
  if (!selected) return std::move(selected).error();
  auto chosen = choose(ctx.scope(visit, *selected), ctx.budget());
  if (!chosen) return std::move(chosen).error();
  return std::move(*chosen);
}

std::unique_ptr<const State> parse_choice(StateCommon common, const asl::StateSource& source) {
  asl::StateOutline& outline = source.outline;
  std::vector<ChoiceState::Choice> choices;
  const Json* const list = source.fields.find(kChoices);
  if (list != nullptr && list->is_array()) {
    const asl::Place place = source.place.at(kChoices);
    for (std::size_t index = 0; index < list->items().size() && !place.enough(); ++index) {
      const Json& entry = list->items()[index];
      const asl::Place here = place.at(index);
      ChoiceState::Choice choice;
      choice.rule = parse_choice_rule(entry, RuleLevel::Top, here);
      choice.next = asl::parse_target(entry, asl::fields::kNext, here, outline).value_or("");
      choice.assign = asl::parse_assign(entry, here, outline);
      if (here.language == asl::Language::Jsonata) {
        choice.data_flow =
            std::make_shared<const JsonataDataFlow>(JsonataDataFlow::compile(entry, here));
      }
      if (choice.rule) choices.push_back(std::move(choice));
    }
  }
  auto otherwise = asl::parse_target(source.fields, kDefault, source.place, outline);
  return std::make_unique<ChoiceState>(std::move(common), std::move(choices), std::move(otherwise));
}

}  // namespace sfn::engine
