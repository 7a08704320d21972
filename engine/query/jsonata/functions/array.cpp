// JSONata "Array functions": append, sort, reverse, shuffle, distinct, zip.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <unordered_map>

#include "engine/query/jsonata/compare.h"
#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/merge_sort.h"
#include "engine/query/jsonata/sequence.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {
namespace {

Value append(const Call& call) {
  const std::size_t added = call[1].is_array() ? call[1].size() : 1;
  if (!call.evaluator.take_steps(1 + added)) return Value::failed();
  return appended(call.evaluator, call[0], call[1]);
}

// Whether a comparison's result means "swap": JavaScript's idea of true.
bool is_truthy(const Value& value) {
  if (value.is_undefined() || value.is_null()) return false;
  if (value.is_boolean()) return value.as_boolean();
  if (value.is_number()) return value.as_number() != 0 && !std::isnan(value.as_number());
  return !value.is_string() || !value.as_string().empty();
}

// Numbers only or strings only, which have an order of their own; nothing where that is an error.
std::optional<bool> is_sortable(Evaluator& evaluator, const ArrayView& items) {
  bool are_numbers = true, are_strings = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Numeric kind = numeric(items[i]);
    if (kind == Numeric::OutOfRange) {
      static_cast<void>(evaluator.fail(Code::D1001, items[i]));
      return std::nullopt;
    }
    are_numbers = are_numbers && kind == Numeric::Yes;
    are_strings = are_strings && items[i].is_string();
  }
  return are_numbers || are_strings;
}

Value sort(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (call[0].size() <= 1) return call[0];
  Evaluator& evaluator = call.evaluator;
  const ArrayView items(call[0]);
  if (call[1].is_undefined()) {
    const auto sortable = is_sortable(evaluator, items);
    if (!sortable) return Value::failed();
    if (!*sortable) {
      ErrorFacts facts;
      facts.code = Code::D3070;
      facts.index = 1;
      return evaluator.fail(std::move(facts));
    }
  }
  const auto is_swapped = [&](std::size_t a, std::size_t b) -> std::optional<bool> {
    const Value left = items[a], right = items[b];
    if (call[1].is_function()) {
      const Value answer = evaluator.call(call[1], {left, right}, Value::null(), nullptr);
      return answer.is_failed() ? std::nullopt : std::optional(is_truthy(answer));
    }
    if (!evaluator.take_steps(1)) return std::nullopt;
    if (left.is_string() &&
        !evaluator.take_text_steps(std::min(left.as_string().size(), right.as_string().size())))
      return std::nullopt;
    return left.is_string() ? compare_units(left.as_string(), right.as_string()) > 0
                            : left.as_number() > right.as_number();
  };
  evaluator.arena().charge(2 * items.size() * sizeof(std::size_t));
  const auto order = merge_sorted(items.size(), is_swapped);
  if (!order) return Value::failed();
  auto* const sorted = evaluator.arena().make_array<Value>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) sorted[i] = items[(*order)[i]];
  return Value::array(sorted, items.size());
}

Value reverse(const Call& call) {
  if (call[0].is_undefined() || call[0].size() <= 1) return call[0];
  const ArrayView items(call[0]);
  if (!call.evaluator.take_steps(items.size())) return Value::failed();
  auto* const reversed = call.evaluator.arena().make_array<Value>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) reversed[i] = items[items.size() - 1 - i];
  return Value::array(reversed, items.size());
}

Value shuffle(const Call& call) {
  if (call[0].is_undefined() || call[0].size() <= 1) return call[0];
  const ArrayView items(call[0]);
  if (!call.evaluator.take_steps(items.size())) return Value::failed();
  auto* const shuffled = call.evaluator.arena().make_array<Value>(items.size());
  // Fisher and Yates, from the inside out.
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto place =
        static_cast<std::size_t>(call.evaluator.random().unit() * static_cast<double>(i + 1));
    shuffled[i] = shuffled[place];
    shuffled[place] = items[i];
  }
  return Value::array(shuffled, items.size());
}

// Equal values have equal hashes. Of what is nested, the outer levels are enough. `steps` counts
// what that costs.
std::size_t hash_of(const Value& value, std::size_t levels, std::uint64_t& steps) {
  ++steps;
  if (levels == 0) return 0;
  if (value.is_number()) return std::hash<double>{}(value.as_number() + 0.0);
  if (value.is_string()) {
    steps += value.as_string().size() / kBytesOfStep;
    return std::hash<std::string_view>{}(value.as_string());
  }
  if (value.is_array()) {
    const std::size_t first =
        value.size() == 0 ? 0 : hash_of(ArrayView(value)[0], levels - 1, steps);
    return first * 31 + value.size() + 1;
  }
  if (value.is_object()) {
    // The order of members does not count.
    const ObjectView members(value);
    std::size_t sum = members.size();
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Value member = members.value(i);
      if (!member.is_array() && !member.is_object()) sum += hash_of(member, levels, steps);
    }
    steps += members.size();
    return sum * 37;
  }
  return static_cast<std::size_t>(value.tag()) * 7 + (value.is_boolean() && value.as_boolean());
}

Value distinct(const Call& call) {
  using Truth = Evaluator::Truth;
  if (!call[0].is_array() || call[0].size() <= 1) return call[0];
  Evaluator& evaluator = call.evaluator;
  const ArrayView items(call[0]);
  Evaluator::List kept(evaluator);
  evaluator.arena().charge(items.size() * 8 * sizeof(std::size_t));
  std::unordered_multimap<std::size_t, std::size_t> by_hash;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value item = items[i];
    constexpr std::size_t kHashedLevels = 4;
    std::uint64_t steps = 0;
    const std::size_t hash = hash_of(item, kHashedLevels, steps);
    if (!evaluator.take_steps(steps)) return Value::failed();
    const auto [begin, end] = by_hash.equal_range(hash);
    bool is_known = false;
    for (auto known = begin; known != end && !is_known; ++known) {
      const Truth is_same = evaluator.equal(kept[known->second], item);
      if (is_same == Truth::Failed) return Value::failed();
      is_known = is_same == Truth::True;
    }
    if (is_known) continue;
    by_hash.emplace(hash, kept.size());
    kept.push(item);
  }
  return kept.finish(call[0].is_sequence() ? array_flags::kSequence : 0);
}

Value zip(const Call& call) {
  std::size_t length = call[0].is_array() ? call[0].size() : 0;
  for (const Value& list : call.arguments)
    length = std::min(length, list.is_array() ? list.size() : 0);
  if (!call.evaluator.take_steps(length * call.arguments.size())) return Value::failed();
  Evaluator::List zipped(call.evaluator);
  for (std::size_t i = 0; i < length; ++i) {
    auto* const row = call.evaluator.arena().make_array<Value>(call.arguments.size());
    for (std::size_t k = 0; k < call.arguments.size(); ++k) row[k] = ArrayView(call[k])[i];
    zipped.push(Value::array(row, call.arguments.size()));
  }
  return zipped.finish(0);
}

constexpr auto kArrayFunctions = std::to_array<Builtin>({
    {"append", "<xx:a>", 2, &append},
    {"sort", "<af?:a>", 2, &sort},
    {"reverse", "<a:a>", 1, &reverse},
    {"shuffle", "<a:a>", 1, &shuffle},
    {"distinct", "<x:x>", 1, &distinct},
    {"zip", "<a+>", 0, &zip},
});

}  // namespace

std::span<const Builtin> array_functions() { return kArrayFunctions; }

}  // namespace sfn::query::jsonata
