// Paths that bind variables as they go: `@$focus`, `#$index`, and the steps whose input a `%` means
// further on. Such a path does not yield items but tuples: frames that hold the item in their first
// slot and what was bound in the others.
#include <algorithm>
#include <memory>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/sequence.h"

namespace sfn::query::jsonata {
namespace {

constexpr std::size_t kItemSlot = 0;

// Copies what one tuple has bound into another one of another shape, by name.
void merge(const Frame& from, Frame& to) {
  const auto& sources = from.scope->names;
  const auto& targets = to.scope->names;
  const Value* const values = const_cast<Frame&>(from).slots();  // NOLINT(*-const-cast): read only
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (values[i].tag() == Tag::Unbound) continue;
    const auto place = std::find(targets.begin(), targets.end(), sources[i]);
    if (place != targets.end()) to.slots()[place - targets.begin()] = values[i];
  }
}

}  // namespace

// A tuple in the arena; `from` is what it begins with, or nullptr.
Frame* Evaluator::make_tuple(const Scope& scope, Frame* parent, const Frame* from) {
  auto* const tuple = new (arena_.allocate(Frame::bytes(scope))) Frame{parent, &scope};
  if (from != nullptr && from->scope == &scope) {
    std::uninitialized_copy_n(const_cast<Frame*>(from)->slots(),  // NOLINT(*-const-cast): read only
                              scope.names.size(), tuple->slots());
    return tuple;
  }
  std::uninitialized_fill_n(tuple->slots(), scope.names.size(), Value::unbound());
  if (from != nullptr) merge(*from, *tuple);
  return tuple;
}

// The frame in which something is evaluated for a tuple. What `:=` binds there is not kept.
Frame* Evaluator::tuple_frame(Frame* tuple) {
  return tuple->scope->has_bindings ? make_tuple(*tuple->scope, tuple->parent, tuple) : tuple;
}

Value Evaluator::evaluate_tuple_path(const Node& node, const Value& input, Frame* frame) {
  Value context = input.is_array() && node.items.front()->kind != NodeKind::Variable
                      ? input
                      : array_of({input}, array_flags::kSequence);
  bool has_tuples = false;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Node& step = *node.items[i];
    const bool begins = step.is_tuple && !has_tuples;
    if (i == 0 && step.is_constructed) {
      // Written as an array: made once, and what stands behind it is passed over, as the reference
      // implementation does.
      JSONATA_TRY(const Value items, evaluate(step, context, frame));
      if (step.focus.empty())
        context = items.is_array() ? items : Value::array(nullptr, 0, array_flags::kSequence);
      if (begins) context = tuples_of(node, context, frame);
      has_tuples = begins;
      continue;
    }
    if (begins) {
      has_tuples = true;
      context = tuples_of(node, context, frame);
    }
    if (has_tuples) {
      JSONATA_TRY(context, evaluate_tuple_step(node, step, context, frame, begins));
      if (context.size() == 0) break;
      continue;
    }
    JSONATA_TRY(context, evaluate_plain_step(step, context, frame));
    if (context.size() == 0) break;
  }
  // Of no tuples a grouping makes an empty object; before anything is bound, it is as if there were
  // one, as without bindings.
  if (node.group != nullptr && context.size() == 0) {
    if (has_tuples) return Value::object(make_object());
    context = tuples_of(node, array_of({Value::undefined()}), frame);
  }
  if (node.group != nullptr)
    return evaluate_group(node.group->pairs, node.group->position, context, frame);
  if (node.is_tuple) return context;
  const Value items = items_of_tuples(context);
  return node.keep_singleton_array ? items.with(array_flags::kKeepSingleton) : items;
}

// A step before anything is bound.
Value Evaluator::evaluate_plain_step(const Node& step, const Value& context, Frame* frame) {
  if (step.kind == NodeKind::Sort) {
    JSONATA_TRY(Value sorted, evaluate_sort(step, context, frame));
    for (const Stage& stage : step.stages) {
      sorted = evaluate_filter(*stage.filter, sorted, frame);
      if (sorted.is_failed()) return sorted;
    }
    return sorted;
  }
  List results(*this);
  for (std::size_t k = 0; k < context.size(); ++k) {
    Value result = evaluate(step, ArrayView(context)[k], frame);
    if (result.is_failed()) return result;
    for (const Stage& stage : step.stages) {
      result = evaluate_filter(*stage.filter, result, frame);
      if (result.is_failed()) return result;
    }
    if (result.is_undefined()) continue;
    if (result.has(array_flags::kConstructed) || !result.is_array()) {
      results.push(result);
    } else {
      results.splice(result);
    }
  }
  return results.finish(array_flags::kSequence);
}

