#include "engine/runtime/execution_ends.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace sfn::engine {
namespace asio = boost::asio;

ExecutionEnds::Waiter::Waiter(ExecutionEnds& ends, std::int64_t execution)
    : ends_(ends),
      execution_(execution),
      signal_(ends.context_, asio::steady_timer::time_point::max()) {
  ends_.waiters_.emplace(execution, this);
  ends_.waiting_.fetch_add(1);
}

ExecutionEnds::Waiter::~Waiter() {
  ends_.waiting_.fetch_sub(1);
  const auto [first, last] = ends_.waiters_.equal_range(execution_);
  for (auto at = first; at != last; ++at) {
    if (at->second != this) continue;
    ends_.waiters_.erase(at);
    return;
  }
}

asio::awaitable<void> ExecutionEnds::Waiter::ended() {
  while (!over_) {
    const auto [ec] = co_await signal_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!over_ && ec) throw boost::system::system_error(ec);
  }
}

// Who registers after this has looked finds the end in the store, where it was before.
void ExecutionEnds::tell(std::int64_t execution) {
  if (waiting_.load() == 0) return;
  asio::post(context_, [this, execution] { wake(execution); });
}

void ExecutionEnds::wake(std::int64_t execution) {
  const auto [first, last] = waiters_.equal_range(execution);
  for (auto at = first; at != last; ++at) {
    at->second->over_ = true;
    at->second->signal_.cancel();
  }
}

}  // namespace sfn::engine
