#pragma once
// Merge sort with a comparison that may fail, as `^( )` and $sort need it: stable, and robust
// against comparisons that contradict each other. It halves as the reference implementation does,
// so that even those lead to the same order.
#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace sfn::query::jsonata {

template <typename IsSwapped>
bool merge_sort(std::span<std::size_t> order, std::span<std::size_t> spare, IsSwapped& is_swapped) {
  if (order.size() <= 1) return true;
  const std::size_t middle = order.size() / 2;
  if (!merge_sort(order.first(middle), spare, is_swapped) ||
      !merge_sort(order.subspan(middle), spare, is_swapped))
    return false;
  std::size_t left = 0, right = middle;
  for (std::size_t out = 0; out < order.size(); ++out) {
    bool takes_right = left == middle;
    if (left < middle && right < order.size()) {
      const std::optional<bool> answer = is_swapped(order[left], order[right]);
      if (!answer) return false;
      takes_right = *answer;
    }
    spare[out] = takes_right ? order[right++] : order[left++];
  }
  std::copy_n(spare.begin(), order.size(), order.begin());
  return true;
}

// The places 0 to size - 1 in their new order. `is_swapped(a, b)` says whether the item at `b`
// belongs before the one at `a`, or nothing where it failed, which ends the sort.
template <typename IsSwapped>
std::optional<std::vector<std::size_t>> merge_sorted(std::size_t size, IsSwapped&& is_swapped) {
  std::vector<std::size_t> order(size), spare(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (!merge_sort(std::span(order), std::span(spare), is_swapped)) return std::nullopt;
  return order;
}

}  // namespace sfn::query::jsonata
