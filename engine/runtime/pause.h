#pragma once
// Pause: what is tried again after a failure, once a while has passed: a disk that is full or that
// cannot be read is not asked all the time. Thread-safe.
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>

namespace sfn::engine {

class Pause {
 public:
  // The context must outlive this.
  Pause(boost::asio::io_context& context, std::chrono::milliseconds length);

  // Runs the action on the context's thread; not at all if that stops before.
  void then(std::function<void()> action);

 private:
  boost::asio::io_context& context_;
  const std::chrono::milliseconds length_;
};

}  // namespace sfn::engine
