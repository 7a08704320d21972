#pragma once
// EffectRunner: starts armed effects after the commit that armed them, and cancels what is no
// longer armed. Timers go to the timer queue, the tasks of activities to those who poll for them,
// other calls to the first responder of a chain that takes them; the answers come back as signals.
// A call that its target has accepted is waited for, where it started a job, and else left to
// whoever has the task's token. Starting an effect twice is harmless while it is under way.
// Thread-safe: calls run on the context's thread.
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "base/async/task_group.h"
#include "base/log.h"
#include "engine/execution/effect.h"
#include "engine/execution/signal.h"
#include "engine/runtime/activities.h"
#include "engine/runtime/responder.h"
#include "engine/runtime/timer_queue.h"

namespace sfn::engine {

class EffectRunner {
 public:
  using Deliver = std::function<void(std::int64_t execution, Signal signal)>;

  EffectRunner(boost::asio::io_context& context, TimerQueue& timers, Activities& activities,
               std::vector<std::unique_ptr<Responder>> responders, Log& log, Deliver deliver);

  // Who looks at the children of a map run, which may have ended while nobody listened.
  void set_map_runs(
      std::function<void(std::int64_t execution, EffectId map_run)> look_at_children) {
    look_at_children_ = std::move(look_at_children);
  }

  void start(std::int64_t execution, std::vector<ArmedEffect> effects);
  void cancel(std::int64_t execution, std::vector<ArmedEffect> effects);
  // Runs the action when nothing of the call is under way any more, on the context's thread. After
  // what was started and cancelled before.
  void when_over(std::int64_t execution, EffectId effect, std::function<void()> action);
  // Ends all calls. On the context's thread.
  void stop();
  [[nodiscard]] std::size_t calls_in_flight() const {
    return in_flight_.load(std::memory_order_relaxed);
  }

 private:
  using Key = std::pair<std::int64_t, EffectId>;

  void begin_call(std::int64_t execution, const ArmedEffect& armed);
  void cancel_call(std::int64_t execution, const ArmedEffect& armed);
  void wait_for_job(std::int64_t execution, const ArmedEffect& armed);
  [[nodiscard]] Responder* responder_for(const CallEffect& call) const;
  // What the end of a part of a call is told as.
  using Tell = Signal (*)(EffectId effect, CallResult result);
  void run(const Key& key, boost::asio::awaitable<CallResult> part, Tell tell);
  void end(const Key& key, const std::exception_ptr& failure, CallResult result, Tell tell);

  boost::asio::io_context& context_;
  TimerQueue& timers_;
  Activities& activities_;
  std::vector<std::unique_ptr<Responder>> responders_;
  Log& log_;
  Deliver deliver_;
  std::function<void(std::int64_t, EffectId)> look_at_children_;
  TaskGroup tasks_;  // this and the next on the context's thread only
  std::map<Key, Cancellation> calls_;
  std::multimap<Key, std::function<void()>> when_over_;
  std::atomic<std::size_t> in_flight_{0};
  bool stopped_ = false;
};

}  // namespace sfn::engine
