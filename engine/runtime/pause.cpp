#include "engine/runtime/pause.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <utility>

namespace sfn::engine {
namespace asio = boost::asio;

Pause::Pause(asio::io_context& context, std::chrono::milliseconds length)
    : context_(context), length_(length) {}

void Pause::then(std::function<void()> action) {
  asio::post(context_, [this, action = std::move(action)] {
    auto timer = std::make_shared<asio::steady_timer>(context_, length_);
    timer->async_wait([action, timer](const boost::system::error_code& ec) {
      if (!ec) action();
    });
  });
}

}  // namespace sfn::engine
