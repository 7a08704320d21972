#include "engine/query/jsonata/sequence.h"

#include <cmath>

#include "engine/query/jsonata/compare.h"

namespace sfn::query::jsonata {
namespace {

// Adds what an array's items have under that name; false where that failed.
bool gather_members(Evaluator& evaluator, Evaluator::List& found, const Value& array,
                    std::string_view name, std::size_t depth) {
  if (depth > kMostValueDepth) return !evaluator.fail(Code::StackOverflow).is_failed();
  if (!evaluator.take_steps(1 + array.size())) return false;
  const ArrayView items(array);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value item = items[i];
    if (item.is_object()) {
      const Value member = find_member(item, name);
      if (member.is_defined()) found.splice(member);
    } else if (item.is_array()) {
      if (!gather_members(evaluator, found, item, name, depth + 1)) return false;
    }
  }
  return true;
}

}  // namespace

Value look_up_member(Evaluator& evaluator, const Value& subject, std::string_view name) {
  if (subject.is_object()) return find_member(subject, name);
  if (!subject.is_array()) return Value::undefined();
  Evaluator::List found(evaluator);
  if (!gather_members(evaluator, found, subject, name, 0)) return Value::failed();
  return found.finish(array_flags::kSequence);
}

Value appended(Evaluator& evaluator, const Value& first, const Value& second) {
  if (first.is_undefined()) return second;
  if (second.is_undefined()) return first;
  return evaluator.joined_arrays(first, second);
}

Numeric numeric(const Value& value) {
  if (!value.is_number()) return Numeric::No;
  const double number = value.as_number();
  if (std::isnan(number)) return Numeric::No;
  return std::isinf(number) ? Numeric::OutOfRange : Numeric::Yes;
}

}  // namespace sfn::query::jsonata
