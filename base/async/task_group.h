#pragma once
// TaskGroup: the only place that starts coroutines. A group knows which of its tasks still run;
// whoever owns it keeps the context running until there are none, and tells them to end before.
// Used on its context's thread only.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <utility>

namespace sfn {

// Ends the task that was started with it: its wait is cut, and its next one throws. Harmless after
// the task's end. Copies are the same cancellation; each serves one task.
class Cancellation {
 public:
  void cancel() { signal_->emit(boost::asio::cancellation_type::terminal); }

 private:
  friend class TaskGroup;
  std::shared_ptr<boost::asio::cancellation_signal> signal_ =
      std::make_shared<boost::asio::cancellation_signal>();
};

class TaskGroup {
 public:
  // Called on the context's thread with what the task threw, if it threw.
  using Ended = std::function<void(const std::exception_ptr& failure)>;

  // The context must outlive the group, and the group its tasks. On the context's thread a task
  // begins at once and may have ended when start() returns.
  explicit TaskGroup(boost::asio::io_context& context) : context_(context) {}
  TaskGroup(const TaskGroup&) = delete;
  TaskGroup& operator=(const TaskGroup&) = delete;

  // Starts a task that its owner ends by other means, such as closing its socket: that spares the
  // cost of a cancellation slot on each of its waits.
  void start(boost::asio::awaitable<void> task, Ended ended);

  // Starts a task that the cancellation ends. `ended(failure, value)` gets a default value where
  // there is a failure.
  template <typename T, typename EndedWith>
  void start(boost::asio::awaitable<T> task, const Cancellation& cancellation, EndedWith ended) {
    ++running_;
    boost::asio::co_spawn(context_, std::move(task),
                          boost::asio::bind_cancellation_slot(
                              cancellation.signal_->slot(),
                              [this, signal = cancellation.signal_, ended = std::move(ended)](
                                  const std::exception_ptr& failure, T value) mutable {
                                --running_;
                                ended(failure, std::move(value));
                              }));
  }

  [[nodiscard]] std::size_t running() const { return running_; }

 private:
  boost::asio::io_context& context_;
  std::size_t running_ = 0;
};

}  // namespace sfn
