#pragma once
// from_callback: waits for what another thread will say through a callback. A coroutine resumes on
// the executor that it was awaited on, whose context runs on until then.
#include <atomic>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <utility>

namespace sfn {

namespace detail {

// Resumes a waiting coroutine with the first value that it is told, from any thread.
template <typename T, typename Handler>
class Waiting {
 public:
  explicit Waiting(Handler handler)
      : handler_(std::move(handler)),
        work_(boost::asio::make_work_guard(boost::asio::get_associated_executor(handler_))) {}

  static void tell(const std::shared_ptr<Waiting>& waiting, T value) {
    if (waiting->is_told_.exchange(true)) return;
    // The coroutine may be through before post() is: its context has to be there until then.
    const auto work = waiting->work_;
    boost::asio::post(work.get_executor(), [waiting, value = std::move(value)]() mutable {
      waiting->work_.reset();
      Handler handler = std::move(waiting->handler_);
      std::move(handler)(std::move(value));
    });
  }

 private:
  Handler handler_;
  boost::asio::executor_work_guard<boost::asio::associated_executor_t<Handler>> work_;
  std::atomic<bool> is_told_{false};
};

template <typename T, typename Initiate>
boost::asio::awaitable<T> initiate_wait(Initiate initiate) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(T)>(
      std::move(initiate), boost::asio::use_awaitable);
}

}  // namespace detail

// `start(tell)` begins what is waited for; `tell` may be called on any thread. No cancellation cuts
// this wait: whoever asked for a thing learns that it was done.
template <typename T, typename Start>
[[nodiscard]] boost::asio::awaitable<T> from_callback(Start start) {
  return detail::initiate_wait<T>([start = std::move(start)](auto handler) mutable {
    auto waiting = std::make_shared<detail::Waiting<T, decltype(handler)>>(std::move(handler));
    start([waiting](T value) { waiting->tell(waiting, std::move(value)); });
  });
}

// The same, but the coroutine's cancellation ends the wait with T{}; what is told then is dropped.
// `leave()` is called once it is so, on the thread that cancels, maybe after the end of the wait.
template <typename T, typename Start, typename Leave>
[[nodiscard]] boost::asio::awaitable<T> from_callback_unless_cancelled(Start start, Leave leave) {
  return detail::initiate_wait<T>(
      [start = std::move(start), leave = std::move(leave)](auto handler) mutable {
        auto slot = boost::asio::get_associated_cancellation_slot(handler);
        auto waiting = std::make_shared<detail::Waiting<T, decltype(handler)>>(std::move(handler));
        if (slot.is_connected()) {
          auto cancel = [weak = std::weak_ptr(waiting),
                         leave = std::move(leave)](boost::asio::cancellation_type) {
            // The slot may outlive the wait.
            const auto waits = weak.lock();
            if (waits == nullptr) return;
            waits->tell(waits, T{});
            leave();
          };
          slot.assign(std::move(cancel));
        }
        start([waiting](T value) { waiting->tell(waiting, std::move(value)); });
      });
}

}  // namespace sfn
