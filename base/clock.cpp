#include "base/clock.h"

#include <algorithm>

#include "base/assert.h"

namespace sfn {
namespace {

// Raises the value to at least the given one and returns what it is then.
std::int64_t raise(std::atomic<std::int64_t>& value, std::int64_t to) {
  std::int64_t seen = value.load();
  while (seen < to && !value.compare_exchange_weak(seen, to)) {
  }
  return std::max(seen, to);
}

}  // namespace

std::int64_t system_milliseconds() {
  const auto wall = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(wall).count();
}

WallWorkflowTimeSource::WallWorkflowTimeSource(std::chrono::milliseconds offset,
                                               WallClock wall_milliseconds)
    : wall_milliseconds_(wall_milliseconds), offset_milliseconds_(offset.count()), latest_(0) {}

// A wall clock that was set back by a day must not make time stand still for a day: the offset
// takes up what was taken back.
WorkflowTime WallWorkflowTimeSource::now() const {
  while (true) {
    // In this order: whoever gave the latest time read the wall clock before this does, so nothing
    // but a clock that was set back is behind it.
    const std::int64_t latest = latest_.load();
    std::int64_t offset = offset_milliseconds_.load();
    const std::int64_t time = wall_milliseconds_() + offset;
    if (time >= latest) return from_epoch_milliseconds(raise(latest_, time));
    offset_milliseconds_.compare_exchange_strong(offset, offset + latest - time);
  }
}

void WallWorkflowTimeSource::skip(std::chrono::milliseconds by) {
  SFN_ASSERT(by.count() >= 0, "workflow time goes forward");
  offset_milliseconds_.fetch_add(by.count());
}

std::chrono::milliseconds WallWorkflowTimeSource::offset() const {
  return std::chrono::milliseconds{offset_milliseconds_.load()};
}

void WallWorkflowTimeSource::not_before(WorkflowTime time) {
  raise(latest_, to_epoch_milliseconds(time));
}

}  // namespace sfn
