#pragma once
// Budget: bounds one evaluation in steps, depth and bytes, and asks now and then whether it should
// stop, so that a hostile expression ends and disturbs no other execution. One object for each
// evaluation; not thread-safe.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace sfn::query {

// So much text costs a step wherever it is gone through.
inline constexpr std::size_t kBytesOfStep = 16;

class Budget {
 public:
  struct Limits {
    std::uint64_t steps = 50'000'000;
    std::size_t depth = 1'000;
    std::size_t bytes = 64u * 1024 * 1024;
  };

  Budget() = default;
  // should_stop is asked every thousand steps.
  Budget(Limits limits, std::function<bool()> should_stop)
      : limits_(limits), should_stop_(std::move(should_stop)) {}

  // An unused one for a part that counts for itself, which may not be nested more deeply than that.
  // What it is stopped by stays the same: the time goes on.
  [[nodiscard]] Budget renewed(std::size_t depth) const {
    return {{limits_.steps, std::min(depth, limits_.depth), limits_.bytes}, should_stop_};
  }

  // False when the evaluation must end. A step is some ten nanoseconds.
  [[nodiscard]] bool take_step(std::uint64_t steps = 1) {
    steps_ += steps;
    if (steps_ > limits_.steps) return false;
    if (steps_ - asked_at_ < 1000) return true;
    asked_at_ = steps_;
    return !should_stop_ || !should_stop_();
  }
  [[nodiscard]] bool take_bytes(std::size_t bytes) { return (bytes_ += bytes) <= limits_.bytes; }
  [[nodiscard]] std::size_t depth_limit() const { return limits_.depth; }

 private:
  Limits limits_;
  std::function<bool()> should_stop_;
  std::uint64_t steps_ = 0;
  std::uint64_t asked_at_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace sfn::query
