#pragma once
// FakeClock: a source of workflow time that stands still until the test moves it. Thread-safe.
#include <atomic>
#include <optional>
#include <string_view>

#include "base/assert.h"
#include "base/clock.h"

namespace sfn::testing {

// "2026-01-01T00:00:00Z" as a literal of a test.
inline WorkflowTime at(std::string_view text) {
  const std::optional<WorkflowTime> time = parse_iso8601(text);
  SFN_ASSERT(time.has_value(), "the test's time is an ISO-8601 date-time: " + std::string(text));
  return *time;
}

class FakeClock final : public WorkflowTimeSource {
 public:
  explicit FakeClock(WorkflowTime start) : milliseconds_(to_epoch_milliseconds(start)) {}

  [[nodiscard]] WorkflowTime now() const override {
    return from_epoch_milliseconds(milliseconds_.load());
  }

  // Workflow time never goes back, so neither does this.
  void advance(std::chrono::milliseconds by) {
    SFN_ASSERT(by.count() >= 0, "workflow time goes forward");
    milliseconds_ += by.count();
  }

 private:
  std::atomic<std::int64_t> milliseconds_;
};

}  // namespace sfn::testing
