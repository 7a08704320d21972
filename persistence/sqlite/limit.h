#pragma once
// LIMIT takes a signed number and means "no limit" by a negative one.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace sfn::persistence::sqlite {

inline std::int64_t sql_limit(std::size_t limit) {
  constexpr auto kLargest = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(std::min(limit, kLargest));
}

}  // namespace sfn::persistence::sqlite
