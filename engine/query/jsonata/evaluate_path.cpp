// Paths, their steps and filters.
#include <cmath>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/sequence.h"

namespace sfn::query::jsonata {
namespace {

// What a step goes through: one item, or the items of an array.
struct Context {
  Value value;
  bool is_one = true;

  [[nodiscard]] std::size_t size() const { return is_one ? 1 : value.size(); }
};

bool is_plain_name(const Node& step) {
  return step.kind == NodeKind::Name && step.stages.empty() && step.predicates.empty() &&
         step.group == nullptr && !step.keep_array;
}

// Whether an array becomes part of the sequence around it.
bool is_spliced(const Value& value) {
  return value.is_array() && !value.has(array_flags::kConstructed);
}

// The results of a step over all items of its context, flattened by one level. The first one is
// kept apart: mostly it is the only one, and then nothing is copied.
class StepResults {
 public:
  explicit StepResults(Evaluator& evaluator) : list_(evaluator) {}

  void add(const Value& result) {
    if (result.is_undefined()) return;
    if (++count_ == 1) {
      first_ = result;
      return;
    }
    if (count_ == 2) flatten(first_);
    flatten(result);
  }

  // The context of the next step. What a last step yields alone stays the array that it is.
  [[nodiscard]] Context finish(bool is_last) const {
    if (count_ == 0) return {Value::array(nullptr, 0, array_flags::kSequence), false};
    if (count_ > 1) return {list_.finish(array_flags::kSequence), false};
    if (is_last && first_.is_array() && !first_.is_sequence()) return {first_, false};
    if (is_spliced(first_)) return {first_.with_flags(array_flags::kSequence), false};
    return {first_, true};
  }

 private:
  void flatten(const Value& value) {
    if (is_spliced(value)) {
      list_.splice(value);
    } else {
      list_.push(value);
    }
  }

  Evaluator::List list_;
  std::size_t count_ = 0;
  Value first_;
};

}  // namespace

Value Evaluator::evaluate_path(const Node& node, const Value& input, Frame* frame) {
  const Node& first = *node.items.front();
  Context context{input, !input.is_array() || first.kind == NodeKind::Variable};
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Node& step = *node.items[i];
    const bool is_last = i + 1 == node.items.size();
    if (i == 0 && step.is_constructed) {
      // Written as an array: made once, not for each item of the context.
      const Value whole =
          context.is_one ? array_of({context.value}, array_flags::kSequence) : context.value;
      JSONATA_TRY(const Value items, evaluate(step, whole, frame));
      if (items.is_undefined()) return items;
      context = {items, !items.is_array()};
      if (context.is_one) {
        if (is_last) return items;
        // Where a filter left one item that is no array there is nothing to go through, only
        // something to sort.
        if (node.items[i + 1]->kind != NodeKind::Sort) return Value::undefined();
      }
    } else if (step.kind == NodeKind::Sort) {
      const Value items =
          context.is_one ? array_of({context.value}, array_flags::kSequence) : context.value;
      JSONATA_TRY(Value sorted, evaluate_sort(step, items, frame));
      for (const Stage& stage : step.stages) {
        sorted = evaluate_filter(*stage.filter, sorted, frame);
        if (sorted.is_failed()) return sorted;
      }
      context = {sorted, false};
    } else {
      // A name needs no evaluation of its own; it counts as if it had one.
      const bool is_name = is_plain_name(step);
      if (is_name && (depth_ >= depth_limit_)) return fail(Code::StackOverflow);
      if (is_name && !take_steps(context.size())) return Value::failed();
      StepResults results(*this);
      for (std::size_t k = 0, size = context.size(); k < size; ++k) {
        const Value item = context.is_one ? context.value : ArrayView(context.value)[k];
        Value result = is_name ? reduced(look_up_member(*this, item, step.text), false)
                               : evaluate(step, item, frame);
        if (result.is_failed()) return result;
        for (const Stage& stage : step.stages) {
          result = evaluate_filter(*stage.filter, result, frame);
          if (result.is_failed()) return result;
        }
        results.add(result);
      }
      context = results.finish(is_last);
    }
    if (!context.is_one && context.value.is_array() && context.value.size() == 0) break;
  }
  Value result = context.value;
  if (node.keep_singleton_array) {
    if (context.is_one) result = array_of({result}, array_flags::kSequence);
    if (result.has(array_flags::kConstructed) && !result.is_sequence())
      result = array_of({result}, array_flags::kSequence);
    if (result.is_array()) result = result.with(array_flags::kKeepSingleton);
  }
  if (node.group != nullptr) {
    if (context.is_one && result.is_array() && !node.keep_singleton_array)
      result = array_of({result}, array_flags::kSequence);
    return evaluate_group(node.group->pairs, node.group->position, result, frame);
  }
  return result;
}

