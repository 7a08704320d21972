#include "engine/states/comparator.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "base/time.h"
#include "engine/states/string_matches.h"

namespace sfn::engine {
namespace {

// Java's String.compareTo: by UTF-16 unit. Bytes of UTF-8 come in the same order but where one side
// has a character beyond the basic plane, whose surrogates (lead byte F0 and up) Java puts below
// U+E000 to U+FFFF (lead bytes EE and EF).
int compare_utf16(std::string_view a, std::string_view b) {
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (left == a.end() || right == b.end())
    return static_cast<int>(left != a.end()) - static_cast<int>(right != b.end());
  const auto rank = [](char byte) {
    const auto lead = static_cast<unsigned char>(byte);
    if (lead >= 0xF0) return lead - 0xF0u + 0xEEu;
    return lead >= 0xEE ? lead + 0xFFu : static_cast<unsigned>(lead);
  };
  return rank(*left) < rank(*right) ? -1 : 1;
}

template <typename Compare>
StateResult<bool> compare_texts(const Json& value, const Json& operand, query::Budget&) {
  // Observed: nothing is trimmed.
  return value.is_string() && operand.is_string() &&
         Compare{}(compare_utf16(value.as_string(), operand.as_string()), 0);
}

template <typename Compare>
StateResult<bool> compare_numbers(const Json& value, const Json& operand, query::Budget&) {
  if (!value.is_number() || !operand.is_number()) return false;
  const auto left = value.as_integer(), right = operand.as_integer();
  if (left && right) return Compare{}(*left, *right);
  return Compare{}(value.as_double(), operand.as_double());
}

StateResult<bool> compare_booleans(const Json& value, const Json& operand, query::Budget&) {
  return value.is_boolean() && operand.is_boolean() && value.as_boolean() == operand.as_boolean();
}

// ASL "Timestamps": compared as instants.
template <typename Compare>
StateResult<bool> compare_timestamps(const Json& value, const Json& operand, query::Budget&) {
  if (!value.is_string() || !operand.is_string()) return false;
  const std::string &left = value.as_string(), &right = operand.as_string();
  const auto x = parse_iso8601_nanoseconds(left), y = parse_iso8601_nanoseconds(right);
  if (x && y) return Compare{}(*x, *y);
  // One of them is no timestamp, or lies so far away that nanoseconds do not reach it.
  const auto far_x = parse_iso8601(left), far_y = parse_iso8601(right);
  return far_x && far_y && Compare{}(*far_x, *far_y);
}

StateResult<bool> matches_pattern(const Json& value, const Json& pattern, query::Budget& budget) {
  if (!value.is_string()) return false;
  return string_matches(value.as_string(), pattern.as_string(), budget);
}

// The type tests: whether the value is of the type, asked or denied by the operand.
StateResult<bool> is_null(const Json& value, const Json& operand, query::Budget&) {
  return value.is_null() == operand.as_boolean();
}
StateResult<bool> is_numeric(const Json& value, const Json& operand, query::Budget&) {
  return value.is_number() == operand.as_boolean();
}
StateResult<bool> is_string(const Json& value, const Json& operand, query::Budget&) {
  return value.is_string() == operand.as_boolean();
}
StateResult<bool> is_boolean(const Json& value, const Json& operand, query::Budget&) {
  return value.is_boolean() == operand.as_boolean();
}
StateResult<bool> is_timestamp(const Json& value, const Json& operand, query::Budget&) {
  return (value.is_string() && parse_iso8601(value.as_string()).has_value()) ==
         operand.as_boolean();
}

using Equal = std::equal_to<>;
using Less = std::less<>;
using Greater = std::greater<>;
using LessEqual = std::less_equal<>;
using GreaterEqual = std::greater_equal<>;

constexpr auto kComparators = std::to_array<Comparator>({
    {"StringEquals", Operand::Text, &compare_texts<Equal>},
    {"StringEqualsPath", Operand::Path, &compare_texts<Equal>},
    {"StringLessThan", Operand::Text, &compare_texts<Less>},
    {"StringLessThanPath", Operand::Path, &compare_texts<Less>},
    {"StringGreaterThan", Operand::Text, &compare_texts<Greater>},
    {"StringGreaterThanPath", Operand::Path, &compare_texts<Greater>},
    {"StringLessThanEquals", Operand::Text, &compare_texts<LessEqual>},
    {"StringLessThanEqualsPath", Operand::Path, &compare_texts<LessEqual>},
    {"StringGreaterThanEquals", Operand::Text, &compare_texts<GreaterEqual>},
    {"StringGreaterThanEqualsPath", Operand::Path, &compare_texts<GreaterEqual>},
    {"StringMatches", Operand::Pattern, &matches_pattern},
    {"NumericEquals", Operand::Number, &compare_numbers<Equal>},
    {"NumericEqualsPath", Operand::Path, &compare_numbers<Equal>},
    {"NumericLessThan", Operand::Number, &compare_numbers<Less>},
    {"NumericLessThanPath", Operand::Path, &compare_numbers<Less>},
    {"NumericGreaterThan", Operand::Number, &compare_numbers<Greater>},
    {"NumericGreaterThanPath", Operand::Path, &compare_numbers<Greater>},
    {"NumericLessThanEquals", Operand::Number, &compare_numbers<LessEqual>},
    {"NumericLessThanEqualsPath", Operand::Path, &compare_numbers<LessEqual>},
    {"NumericGreaterThanEquals", Operand::Number, &compare_numbers<GreaterEqual>},
    {"NumericGreaterThanEqualsPath", Operand::Path, &compare_numbers<GreaterEqual>},
    {"BooleanEquals", Operand::Boolean, &compare_booleans},
    {"BooleanEqualsPath", Operand::Path, &compare_booleans},
    {"TimestampEquals", Operand::Timestamp, &compare_timestamps<Equal>},
    {"TimestampEqualsPath", Operand::Path, &compare_timestamps<Equal>},
    {"TimestampLessThan", Operand::Timestamp, &compare_timestamps<Less>},
    {"TimestampLessThanPath", Operand::Path, &compare_timestamps<Less>},
    {"TimestampGreaterThan", Operand::Timestamp, &compare_timestamps<Greater>},
    {"TimestampGreaterThanPath", Operand::Path, &compare_timestamps<Greater>},
    {"TimestampLessThanEquals", Operand::Timestamp, &compare_timestamps<LessEqual>},
    {"TimestampLessThanEqualsPath", Operand::Path, &compare_timestamps<LessEqual>},
    {"TimestampGreaterThanEquals", Operand::Timestamp, &compare_timestamps<GreaterEqual>},
    {"TimestampGreaterThanEqualsPath", Operand::Path, &compare_timestamps<GreaterEqual>},
    {"IsNull", Operand::Boolean, &is_null},
    {"IsPresent", Operand::Boolean, nullptr},
    {"IsNumeric", Operand::Boolean, &is_numeric},
    {"IsString", Operand::Boolean, &is_string},
    {"IsBoolean", Operand::Boolean, &is_boolean},
    {"IsTimestamp", Operand::Boolean, &is_timestamp},
});

}  // namespace

std::span<const Comparator> comparators() { return kComparators; }

const Comparator* find_comparator(std::string_view name) {
  const auto found =
      std::find_if(kComparators.begin(), kComparators.end(),
                   [&](const Comparator& comparator) { return comparator.name == name; });
  return found == kComparators.end() ? nullptr : &*found;
}

}  // namespace sfn::engine