// What the tuples are about, without what they have bound.
Value Evaluator::items_of_tuples(const Value& tuples) {
  auto* const items = arena_.make_array<Value>(tuples.size());
  for (std::size_t i = 0; i < tuples.size(); ++i) items[i] = tuples.frames()[i]->slots()[kItemSlot];
  return Value::array(items, tuples.size(), array_flags::kSequence);
}

// One tuple for each item.
Value Evaluator::tuples_of(const Node& path, const Value& items, Frame* frame) {
  const ArrayView view(items);
  auto** const frames = arena_.make_array<Frame*>(view.size());
  for (std::size_t i = 0; i < view.size(); ++i) {
    frames[i] = make_tuple(*path.scope, frame, nullptr);
    frames[i]->slots()[kItemSlot] = view[i];
  }
  return Value::tuples(frames, view.size());
}

// `is_first`: of those that bind something.
Value Evaluator::evaluate_tuple_step(const Node& path, const Node& step, const Value& tuples,
                                     Frame* frame, bool is_first) {
  if (step.kind == NodeKind::Sort) {
    JSONATA_TRY(const Value sorted, evaluate_sort(step, tuples, frame));
    if (!step.index.empty() && is_first) {
      for (std::size_t i = 0; i < sorted.size(); ++i)
        sorted.frames()[i]->slots()[step.index_slot] = Value::number(static_cast<double>(i));
    }
    return evaluate_stages(step, sorted);
  }
  std::vector<Frame*> results;
  for (std::size_t i = 0; i < tuples.size(); ++i) {
    Frame* const tuple = tuples.frames()[i];
    const Value item = tuple->slots()[kItemSlot];
    JSONATA_TRY(const Value found, evaluate(step, item, tuple_frame(tuple)));
    if (found.is_undefined()) continue;
    const bool is_list = found.is_array() || found.tag() == Tag::Tuples;
    const std::size_t count = is_list ? found.size() : 1;
    arena_.charge(2 * count * sizeof(Frame*));
    // Tuples of another shape are merged name by name.
    const std::size_t names = found.tag() == Tag::Tuples ? path.scope->names.size() : 1;
    if (!take_steps(count * (1 + names * names / 8))) return Value::failed();
    for (std::size_t k = 0; k < count; ++k) {
      Frame* const next = make_tuple(*path.scope, frame, tuple);
      if (found.tag() == Tag::Tuples) {
        merge(*found.frames()[k], *next);
      } else {
        const Value value = is_list ? ArrayView(found)[k] : found;
        next->slots()[step.focus.empty() ? kItemSlot : step.focus_slot] = value;
        if (!step.index.empty())
          next->slots()[step.index_slot] = Value::number(static_cast<double>(k));
        if (step.ancestor != nullptr) next->slots()[step.ancestor_slot] = item;
      }
      results.push_back(next);
    }
  }
  auto** const frames = arena_.make_array<Frame*>(results.size());
  std::copy(results.begin(), results.end(), frames);
  return evaluate_stages(step, Value::tuples(frames, results.size()));
}

Value Evaluator::evaluate_stages(const Node& step, Value tuples) {
  for (const Stage& stage : step.stages) {
    if (stage.filter == nullptr) {
      for (std::size_t i = 0; i < tuples.size(); ++i)
        tuples.frames()[i]->slots()[stage.index_slot] = Value::number(static_cast<double>(i));
      continue;
    }
    tuples = evaluate_filter(*stage.filter, tuples, nullptr);
    if (tuples.is_failed()) return tuples;
  }
  return tuples;
}

// The same tuples, so that what stands behind a block can be evaluated in them.
Value Evaluator::reframed(const Value& tuples, const Scope& scope, Frame* frame) {
  auto** const frames = arena_.make_array<Frame*>(tuples.size());
  for (std::size_t i = 0; i < tuples.size(); ++i)
    frames[i] = make_tuple(scope, frame, tuples.frames()[i]);
  return Value::tuples(frames, tuples.size());
}

Value Evaluator::filter_tuples(const Node& predicate, const Value& tuples) {
  std::vector<Frame*> kept;
  const std::size_t size = tuples.size();
  for (std::size_t i = 0; i < size; ++i) {
    Frame* const tuple = tuples.frames()[i];
    Value answer = predicate.literal;
    if (predicate.kind != NodeKind::Number) {
      answer = evaluate(predicate, tuple->slots()[kItemSlot], tuple_frame(tuple));
      if (answer.is_failed()) return answer;
    }
    if (!selects(answer, i, size, [&] {
          arena_.charge(2 * sizeof(Frame*));
          kept.push_back(tuple);
        }))
      return Value::failed();
  }
  auto** const frames = arena_.make_array<Frame*>(kept.size());
  std::copy(kept.begin(), kept.end(), frames);
  return Value::tuples(frames, kept.size());
}

}  // namespace sfn::query::jsonata
