#pragma once
// Retrier: one entry of Retry: which errors it is for, how often, and after what delay. A value.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json/json.h"
#include "base/random.h"
#include "engine/asl/place.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

enum class JitterStrategy : std::uint8_t { None, Full };

// ASL "Retrying after error"
struct Retrier {
  std::vector<std::string> error_equals;
  std::uint32_t max_attempts = 3;
  std::int64_t interval_seconds = 1;
  double backoff_rate = 2.0;
  std::optional<std::int64_t> max_delay_seconds;
  JitterStrategy jitter = JitterStrategy::None;

  [[nodiscard]] bool matches(const StatesError& error) const;
  // Before the n-th retry by this retrier, n = 1, 2, …
  [[nodiscard]] std::chrono::milliseconds delay(std::uint32_t n, Random& random) const;
};

// The Retry of a state; the place is the state. What is wrong is reported.
[[nodiscard]] std::vector<Retrier> parse_retry(const Json& state, const asl::Place& place);

}  // namespace sfn::engine
