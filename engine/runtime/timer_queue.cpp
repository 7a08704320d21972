#include "engine/runtime/timer_queue.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>
#include <vector>

namespace sfn::engine {

TimerQueue::TimerQueue(boost::asio::io_context& context, const WorkflowTimeSource& clock,
                       std::chrono::milliseconds longest_sleep, Fire fire)
    : context_(context),
      clock_(clock),
      longest_sleep_(longest_sleep),
      fire_(std::move(fire)),
      timer_(context) {}

void TimerQueue::add(const TimerEntry& entry) {
  const std::lock_guard lock{mutex_};
  const bool first = entries_.empty() || entry < *entries_.begin();
  entries_.insert(entry);
  if (first && !stopped_) boost::asio::post(context_, [this] { arm(); });
}

void TimerQueue::remove(const TimerEntry& entry) {
  const std::lock_guard lock{mutex_};
  entries_.erase(entry);
}

std::size_t TimerQueue::size() const {
  const std::lock_guard lock{mutex_};
  return entries_.size();
}

void TimerQueue::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
  }
  boost::asio::post(context_, [this] { timer_.cancel(); });
}

void TimerQueue::arm() {
  WorkflowTime due;
  {
    const std::lock_guard lock{mutex_};
    if (stopped_ || entries_.empty()) return;
    due = entries_.begin()->due;
  }
  const auto wait = std::clamp(due - clock_.now(), std::chrono::milliseconds{0}, longest_sleep_);
  timer_.expires_after(wait);
  timer_.async_wait([this](const boost::system::error_code& ec) {
    if (!ec) pump();
  });
}

void TimerQueue::pump() {
  std::vector<TimerEntry> due;
  {
    const std::lock_guard lock{mutex_};
    const WorkflowTime now = clock_.now();
    const auto end = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const TimerEntry& e) { return e.due > now; });
    due.assign(entries_.begin(), end);
    entries_.erase(entries_.begin(), end);
  }
  for (const TimerEntry& entry : due) fire_(entry);
  arm();
}

}  // namespace sfn::engine
