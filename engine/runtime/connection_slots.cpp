#include "engine/runtime/connection_slots.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <chrono>
#include <tuple>

namespace sfn::engine {
namespace asio = boost::asio;

namespace {

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>,
                                         asio::io_context::executor_type>;

}  // namespace

// A place in the queue. It gets its slot from whoever gives one back, so that nobody who comes
// later can take it; if it is gone before it could use it, the slot goes to the next.
struct ConnectionSlots::Waiter {
  explicit Waiter(ConnectionSlots& of) : slots(of), timer(of.context_, Timer::time_point::max()) {
    slots.waiting_.push_back(this);
  }
  ~Waiter() {
    if (owns_slot) {
      slots.release();
    } else {
      std::erase(slots.waiting_, this);
    }
  }
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;

  ConnectionSlots& slots;
  Timer timer;  // cancelled to wake
  bool owns_slot = false;
};

asio::awaitable<ConnectionSlots::Slot> ConnectionSlots::take() {
  if (free_ > 0) {
    --free_;
    co_return Slot{this};
  }
  Waiter waiter{*this};
  const std::tuple<boost::system::error_code> woken = co_await waiter.timer.async_wait(kTuple);
  if (!waiter.owns_slot) throw boost::system::system_error(std::get<0>(woken));
  waiter.owns_slot = false;
  co_return Slot{this};
}

void ConnectionSlots::release() {
  if (waiting_.empty()) {
    ++free_;
    return;
  }
  Waiter* const next = waiting_.front();
  waiting_.pop_front();
  next->owns_slot = true;
  next->timer.cancel();
}

}  // namespace sfn::engine
