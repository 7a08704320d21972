#pragma once
// The order in which Java's HashMap and HashSet walk their keys. It shows through in AWS's answers: payload templates,
// lists of fields in validation messages, HTTP headers of task results.
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sfn {

// java.lang.String.hashCode: over UTF-16 units. Precondition: UTF-8.
[[nodiscard]] std::int32_t java_string_hash(std::string_view text);

// Indices of the elements in iteration order, for elements of these hash codes that are added one after the other to an empty set.
// Precondition: no two elements are equal.
[[nodiscard]] std::vector<std::size_t> java_hash_order(std::span<const std::int32_t> hashes);
// Indices of the keys in iteration order, for keys put one after the other into an empty map. Precondition: keys are unique.
[[nodiscard]] std::vector<std::size_t> java_hash_order(std::span<const std::string_view> keys);

}  // namespace sfn
