#include "base/async/deadline.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <cstdint>
#include <utility>

namespace sfn {
namespace asio = boost::asio;

namespace {

using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>,
                                         asio::io_context::executor_type>;

}  // namespace

struct Deadline::State {
  State(asio::io_context& context, std::function<void()> on_expiry)
      : timer(context), expire(std::move(on_expiry)) {}

  Timer timer;
  std::function<void()> expire;  // empty once the deadline is gone
  // A handler that was queued before the deadline was set anew belongs to an earlier generation.
  std::uint64_t generation = 0;
  bool expired = false;
};

Deadline::Deadline(asio::io_context& context, std::function<void()> expire)
    : state_(std::make_shared<State>(context, std::move(expire))) {}

Deadline::~Deadline() {
  clear();
  state_->expire = nullptr;
}

void Deadline::set_after(std::chrono::milliseconds time) {
  state_->expired = false;
  const std::uint64_t generation = ++state_->generation;
  state_->timer.expires_after(time);
  state_->timer.async_wait([state = state_, generation](const boost::system::error_code& ec) {
    if (ec || generation != state->generation) return;
    state->expired = true;
    state->expire();
  });
}

void Deadline::clear() {
  ++state_->generation;
  state_->expired = false;
  state_->timer.cancel();
}

bool Deadline::has_expired() const { return state_->expired; }

}  // namespace sfn