Value Evaluator::evaluate_filter(const Node& predicate, const Value& input, Frame* frame) {
  if (input.tag() == Tag::Tuples) return filter_tuples(predicate, input);
  const bool is_one = !input.is_array();
  const std::size_t size = is_one ? 1 : input.size();
  const auto item_at = [&](std::size_t index) { return is_one ? input : ArrayView(input)[index]; };
  if (predicate.kind == NodeKind::Number) {
    double index = std::floor(predicate.literal.as_number());
    if (index < 0) index += static_cast<double>(size);
    if (!(index >= 0 && index < static_cast<double>(size)))
      return Value::array(nullptr, 0, array_flags::kSequence);
    const Value item = item_at(static_cast<std::size_t>(index));
    if (item.is_undefined()) return Value::array(nullptr, 0, array_flags::kSequence);
    return item.is_array() ? item : array_of({item}, array_flags::kSequence);
  }
  List kept(*this);
  for (std::size_t i = 0; i < size; ++i) {
    const Value item = item_at(i);
    JSONATA_TRY(const Value answer, evaluate(predicate, item, frame));
    if (!selects(answer, i, size, [&] { kept.push(item); })) return Value::failed();
  }
  return kept.finish(array_flags::kSequence);
}

// Calls `keep` as often as what a predicate yields selects the item: numbers are places, anything
// else counts as true or false.
bool Evaluator::selects(const Value& answer, std::size_t place, std::size_t size,
                        const std::function<void()>& keep) {
  const auto is_place = [&](double number) {
    double index = std::floor(number);
    if (index < 0) index += static_cast<double>(size);
    return index == static_cast<double>(place);
  };
  switch (numeric(answer)) {
    case Numeric::Yes:
      if (is_place(answer.as_number())) keep();
      return true;
    case Numeric::OutOfRange:
      return !fail(Code::D1001, answer).is_failed();
    case Numeric::No:
      break;
  }
  if (answer.is_array()) {
    const ArrayView places(answer);
    bool are_all_numbers = true;
    for (std::size_t i = 0; i < places.size() && are_all_numbers; ++i) {
      const Numeric kind = numeric(places[i]);
      if (kind == Numeric::OutOfRange) return !fail(Code::D1001, places[i]).is_failed();
      are_all_numbers = kind == Numeric::Yes;
    }
    if (are_all_numbers) {
      if (!take_steps(places.size())) return false;
      for (std::size_t i = 0; i < places.size(); ++i) {
        if (is_place(places[i].as_number())) keep();
      }
      return true;
    }
  }
  const Truth truth_of_answer = truth(answer);
  if (truth_of_answer == Truth::True) keep();
  return truth_of_answer != Truth::Failed;
}

Value Evaluator::evaluate_wildcard(const Value& input) {
  Value subject = input;
  if (input.is_array() && input.has(array_flags::kWrapper) && input.size() > 0)
    subject = ArrayView(input)[0];
  List results(*this);
  std::uint8_t flags = array_flags::kSequence;
  const auto add = [&](const Value& value) {
    if (!value.is_array()) {
      results.push(value);
      return true;
    }
    // Once an array was flattened into them the results are a plain array.
    flags = 0;
    return flatten(value, results, 0);
  };
  if (subject.is_array()) {
    const ArrayView view(subject);
    for (std::size_t i = 0; i < view.size(); ++i) {
      if (!add(view[i])) return Value::failed();
    }
  } else if (subject.is_object()) {
    const ObjectView view(subject);
    for (std::size_t i = 0; i < view.size(); ++i) {
      if (!add(view.value(i))) return Value::failed();
    }
  }
  if (!take_steps(results.size())) return Value::failed();
  return results.finish(flags);
}

bool Evaluator::flatten(const Value& value, List& to, std::size_t depth) {
  if (depth > kMostValueDepth) return !fail(Code::StackOverflow).is_failed();
  if (!take_steps(1 + value.size())) return false;
  const ArrayView view(value);
  for (std::size_t i = 0; i < view.size(); ++i) {
    const Value item = view[i];
    if (!item.is_array()) {
      to.push(item);
    } else if (!flatten(item, to, depth + 1)) {
      return false;
    }
  }
  return true;
}

Value Evaluator::evaluate_descendants(const Value& input) {
  if (input.is_undefined()) return input;
  List results(*this);
  if (!gather_descendants(input, results, 0)) return Value::failed();
  return results.finish(array_flags::kSequence);
}

bool Evaluator::gather_descendants(const Value& value, List& to, std::size_t depth) {
  if (depth > kMostValueDepth) return !fail(Code::StackOverflow).is_failed();
  if (!take_steps(1)) return false;
  if (value.is_array()) {
    const ArrayView view(value);
    for (std::size_t i = 0; i < view.size(); ++i) {
      if (!gather_descendants(view[i], to, depth + 1)) return false;
    }
    return true;
  }
  to.push(value);
  if (!value.is_object()) return true;
  const ObjectView view(value);
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (!gather_descendants(view.value(i), to, depth + 1)) return false;
  }
  return true;
}

}  // namespace sfn::query::jsonata
