#include "engine/query/jsonata/compare.h"

#include "engine/query/jsonata/object.h"

namespace sfn::query::jsonata {
namespace {

Equality equal_if(bool is_equal) { return is_equal ? Equality::Equal : Equality::Different; }

Equality equality_at(const Value& a, const Value& b, std::size_t depth, Budget& budget);

Equality array_equality(const Value& a, const Value& b, std::size_t depth, Budget& budget) {
  if (a.size() != b.size()) return Equality::Different;
  const ArrayView left(a), right(b);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Equality items = equality_at(left[i], right[i], depth + 1, budget);
    if (items != Equality::Equal) return items;
  }
  return Equality::Equal;
}

Equality object_equality(const Value& a, const Value& b, std::size_t depth, Budget& budget) {
  const ObjectView left(a), right(b);
  if (left.size() != right.size()) return Equality::Different;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Value other = find_member(b, left.name(i));
    if (other.is_undefined()) return Equality::Different;
    const Equality members = equality_at(left.value(i), other, depth + 1, budget);
    if (members != Equality::Equal) return members;
  }
  return Equality::Equal;
}

Equality equality_at(const Value& a, const Value& b, std::size_t depth, Budget& budget) {
  if (depth > kMostValueDepth) return Equality::TooDeep;
  if (!budget.take_step()) return Equality::OutOfSteps;
  if (a.is_number()) {
    if (!b.is_number()) return Equality::Different;
    if (a.tag() == Tag::LongNumber && b.tag() == Tag::LongNumber)
      return equal_if(a.as_integer() == b.as_integer());
    return equal_if(a.as_number() == b.as_number());
  }
  if (a.is_array()) return b.is_array() ? array_equality(a, b, depth, budget) : Equality::Different;
  if (a.is_object())
    return b.is_object() ? object_equality(a, b, depth, budget) : Equality::Different;
  if (a.tag() != b.tag()) return Equality::Different;
  if (a.is_string()) {
    if (a.as_string().size() != b.as_string().size()) return Equality::Different;
    if (!budget.take_step(a.as_string().size() / kBytesOfStep)) return Equality::OutOfSteps;
    return equal_if(a.as_string() == b.as_string());
  }
  if (a.is_boolean()) return equal_if(a.as_boolean() == b.as_boolean());
  if (a.is_function()) return equal_if(a.as_function() == b.as_function());
  return Equality::Equal;
}

}  // namespace

Equality equality(const Value& a, const Value& b, Budget& budget) {
  return equality_at(a, b, 0, budget);
}

}  // namespace sfn::query::jsonata
