#include "base/java/hash_order.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "base/utf16.h"
#include "base/utf8.h"

namespace sfn {
namespace {

// Of a java.util.HashMap that was told no size.
constexpr std::size_t kBuckets = 16;

// Precondition: the capacity is a power of two, as all of Java's are.
std::vector<std::size_t> order_in_buckets(std::span<const std::int32_t> hashes,
                                          std::size_t capacity) {
  const auto bucket = [&](std::size_t index) {
    const auto hash = static_cast<std::uint32_t>(hashes[index]);
    return (hash ^ (hash >> 16)) & (capacity - 1);
  };
  std::vector<std::size_t> order(hashes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Within a bucket in order of insertion; doubling keeps that order.
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return bucket(a) < bucket(b); });
  return order;
}

}  // namespace

std::int32_t java_string_hash(std::string_view text) {
  std::uint32_t hash = 0;
  const auto add = [&hash](std::uint32_t unit) { hash = hash * 31 + unit; };
  for (std::size_t i = 0; i < text.size();) {
    const auto [code, length] = code_point_at(text, i);
    if (code >= 0x10000) {
      for (const char32_t half : surrogates_of(code)) add(half);
    } else {
      add(code);
    }
    i += length;
  }
  return static_cast<std::int32_t>(hash);
}

std::vector<std::size_t> java_hash_set_order(std::span<const std::int32_t> hashes,
                                             std::size_t collection_size) {
  // Java's HashSet(Collection) makes room for all values of the collection before it knows which
  // are equal.
  return order_in_buckets(hashes, std::bit_ceil(std::max(collection_size * 4 / 3 + 1, kBuckets)));
}

std::vector<std::size_t> java_hash_order(std::span<const std::string_view> keys) {
  std::vector<std::int32_t> hashes(keys.size());
  std::transform(keys.begin(), keys.end(), hashes.begin(), java_string_hash);
  // Doubled whenever more than three quarters are in use.
  std::size_t capacity = kBuckets;
  while (hashes.size() * 4 > capacity * 3) capacity *= 2;
  return order_in_buckets(hashes, capacity);
}

}  // namespace sfn
