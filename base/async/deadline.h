#pragma once
// Deadline: does something once a time is up, e.g. closes the socket that a coroutine waits for.
// Setting and clearing it costs no allocation, so one deadline serves a connection for its whole
// life. Used on its context's thread only.
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace sfn {

class Deadline {
 public:
  // `expire` is called on the context's thread, never from within set_after() or clear(), and not
  // after the deadline is gone.
  Deadline(boost::asio::io_context& context, std::function<void()> expire);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  // Replaces what was set before.
  void set_after(std::chrono::milliseconds time);
  void clear();
  // Whether the time that was set last is up.
  [[nodiscard]] bool has_expired() const;

 private:
  struct State;
  std::shared_ptr<State> state_;  // outlives the deadline while the timer's handler is queued
};

}  // namespace sfn
