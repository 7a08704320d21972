#include "engine/query/jsonpath/path_evaluator.h"

#include <algorithm>
#include <utility>

#include "base/overloaded.h"

namespace sfn::jsonpath {
namespace {

using Kind = EvaluationFailure::Kind;

const std::string* single_name(const Token& token) {
  const auto* const property = std::get_if<PropertyToken>(&token);
  return property != nullptr && property->names.size() == 1 ? &property->names.front() : nullptr;
}

const std::int32_t* single_index(const Token& token) {
  const auto* const index = std::get_if<IndexToken>(&token);
  return index != nullptr && index->indexes.size() == 1 ? &index->indexes.front() : nullptr;
}

}  // namespace

Result<Json, EvaluationFailure> PathEvaluator::evaluate(const TokenPath& path, const Json& item) {
  return evaluate(path, item, Members::Optional);
}

Result<Json, EvaluationFailure> PathEvaluator::evaluate(const TokenPath& path, const Json& item,
                                                        Members members) {
  Walk walk(path, members);
  if (!visit(walk, 0, item)) return sfn::unexpected(*std::exchange(failure_, std::nullopt));
  if (!path.definite) return Json::array(std::move(walk.values));
  if (walk.value) return *std::move(walk.value);
  return sfn::unexpected(EvaluationFailure{
      walk.element_missing ? Kind::NoElement : Kind::NoResults, &path, 0, Json(), {}});
}

bool PathEvaluator::fail(Kind kind, const Walk& walk, std::size_t at, const Json& model) {
  failure_ = EvaluationFailure{kind, &walk.path, at, model, {}};
  return false;
}

bool PathEvaluator::forget_out_of_bounds() {
  if (failure_->kind != Kind::OutOfBounds) return false;
  failure_.reset();
  return true;
}

bool PathEvaluator::add(Walk& walk, const Json& value) {
  if (walk.path.definite) {
    walk.value = value.rebuilt();
    return true;
  }
  if (!budget_.take_bytes(sizeof(Json))) return fail(Kind::Stopped, walk, 0, value);
  walk.values.push_back(value.rebuilt());
  return true;
}

bool PathEvaluator::visit(Walk& walk, std::size_t at, const Json& start) {
  const Json* model = &start;
  bool in_element = false;
  // The straight part of a path is a loop; only what branches calls itself.
  for (; at < walk.path.tokens.size(); ++at) {
    if (!budget_.take_step()) return fail(Kind::Stopped, walk, at, *model);
    const Token& token = walk.path.tokens[at];
    if (const std::string* const name = single_name(token); name != nullptr && model->is_object()) {
      const Json* const member = model->find(*name);
      if (member == nullptr) return property(walk, at, *name, *model);
      if (hides_leaf(walk, at)) return true;
      model = member;
    } else if (const auto* const index = single_index(token);
               index != nullptr && model->is_array()) {
      model = element(walk, *index, *model);
      if (model == nullptr) return true;
      in_element = true;
    } else {
      return branch(walk, at, *model) || (in_element && forget_out_of_bounds());
    }
  }
  return add(walk, *model);
}

bool PathEvaluator::branch(Walk& walk, std::size_t at, const Json& model) {
  if (depth_ >= budget_.depth_limit()) return fail(Kind::Stopped, walk, at, model);
  ++depth_;
  const bool done =
      std::visit(Overloaded{
                     [&](const PropertyToken&) { return properties(walk, at, model); },
                     [&](const IndexToken&) { return indexes(walk, at, model); },
                     [&](const SliceToken&) { return slice(walk, at, model); },
                     [&](const WildcardToken&) { return wildcard(walk, at, model); },
                     [&](const ScanToken&) { return scan(walk, at, model); },
                     [&](const FilterToken&) { return filter(walk, at, model); },
                     [&](const FunctionToken&) { return call(walk, at, model); },
                 },
                 walk.path.tokens[at]);
  --depth_;
  return done;
}

bool PathEvaluator::visit_element(Walk& walk, std::size_t at, const Json& element) {
  return visit(walk, at, element) || forget_out_of_bounds();
}

bool PathEvaluator::property(Walk& walk, std::size_t at, const std::string& name,
                             const Json& model) {
  if (const Json* const member = model.find(name)) return visit(walk, at + 1, *member);
  // A missing member at the end of a path is no result. Before the end it fails unless the path
  // branched on the way.
  const bool last = at + 1 == walk.path.tokens.size();
  if (walk.members == Members::Required) {
    return fail(last ? Kind::NoResults : Kind::MissingProperty, walk, at, model);
  }
  if (last || !walk.path.upstream_definite[at] || !is_definite_token(walk.path, at)) return true;
  return fail(Kind::MissingProperty, walk, at, model);
}

bool PathEvaluator::properties(Walk& walk, std::size_t at, const Json& model) {
  if (!model.is_object()) {
    return walk.path.upstream_definite[at] ? fail(Kind::NotAnObject, walk, at, model) : true;
  }
  const auto& token = std::get<PropertyToken>(walk.path.tokens[at]);
  if (at + 1 == walk.path.tokens.size()) return merged_properties(walk, token, model);
  return std::all_of(token.names.begin(), token.names.end(),
                     [&](const std::string& name) { return property(walk, at, name, model); });
}

bool PathEvaluator::merged_properties(Walk& walk, const PropertyToken& token, const Json& model) {
  Json merged = Json::object({});
  for (const std::string& name : token.names) {
    if (const Json* const member = model.find(name)) {
      merged = merged.with(name, *member);
    } else if (walk.members == Members::Required) {
      return fail(Kind::NoResults, walk, 0, model);
    }
  }
  return add(walk, merged);
}

bool PathEvaluator::indexes(Walk& walk, std::size_t at, const Json& model) {
  const bool upstream_definite = walk.path.upstream_definite[at];
  if (!model.is_array()) {
    if (!upstream_definite) return true;
    return fail(model.is_null() ? Kind::NullArray : Kind::NotAnArray, walk, at, model);
  }
  const auto& token = std::get<IndexToken>(walk.path.tokens[at]);
  for (const std::int32_t index : token.indexes) {
    const Json* const found = element(walk, index, model);
    if (found != nullptr && !visit_element(walk, at + 1, *found)) return false;
  }
  return true;
}

bool PathEvaluator::slice(Walk& walk, std::size_t at, const Json& model) {
  if (!model.is_array()) return indexes(walk, at, model);
  const auto& [from, to] = std::get<SliceToken>(walk.path.tokens[at]);
  const auto length = static_cast<std::int64_t>(model.items().size());
  // Jayway counts negative bounds from the end only where the other bound is absent. Between two
  // bounds negative indexes stay negative, and each is then counted from the end: [-2:1] is the
  // last two and the first.
  std::int64_t first = from.value_or(0), end = to.value_or(length);
  if (!to && first < 0) first += length;
  if (!to) first = std::max<std::int64_t>(first, 0);
  if (!from && end < 0) end += length;
  end = std::min(end, length);
  for (std::int64_t i = std::max(first, -length); i < end; ++i) {
    const Json* const found = element(walk, i, model);
    if (found != nullptr && !visit_element(walk, at + 1, *found)) return false;
  }
  return true;
}

const Json* PathEvaluator::element(Walk& walk, std::int64_t index, const Json& model) {
  const auto length = static_cast<std::int64_t>(model.items().size());
  const std::int64_t place = index < 0 ? length + index : index;
  if (place >= 0 && place < length) return &model.items()[static_cast<std::size_t>(place)];
  walk.element_missing = true;
  return nullptr;
}

bool PathEvaluator::wildcard(Walk& walk, std::size_t at, const Json& model) {
  if (model.is_object()) {
    if (hides_leaf(walk, at)) return true;
    for (const auto& [name, member] : model.members()) {
      if (!visit(walk, at + 1, member)) return false;
    }
  } else if (model.is_array()) {
    for (const Json& item : model.items()) {
      if (visit_element(walk, at + 1, item)) continue;
      if (!failure_->is_not_found() || walk.members == Members::Required) return false;
      failure_.reset();
    }
  }
  return true;
}

}  // namespace sfn::jsonpath
