// Array and object constructors, grouping, sorting.
#include <algorithm>
#include <vector>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/json_bridge.h"
#include "engine/query/jsonata/merge_sort.h"
#include "engine/query/jsonata/sequence.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {

Value Evaluator::evaluate_array(const Node& node, const Value& input, Frame* frame) {
  const std::uint8_t flags = node.is_constructed ? array_flags::kConstructed : 0;
  if (node.items.size() == 1 && !node.items[0]->is_array_constructor()) {
    // One item that is an array itself is taken as it is, a range above all.
    JSONATA_TRY(const Value only, evaluate(*node.items[0], input, frame));
    if (only.is_undefined()) return Value::array(nullptr, 0, flags);
    return only.is_array() ? only.with_flags(flags) : array_of({only}, flags);
  }
  List items(*this);
  for (const Node* const item : node.items) {
    JSONATA_TRY(const Value value, evaluate(*item, input, frame));
    if (value.is_undefined()) continue;
    if (item->is_array_constructor()) {
      items.push(value);
    } else {
      items.splice(value);
    }
  }
  return items.finish(flags);
}

namespace {

// The items of one key.
struct Gathered {
  std::string_view key;
  std::size_t pair = 0;
  std::vector<std::size_t> places;  // of the items
};
// With its first place, and the room that a growing list has to spare.
constexpr std::size_t kGatheredBytes = 2 * sizeof(Gathered) + 32;

}  // namespace

Value Evaluator::evaluate_group(const std::vector<Pair>& pairs, std::size_t position,
                                const Value& input, Frame* frame) {
  const bool has_tuples = input.tag() == Tag::Tuples;
  const bool is_list = has_tuples || input.is_array();
  // Nothing at all still makes an object: `{"a": 1}` needs no input.
  const std::size_t size = is_list && input.size() > 0 ? input.size() : 1;
  const auto item_at = [&](std::size_t place) {
    if (has_tuples)
      return input.size() == 0 ? Value::undefined() : input.frames()[place]->slots()[0];
    if (!is_list) return input;
    return input.size() == 0 ? Value::undefined() : ArrayView(input)[place];
  };
  const auto frame_at = [&](std::size_t place) {
    return has_tuples && input.size() > 0 ? tuple_frame(input.frames()[place]) : frame;
  };

  std::vector<Gathered> groups;
  Object index;  // of the groups
  for (std::size_t place = 0; place < size; ++place) {
    const Value item = item_at(place);
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      JSONATA_TRY(const Value key, evaluate(*pairs[p].key, item, frame_at(place)));
      if (key.is_undefined()) continue;
      if (!key.is_string()) {
        static_cast<void>(fail(Code::T1003, key));
        error_.position = position;
        return Value::failed();
      }
      const Value* const known = index.find(key.as_string());
      if (known == nullptr) {
        arena_.charge(kGatheredBytes);
        index.set(arena_, key.as_string(), Value::number(static_cast<double>(groups.size())));
        groups.push_back({key.as_string(), p, {place}});
        continue;
      }
      Gathered& group = groups[static_cast<std::size_t>(known->as_number())];
      if (group.pair != p) {
        static_cast<void>(fail(Code::D1009, key));
        error_.position = position;
        return Value::failed();
      }
      arena_.charge(2 * sizeof(std::size_t));
      group.places.push_back(place);
    }
  }

  Object* const result = make_object();
  for (const Gathered& group : groups) {
    Value context = item_at(group.places[0]);
    Frame* where = frame_at(group.places[0]);
    if (group.places.size() > 1) {
      if (has_tuples) {
        where = merged_tuples(input, group.places);
        context = where->slots()[0];
      } else {
        List items(*this);
        for (const std::size_t place : group.places) items.splice(item_at(place));
        context = items.finish(0);
      }
    }
    JSONATA_TRY(const Value value, evaluate(*pairs[group.pair].value, context, where));
    if (value.is_defined()) result->set(arena_, group.key, value);
  }
  return Value::object(result);
}

// One tuple for many: each of its variables has the values of all of them.
Frame* Evaluator::merged_tuples(const Value& tuples, const std::vector<std::size_t>& places) {
  Frame* const first = tuples.frames()[places[0]];
  Frame* const merged = make_tuple(*first->scope, first->parent, first);
  for (std::size_t slot = 0; slot < first->scope->names.size(); ++slot) {
    List all(*this);
    for (const std::size_t place : places) {
      const Value value = tuples.frames()[place]->slots()[slot];
      if (value.tag() != Tag::Unbound && value.is_defined()) all.splice(value);
    }
    if (all.size() > 0) merged->slots()[slot] = all.finish(0);
  }
  return merged;
}

Value Evaluator::evaluate_sort(const Node& step, const Value& input, Frame* frame) {
  const bool has_tuples = input.tag() == Tag::Tuples;
  const std::size_t size = input.size();
  if (size <= 1) return input;
  const auto item_at = [&](std::size_t place) {
    return has_tuples ? input.frames()[place]->slots()[0] : ArrayView(input)[place];
  };
  // Whether the second of two places comes before the first; nothing where that failed.
  const auto is_swapped = [&](std::size_t a, std::size_t b) -> std::optional<bool> {
    for (std::size_t t = 0; t < step.items.size(); ++t) {
      const auto term = [&](std::size_t place) {
        return evaluate(*step.items[t], item_at(place),
                        has_tuples ? tuple_frame(input.frames()[place]) : frame);
      };
      const Value left = term(a);
      if (left.is_failed()) return std::nullopt;
      const Value right = term(b);
      if (right.is_failed()) return std::nullopt;
      if (left.is_undefined() && right.is_undefined()) continue;
      if (left.is_undefined() || right.is_undefined()) return left.is_undefined();
      const auto is_sortable = [](const Value& v) { return v.is_number() || v.is_string(); };
      if (!is_sortable(left) || !is_sortable(right)) {
        static_cast<void>(fail(Code::T2008, is_sortable(left) ? right : left));
        error_.position = step.position;
        return std::nullopt;
      }
      if (left.is_string() != right.is_string()) {
        ErrorFacts facts;
        facts.code = Code::T2007;
        facts.value = shown_scalar(left);
        facts.value2 = shown_scalar(right);
        facts.position = step.position;
        static_cast<void>(fail(std::move(facts)));
        return std::nullopt;
      }
      if (left.is_string() &&
          !take_text_steps(std::min(left.as_string().size(), right.as_string().size())))
        return std::nullopt;
      const int order = left.is_string() ? compare_units(left.as_string(), right.as_string())
                        : left.as_number() < right.as_number() ? -1
                        : left.as_number() > right.as_number() ? 1
                                                               : 0;
      if (order != 0) return (order > 0) != step.is_descending[t];
    }
    return false;
  };
  arena_.charge(2 * size * sizeof(std::size_t));
  const auto order = merge_sorted(size, is_swapped);
  if (!order) return Value::failed();
  if (has_tuples) {
    auto** const frames = arena_.make_array<Frame*>(size);
    for (std::size_t i = 0; i < size; ++i) frames[i] = input.frames()[(*order)[i]];
    return Value::tuples(frames, size);
  }
  auto* const items = arena_.make_array<Value>(size);
  for (std::size_t i = 0; i < size; ++i) items[i] = item_at((*order)[i]);
  return Value::array(items, size);
}

}  // namespace sfn::query::jsonata
