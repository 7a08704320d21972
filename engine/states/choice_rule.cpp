#include "engine/states/choice_rule.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/asl/common_fields.h"
#include "engine/asl/path_checks.h"
#include "engine/asl/schema.h"
#include "engine/asl/template_checks.h"
#include "engine/dataflow/jsonata_expression.h"
#include "engine/query/jsonpath/expression.h"
#include "engine/query/jsonpath/path.h"
#include "engine/states/comparator.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kAnd = "And";
constexpr std::string_view kOr = "Or";
constexpr std::string_view kNot = "Not";
constexpr std::string_view kVariable = "Variable";
constexpr std::string_view kCondition = "Condition";

// In the order of AWS's message.
constexpr auto kRuleForms =
    std::to_array<std::string_view>({kAnd, kOr, kNot, kVariable, kCondition});

// --- evaluation ----------------------------------------------------------------------------------

// Observed: a path that leads nowhere fails the state for every operator but IsPresent, even where
// there is a Default.
StatesError invalid_choice_path(const jsonpath::Path& path) {
  return runtime_error("Invalid path '" + path.text() +
                       "': The choice state's condition path references an invalid value.");
}

StateResult<Json> value_at(const jsonpath::Path& path, const query::Scope& scope,
                           query::Budget& budget) {
  auto value = path.evaluate(scope, budget);
  if (value) return std::move(*value);
  if (value.error().reason == jsonpath::PathFailure::Reason::Stopped) {
    return sfn::unexpected(jsonpath::stopped_error(path.text()));
  }
  return sfn::unexpected(invalid_choice_path(path));
}

class Comparison final : public ChoiceRule {
 public:
  Comparison(jsonpath::Path variable, const Comparator& comparator,
             std::variant<Json, jsonpath::Path> operand)
      : variable_(std::move(variable)), comparator_(comparator), operand_(std::move(operand)) {}

  StateResult<bool> matches(const query::Scope& scope, query::Budget& budget) const override {
    SFN_TRY(const Json value, value_at(variable_, scope, budget));
    if (const auto* const literal = std::get_if<Json>(&operand_))
      return comparator_.compare(value, *literal, budget);
    SFN_TRY(const Json operand, value_at(std::get<jsonpath::Path>(operand_), scope, budget));
    return comparator_.compare(value, operand, budget);
  }

 private:
  jsonpath::Path variable_;
  const Comparator& comparator_;  // a row of the table
  std::variant<Json, jsonpath::Path> operand_;
};

class Presence final : public ChoiceRule {
 public:
  Presence(jsonpath::Path variable, bool present)
      : variable_(std::move(variable)), present_(present) {}

  StateResult<bool> matches(const query::Scope& scope, query::Budget& budget) const override {
    const auto value = variable_.evaluate(scope, budget);
    if (!value && value.error().reason == jsonpath::PathFailure::Reason::Stopped) {
      return sfn::unexpected(jsonpath::stopped_error(variable_.text()));
    }
    return value.has_value() == present_;
  }

 private:
  jsonpath::Path variable_;
  bool present_;
};

// And: ends with the first that is false. Or: with the first that is true. So a test for presence
// guards what follows it.
class Junction final : public ChoiceRule {
 public:
  Junction(std::vector<std::unique_ptr<const ChoiceRule>> rules, bool ends_with)
      : rules_(std::move(rules)), ends_with_(ends_with) {}

  StateResult<bool> matches(const query::Scope& scope, query::Budget& budget) const override {
    for (const auto& rule : rules_) {
      SFN_TRY(const bool matched, rule->matches(scope, budget));
      if (matched == ends_with_) return ends_with_;
    }
    return !ends_with_;
  }

 private:
  std::vector<std::unique_ptr<const ChoiceRule>> rules_;
  bool ends_with_;
};

class Negation final : public ChoiceRule {
 public:
  explicit Negation(std::unique_ptr<const ChoiceRule> rule) : rule_(std::move(rule)) {}

  StateResult<bool> matches(const query::Scope& scope, query::Budget& budget) const override {
    SFN_TRY(const bool matched, rule_->matches(scope, budget));
    return !matched;
  }

 private:
  std::unique_ptr<const ChoiceRule> rule_;
};

// AWS "Choice state": Condition, an expression or a literal.
class Condition final : public ChoiceRule {
 public:
  explicit Condition(std::variant<bool, JsonataExpression> value) : value_(std::move(value)) {}

  StateResult<bool> matches(const query::Scope& scope, query::Budget& budget) const override {
    if (const bool* const literal = std::get_if<bool>(&value_)) return *literal;
    SFN_TRY(const Json value,
            std::get<JsonataExpression>(value_).evaluate_as(Json::Type::Boolean, scope, budget));
    return value.as_boolean();
  }

 private:
  std::variant<bool, JsonataExpression> value_;
};

// --- parsing -------------------------------------------------------------------------------------

constexpr asl::Field operand_field(const Comparator& comparator) {
  switch (comparator.operand) {
    case Operand::Text:
    case Operand::Pattern:
      return asl::text(comparator.name);
    case Operand::Number:
      return asl::number(comparator.name, std::numeric_limits<std::int64_t>::min());
    case Operand::Boolean:
      return asl::boolean(comparator.name);
    case Operand::Timestamp:
      return asl::timestamp(comparator.name);
    case Operand::Path:
      return asl::path(comparator.name);
  }
  return asl::any(comparator.name);
}

