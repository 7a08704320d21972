#pragma once
// TimerQueue: all timers of all executions, ordered by the instant of workflow time, pumped by one
// Asio timer. A timer never fires early: the clock is looked at again now and then, for it may jump
// and the machine may sleep. Thread-safe; a mutex guards the ordered set.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <compare>
#include <functional>
#include <mutex>
#include <set>

#include "base/clock.h"
#include "engine/execution/ids.h"

namespace sfn::engine {

struct TimerEntry {
  WorkflowTime due;
  std::int64_t execution = 0;
  EffectId
      effect;  // the zero effect wakes an execution that is not in memory, whatever is due there
  friend auto operator<=>(const TimerEntry&, const TimerEntry&) = default;
};

class TimerQueue {
 public:
  using Fire = std::function<void(const TimerEntry&)>;

  // fire is called on the context's thread, without the lock held. The clock is looked at again
  // after longest_sleep at the latest.
  TimerQueue(boost::asio::io_context& context, const WorkflowTimeSource& clock,
             std::chrono::milliseconds longest_sleep, Fire fire);

  void add(const TimerEntry& entry);
  void remove(const TimerEntry& entry);
  [[nodiscard]] std::size_t size() const;
  void stop();

 private:
  void arm();
  void pump();

  boost::asio::io_context& context_;
  const WorkflowTimeSource& clock_;
  const std::chrono::milliseconds longest_sleep_;
  Fire fire_;
  boost::asio::steady_timer timer_;  // used on the context's thread only
  mutable std::mutex mutex_;
  std::set<TimerEntry> entries_;
  bool stopped_ = false;
};

}  // namespace sfn::engine
