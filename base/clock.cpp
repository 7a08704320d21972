#include "base/clock.h"

#include <algorithm>

#include "base/assert.h"

namespace sfn {
namespace {

// Raises the value to at least the given one and returns what it is then.
std::int64_t raise(std::atomic<std::int64_t>& value, std::int64_t to) {
  std::int64_t seen = value.load(std::memory_order_relaxed);
  while (seen < to && !value.compare_exchange_weak(seen, to, std::memory_order_relaxed)) {
  }
  return std::max(seen, to);
}

}  // namespace

WallWorkflowTimeSource::WallWorkflowTimeSource(std::chrono::milliseconds offset)
    : offset_milliseconds_(offset.count()), latest_(0) {}

WorkflowTime WallWorkflowTimeSource::now() const {
  const auto wall = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  return from_epoch_milliseconds(raise(latest_, wall.count() + offset_milliseconds_.load(std::memory_order_relaxed)));
}

void WallWorkflowTimeSource::skip(std::chrono::milliseconds by) {
  SFN_ASSERT(by.count() >= 0, "workflow time goes forward");
  offset_milliseconds_.fetch_add(by.count(), std::memory_order_relaxed);
}

std::chrono::milliseconds WallWorkflowTimeSource::offset() const {
  return std::chrono::milliseconds{offset_milliseconds_.load(std::memory_order_relaxed)};
}

void WallWorkflowTimeSource::not_before(WorkflowTime time) { raise(latest_, to_epoch_milliseconds(time)); }

}  // namespace sfn
