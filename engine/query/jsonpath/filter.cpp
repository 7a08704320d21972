// PathEvaluator: filters, `[?(…)]`.
#include <algorithm>
#include <string>
#include <utility>

#include "base/overloaded.h"
#include "engine/query/jsonpath/path_evaluator.h"

namespace sfn::jsonpath {
namespace {

using Kind = EvaluationFailure::Kind;

// A failed step of an && or || chain ends it, as does the first that decides.
enum class Decides : std::uint8_t { True, False };

}  // namespace

bool PathEvaluator::filter(Walk& walk, std::size_t at, const Json& model) {
  const FilterExpression& expression = *std::get<FilterToken>(walk.path.tokens[at]).filter;
  if (model.is_array()) {
    for (const Json& item : model.items()) {
      if (!budget_.take_step()) return fail(Kind::Stopped, walk, at, item);
      const std::optional<bool> accepted = accepts(expression, item, walk.members);
      if (!accepted || (*accepted && !visit_element(walk, at + 1, item))) return false;
    }
    return true;
  }
  if (model.is_object()) {
    const std::optional<bool> accepted = accepts(expression, model, walk.members);
    return accepted && (!*accepted || visit(walk, at + 1, model));
  }
  return walk.path.upstream_definite[at] ? fail(Kind::NotFilterable, walk, at, model) : true;
}

std::optional<bool> PathEvaluator::accepts(const FilterExpression& filter, const Json& item,
                                           Members members) {
  const std::optional<bool> result = matches(filter, item, members);
  if (result || !failure_->is_mismatch()) return result;
  failure_.reset();
  return false;
}

std::optional<bool> PathEvaluator::matches(const FilterExpression& filter, const Json& item,
                                           Members members) {
  const auto first_that = [&](const std::vector<FilterExpression>& operands,
                              Decides decides) -> std::optional<bool> {
    for (const FilterExpression& operand : operands) {
      const std::optional<bool> result = matches(operand, item, members);
      if (!result || *result == (decides == Decides::True)) return result;
    }
    return decides == Decides::False;
  };
  return std::visit(
      Overloaded{
          [&](const Comparison& comparison) { return compare(comparison, item, members); },
          [&](const Exists& path) { return exists(path, item); },
          [&](const Not& inner) {
            const std::optional<bool> result = matches(*inner.operand, item, members);
            return result ? std::optional(!*result) : result;
          },
          [&](const And& chain) { return first_that(chain.operands, Decides::False); },
          [&](const Or& chain) { return first_that(chain.operands, Decides::True); },
      },
      filter.value);
}

std::optional<bool> PathEvaluator::compare(const Comparison& comparison, const Json& item,
                                           Members members) {
  std::optional<FilterValue> left_value, right_value;
  const auto value_of = [&](const Operand& from,
                            std::optional<FilterValue>& held) -> const FilterValue* {
    if (const auto* const literal = std::get_if<FilterValue>(&from)) return literal;
    held = operand(std::get<PathOperand>(from), item, members);
    return held ? &*held : nullptr;
  };
  const FilterValue* const left = value_of(comparison.left, left_value);
  if (left == nullptr) return std::nullopt;
  const FilterValue* const right = value_of(comparison.right, right_value);
  if (right == nullptr) return std::nullopt;
  const FilterOutcome outcome = comparison.op->apply(*left, *right, budget_);
  if (!outcome) return filter_failed(outcome.error());
  return *outcome;
}

// An oddity of Jayway: here "$" too means the item.
std::optional<bool> PathEvaluator::exists(const Exists& exists, const Json& item) {
  auto value = evaluate(*exists.operand.path, item, Members::Required);
  if (!value && !value.error().is_not_found()) {
    failure_ = std::move(value).error();
    return std::nullopt;
  }
  return value.has_value() == exists.operand.should_exist;
}

std::optional<FilterValue> PathEvaluator::operand(const PathOperand& operand, const Json& item,
                                                  Members members) {
  const TokenPath& path = *operand.path;
  if (path.from_root) {
    const auto known = std::find_if(root_values_.begin(), root_values_.end(),
                                    [&](const auto& entry) { return entry.first == &path; });
    if (known != root_values_.end()) return known->second;
  }
  auto selected = evaluate(path, path.from_root ? *root_ : item, members);
  if (!selected && !selected.error().is_not_found()) {
    failure_ = std::move(selected).error();
    return std::nullopt;
  }
  auto value =
      selected ? document_value(*selected) : Result<FilterValue, FilterFailure>(Undefined{});
  if (!value) return filter_failed(value.error());
  if (path.from_root) root_values_.emplace_back(&path, *value);
  return *std::move(value);
}

std::nullopt_t PathEvaluator::filter_failed(const FilterFailure& failure) {
  const Kind kind = failure.kind == FilterFailure::Kind::Mismatch ? Kind::NotFilterable
                    : failure.kind == FilterFailure::Kind::Error  ? Kind::Error
                                                                  : Kind::Stopped;
  failure_ = EvaluationFailure{kind, nullptr, 0, Json(), failure.message};
  return std::nullopt;
}

}  // namespace sfn::jsonpath
