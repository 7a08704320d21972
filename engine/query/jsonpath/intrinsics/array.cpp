// ASL "Intrinsic Functions": the functions for arrays.
#include <array>
#include <cstdlib>
#include <unordered_map>
#include <utility>

#include "base/java/hash_order.h"
#include "engine/query/jsonpath/intrinsics/intrinsic.h"
#include "engine/query/jsonpath/java_value.h"

namespace sfn::jsonpath {
namespace {

// AWS "Intrinsics": a range has at most a thousand elements.
constexpr std::int64_t kRangeLimit = 1000;

IntrinsicResult array_of(IntrinsicArguments arguments, const query::Scope&, query::Budget& budget) {
  if (!budget.take_step(arguments.size())) return stopped();
  Json::Items items;
  items.reserve(arguments.size());
  for (const IntrinsicArgument& argument : arguments) items.push_back(argument.value);
  return Json::array(std::move(items));
}

// Observed: 2.6 parts into twos, and what is less than 1 then is refused.
IntrinsicResult array_partition(IntrinsicArguments arguments, const query::Scope&,
                                query::Budget& budget) {
  const Json& array = arguments[0].value;
  const auto size = truncated_integer(arguments[1].value);
  if (!array.is_array() || !size || *size < 1) return invalid_arguments();
  const Json::Items& items = array.items();
  if (!budget.take_step(items.size())) return stopped();
  const auto chunk = static_cast<std::ptrdiff_t>(*size);
  Json::Items chunks;
  for (auto begin = items.begin(); begin != items.end();) {
    const auto end = begin + std::min(chunk, items.end() - begin);
    chunks.push_back(Json::array(Json::Items(begin, end)));
    begin = end;
  }
  return Json::array(std::move(chunks));
}

// Observed: true is found in ["true"], and an object only with its members in the same order: AWS
// compares what is printed.
IntrinsicResult array_contains(IntrinsicArguments arguments, const query::Scope&,
                               query::Budget& budget) {
  if (!arguments[0].value.is_array()) return invalid_arguments();
  const auto sought = printed({arguments[1].value}, budget);
  if (!sought) return stopped();
  for (const Json& item : arguments[0].value.items()) {
    const auto text = printed({item}, budget);
    if (!text) return stopped();
    if (*text == *sought) return Json::boolean(true);
  }
  return Json::boolean(false);
}

// Observed: bounds and step lose their fractions first, so that a step of 0.49 is none.
IntrinsicResult array_range(IntrinsicArguments arguments, const query::Scope&,
                            query::Budget& budget) {
  const auto first = truncated_integer(arguments[0].value);
  const auto last = truncated_integer(arguments[1].value);
  const auto step = truncated_integer(arguments[2].value);
  if (!first || !last || !step || *step == 0) return invalid_arguments();
  const std::int64_t distance = std::int64_t{*last} - *first;
  const bool leads_there = distance == 0 || (distance > 0) == (*step > 0);
  const std::int64_t count = leads_there ? distance / *step + 1 : 0;
  if (count > kRangeLimit) return invalid_arguments();
  if (!budget.take_step(static_cast<std::uint64_t>(count))) return stopped();
  Json::Items items;
  items.reserve(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) items.push_back(Json::integer(*first + i * *step));
  return Json::array(std::move(items));
}

// Observed: an empty array has null at every index.
IntrinsicResult array_get_item(IntrinsicArguments arguments, const query::Scope&, query::Budget&) {
  const Json& array = arguments[0].value;
  const auto index = truncated_integer(arguments[1].value);
  if (!array.is_array() || !index) return invalid_arguments();
  const Json::Items& items = array.items();
  if (items.empty()) return Json{};
  if (*index < 0 || static_cast<std::size_t>(*index) >= items.size()) return invalid_arguments();
  return items[static_cast<std::size_t>(*index)];
}

IntrinsicResult array_length(IntrinsicArguments arguments, const query::Scope&, query::Budget&) {
  if (!arguments[0].value.is_array()) return invalid_arguments();
  return Json::integer(static_cast<std::int64_t>(arguments[0].value.items().size()));
}

// Observed: the order of a Java HashSet, so that [[1,2],[1,2],[2,1]] becomes [[2,1],[1,2]].
IntrinsicResult array_unique(IntrinsicArguments arguments, const query::Scope&,
                             query::Budget& budget) {
  if (!arguments[0].value.is_array()) return invalid_arguments();
  const std::size_t bytes = arguments[0].value.text_bytes();
  if (!budget.take_step(1 + bytes / 16)) return stopped();
  std::unordered_map<std::int32_t, std::vector<std::size_t>> by_hash;
  Json::Items distinct;
  std::vector<std::int32_t> hashes;
  for (const Json& item : arguments[0].value.items()) {
    const std::int32_t hash = java_hash(item);
    std::vector<std::size_t>& same_hash = by_hash[hash];
    bool is_known = false;
    for (const std::size_t index : same_hash) {
      // Values of one hash code can be made by the thousand, and be long.
      if (!budget.take_step(1 + item.text_bytes() / 16)) return stopped();
      is_known = is_known || java_equal(distinct[index], item);
    }
    if (is_known) continue;
    same_hash.push_back(distinct.size());
    hashes.push_back(hash);
    distinct.push_back(item);
  }
  Json::Items ordered;
  ordered.reserve(distinct.size());
  for (const std::size_t index : java_hash_set_order(hashes, arguments[0].value.items().size())) {
    ordered.push_back(distinct[index]);
  }
  return Json::array(std::move(ordered));
}

constexpr auto kArrayIntrinsics = std::to_array<Intrinsic>({
    {"States.Array", 0, Intrinsic::kAnyNumber, &array_of},
    {"States.ArrayPartition", 2, 2, &array_partition},
    {"States.ArrayContains", 2, 2, &array_contains},
    {"States.ArrayRange", 3, 3, &array_range},
    {"States.ArrayGetItem", 2, 2, &array_get_item},
    {"States.ArrayLength", 1, 1, &array_length},
    {"States.ArrayUnique", 1, 1, &array_unique},
});

}  // namespace

std::span<const Intrinsic> array_intrinsics() { return kArrayIntrinsics; }

}  // namespace sfn::jsonpath