std::vector<asl::Field> rule_fields(RuleLevel level) {
  std::vector<asl::Field> fields{
      asl::text(asl::fields::kComment),
      asl::json_path_only(asl::non_empty_array(kAnd)),
      asl::json_path_only(asl::non_empty_array(kOr)),
      asl::json_path_only(asl::object(kNot)),
      asl::path(kVariable),
      asl::jsonata_only(asl::or_expression(asl::boolean(kCondition))),
  };
  for (const Comparator& comparator : comparators())
    fields.push_back(asl::json_path_only(operand_field(comparator)));
  if (level == RuleLevel::Top) {
    fields.push_back(asl::text(asl::fields::kNext));
    fields.push_back(asl::kAssignedVariables);
    fields.push_back(asl::kShapedOutput);
  }
  return fields;
}

constexpr auto kTopRequired = std::to_array<std::string_view>({asl::fields::kNext});

bool check_rule(const Json& rule, RuleLevel level, const asl::Place& place) {
  static const std::vector<asl::Field> kTopFields = rule_fields(RuleLevel::Top);
  static const std::vector<asl::Field> kNestedFields = rule_fields(RuleLevel::Nested);
  if (level == RuleLevel::Top) return asl::check_object(rule, {kTopFields, kTopRequired}, place);
  return asl::check_object(rule, {kNestedFields}, place);
}

std::unique_ptr<const ChoiceRule> parse_comparison(const Json& rule, const asl::Place& place) {
  std::vector<const Comparator*> given;
  for (const auto& [name, value] : rule.members()) {
    if (const Comparator* const comparator = find_comparator(name)) given.push_back(comparator);
  }
  const auto variable = asl::parse_path(*rule.find(kVariable), kVariable, asl::Nodes::Any, place);
  if (given.size() != 1) {
    // AWS uses the words for too many where there is none, too.
    std::vector<std::string_view> names;
    for (const Comparator& comparator : comparators()) names.push_back(comparator.name);
    place.schema_error(asl::only_one_of(names));
    return nullptr;
  }
  const Comparator& comparator = *given.front();
  const Json& operand = *rule.find(comparator.name);
  if (comparator.operand == Operand::Path) {
    auto path = asl::parse_path(operand, comparator.name, asl::Nodes::Any, place);
    if (!variable || !path) return nullptr;
    return std::make_unique<Comparison>(*variable, comparator, std::move(*path));
  }
  if (comparator.operand == Operand::Text) asl::warn_of_missing_path(rule, comparator.name, place);
  if (!variable) return nullptr;
  if (comparator.compare != nullptr)
    return std::make_unique<Comparison>(*variable, comparator, operand.rebuilt());
  if (!operand.is_boolean()) return nullptr;
  return std::make_unique<Presence>(*variable, operand.as_boolean());
}

std::unique_ptr<const ChoiceRule> parse_junction(const Json& rules, bool ends_with,
                                                 const asl::Place& place) {
  if (!rules.is_array()) return nullptr;
  std::vector<std::unique_ptr<const ChoiceRule>> parsed;
  for (std::size_t index = 0; index < rules.items().size() && !place.enough(); ++index) {
    parsed.push_back(parse_choice_rule(rules.items()[index], RuleLevel::Nested, place.at(index)));
    if (!parsed.back()) parsed.pop_back();
  }
  return std::make_unique<Junction>(std::move(parsed), ends_with);
}

// Observed: test_choice_condition_constant_jsonata.
std::unique_ptr<const ChoiceRule> parse_condition(const Json& condition, const asl::Place& place) {
  if (condition.is_boolean()) return std::make_unique<Condition>(condition.as_boolean());
  auto expression = JsonataExpression::compile(condition, place);
  return expression ? std::make_unique<Condition>(*std::move(expression)) : nullptr;
}

}  // namespace

std::unique_ptr<const ChoiceRule> parse_choice_rule(const Json& rule, RuleLevel level,
                                                    const asl::Place& place) {
  if (!check_rule(rule, level, place)) return nullptr;
  const auto forms =
      std::count_if(kRuleForms.begin(), kRuleForms.end(),
                    [&](std::string_view form) { return rule.find(form) != nullptr; });
  if (forms != 1) {
    place.schema_error("The object must have only one of the following fields, " +
                       asl::in_given_order(kRuleForms));
    return nullptr;
  }
  if (const Json* const condition = rule.find(kCondition))
    return parse_condition(*condition, place.at(kCondition));
  if (const Json* const rules = rule.find(kAnd))
    return parse_junction(*rules, false, place.at(kAnd));
  if (const Json* const rules = rule.find(kOr)) return parse_junction(*rules, true, place.at(kOr));
  if (const Json* const denied = rule.find(kNot)) {
    if (!denied->is_object()) return nullptr;
    auto parsed = parse_choice_rule(*denied, RuleLevel::Nested, place.at(kNot));
    return parsed ? std::make_unique<Negation>(std::move(parsed)) : nullptr;
  }
  if (rule.find(kVariable) != nullptr) return parse_comparison(rule, place);
  return nullptr;
}

}  // namespace sfn::engine
