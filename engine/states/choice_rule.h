#pragma once
// ChoiceRule: the condition of one entry of Choices: a comparison, or And, Or, Not of further
// conditions. Immutable, shared by threads.
#include <memory>
#include <optional>

#include "base/json/json.h"
#include "engine/asl/state_source.h"
#include "engine/query/budget.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class ChoiceRule {
 public:
  virtual ~ChoiceRule() = default;
  // scope.input is the effective input.
  [[nodiscard]] virtual StateResult<bool> matches(const query::Scope& scope,
                                                  query::Budget& budget) const = 0;
};

// Whether Next, Assign and Output may stand in it. ASL "Choice State": only in a rule that stands
// directly in Choices.
enum class RuleLevel : std::uint8_t { Top, Nested };

// The place is the rule. Null where something is wrong, which is reported.
[[nodiscard]] std::unique_ptr<const ChoiceRule> parse_choice_rule(const Json& rule, RuleLevel level,
                                                                  const asl::Place& place);

}  // namespace sfn::engine
