#pragma once
// The order in which Java's HashMap and HashSet walk their keys. It shows through in AWS's answers:
// payload templates, lists of fields in validation messages, HTTP headers of task results.
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sfn {

// java.lang.String.hashCode: over UTF-16 units. Precondition: UTF-8.
[[nodiscard]] std::int32_t java_string_hash(std::string_view text);

// Indices of the elements in iteration order, for the HashSet that is made of a collection with
// that many values, of which those with these hash codes are left. Precondition: no two of them are
// equal.
[[nodiscard]] std::vector<std::size_t> java_hash_set_order(std::span<const std::int32_t> hashes,
                                                           std::size_t collection_size);
// Indices of the keys in iteration order, for keys put one after the other into an empty map.
// Precondition: keys are unique.
[[nodiscard]] std::vector<std::size_t> java_hash_order(std::span<const std::string_view> keys);

}  // namespace sfn
