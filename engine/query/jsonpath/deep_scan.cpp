// PathEvaluator: `..`, the step that looks at a value and all values in it.
#include <algorithm>
#include <utility>
#include <vector>

#include "base/overloaded.h"
#include "engine/query/jsonpath/path_evaluator.h"

namespace sfn::jsonpath {
namespace {

using Kind = EvaluationFailure::Kind;

std::size_t child_count(const Json& value) {
  return value.is_object() ? value.members().size() : value.is_array() ? value.items().size() : 0;
}

const Json& child(const Json& value, std::size_t at) {
  return value.is_object() ? value.members()[at].second : value.items()[at];
}

}  // namespace

bool PathEvaluator::scan(Walk& walk, std::size_t at, const Json& model) {
  const std::size_t target = at + 1;
  if (target == walk.path.tokens.size()) {
    fail(Kind::Error, walk, at, model);
    failure_->text = "Current path token is a leaf";  // of "$..length()"
    return false;
  }
  // Values before what they hold. Nesting is bounded by memory of ours, not by the stack.
  struct Level {
    const Json* value;
    std::size_t next = 0;
  };
  std::vector<Level> levels{{&model}};
  if (!scan_one(walk, target, model)) return false;
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == child_count(*level.value)) {
      levels.pop_back();
      continue;
    }
    const Json& next = child(*level.value, level.next++);
    if (!budget_.take_step()) return fail(Kind::Stopped, walk, at, next);
    if (!next.is_object() && !next.is_array()) continue;
    if (levels.size() >= budget_.depth_limit()) return fail(Kind::Stopped, walk, at, next);
    if (!scan_one(walk, target, next)) return false;
    levels.push_back({&next});
  }
  return true;
}

bool PathEvaluator::scan_one(Walk& walk, std::size_t target, const Json& model) {
  if (!model.is_object() && !model.is_array()) return true;
  const std::optional<bool> matches = scan_matches(walk, target, model);
  if (!matches) return false;
  if (!*matches) return true;
  const bool last = target + 1 == walk.path.tokens.size();
  if (model.is_object() || last) return visit(walk, target, model);
  // An oddity of Jayway: where more steps follow, they are applied to all elements of the array,
  // whatever the target selects. The end of the path then drops what the target would not have
  // selected, see hides_leaf().
  for (std::size_t i = 0; i < model.items().size(); ++i) {
    if (target + 2 == walk.path.tokens.size()) walk.scanned_index = i;
    if (!visit(walk, target + 1, model.items()[i])) return false;
  }
  return true;
}

bool PathEvaluator::hides_leaf(const Walk& walk, std::size_t at) const {
  if (!walk.scanned_index || at + 1 != walk.path.tokens.size() || at == 0) return false;
  if (walk.path.is_measured) return true;
  const auto* const index = std::get_if<IndexToken>(&walk.path.tokens[at - 1]);
  return index == nullptr || index->indexes.size() != 1 ||
         std::cmp_not_equal(index->indexes.front(), *walk.scanned_index);
}

std::optional<bool> PathEvaluator::scan_matches(const Walk& walk, std::size_t target,
                                                const Json& model) {
  using Answer = std::optional<bool>;
  return std::visit(
      Overloaded{
          [&](const PropertyToken& token) -> Answer {
            if (!model.is_object()) return false;
            if (!is_definite_token(walk.path, target)) return true;
            return std::all_of(
                token.names.begin(), token.names.end(),
                [&](const std::string& name) { return model.find(name) != nullptr; });
          },
          [&](const IndexToken&) -> Answer { return model.is_array(); },
          [&](const SliceToken&) -> Answer { return model.is_array(); },
          [](const WildcardToken&) -> Answer { return true; },
          [](const ScanToken&) -> Answer { return false; },
          [&](const FilterToken& token) { return accepts(*token.filter, model, walk.members); },
          [](const FunctionToken&) -> Answer { return false; },
      },
      walk.path.tokens[target]);
}

}  // namespace sfn::jsonpath
