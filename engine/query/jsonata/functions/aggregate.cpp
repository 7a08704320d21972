// JSONata "Numeric aggregation functions": sum, count, max, min, average.
#include <algorithm>
#include <array>

#include "engine/query/jsonata/evaluator.h"

namespace sfn::query::jsonata {
namespace {

Value sum(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!call.evaluator.take_steps(call[0].size())) return Value::failed();
  const ArrayView numbers(call[0]);
  double total = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) total += numbers[i].as_number();
  return Value::number(total);
}

Value count(const Call& call) {
  return Value::number(call[0].is_undefined() ? 0 : static_cast<double>(call[0].size()));
}

// The most extreme of some numbers.
template <typename IsBetter>
Value extreme(const Call& call, IsBetter&& is_better) {
  if (call[0].is_undefined() || call[0].size() == 0) return Value::undefined();
  if (!call.evaluator.take_steps(call[0].size())) return Value::failed();
  const ArrayView numbers(call[0]);
  Value best = numbers[0];
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (is_better(numbers[i].as_number(), best.as_number())) best = numbers[i];
  }
  return best;
}

Value max(const Call& call) {
  return extreme(call, [](double a, double b) { return a > b; });
}

Value min(const Call& call) {
  return extreme(call, [](double a, double b) { return a < b; });
}

Value average(const Call& call) {
  if (call[0].is_undefined() || call[0].size() == 0) return Value::undefined();
  const Value total = sum(call);
  if (total.is_failed()) return total;
  return Value::number(total.as_number() / static_cast<double>(call[0].size()));
}

constexpr auto kAggregateFunctions = std::to_array<Builtin>({
    {"sum", "<a<n>:n>", 1, &sum},
    {"count", "<a:n>", 1, &count},
    {"max", "<a<n>:n>", 1, &max},
    {"min", "<a<n>:n>", 1, &min},
    {"average", "<a<n>:n>", 1, &average},
});

}  // namespace

std::span<const Builtin> aggregate_functions() { return kAggregateFunctions; }

}  // namespace sfn::query::jsonata
