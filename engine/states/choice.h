#pragma once
// Choice: goes on where its first matching rule says. ASL "Choice State"
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/states/choice_rule.h"
#include "engine/states/state.h"

namespace sfn::engine {

class ChoiceState final : public State {
 public:
  struct Choice {
    std::unique_ptr<const ChoiceRule> rule;
    std::string next;
    Assign assign;
    std::shared_ptr<const DataFlow> data_flow;  // in JSONata
  };

  ChoiceState(StateCommon common, std::vector<Choice> choices,
              std::optional<std::string> otherwise);

  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;

 private:
  // Hands the input, `$` of the scope, on to where it goes.
  [[nodiscard]] StateResult<Done> choose(const query::Scope& scope, query::Budget& budget) const;

  std::vector<Choice> choices_;
  std::optional<std::string> otherwise_;
};

extern const asl::ObjectSchema kChoiceSchema;
[[nodiscard]] std::unique_ptr<const State> parse_choice(StateCommon common,
                                                        const asl::StateSource& source);

}  // namespace sfn::engine
