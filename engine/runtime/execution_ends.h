#pragma once
// ExecutionEnds: lets a task wait for the end of an execution. What has ended before is in the
// store: register first, then look there, then wait.
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <unordered_map>

namespace sfn::engine {

class ExecutionEnds {
 public:
  // The context must outlive this and those who wait.
  explicit ExecutionEnds(boost::asio::io_context& context) : context_(context) {}

  // One who waits; no longer registered when it goes. On the context's thread, which it must not
  // leave.
  class Waiter {
   public:
    Waiter(ExecutionEnds& ends, std::int64_t execution);
    ~Waiter();
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

    // Returns once the execution has ended. Throws where it is cancelled before.
    [[nodiscard]] boost::asio::awaitable<void> ended();

   private:
    friend class ExecutionEnds;
    ExecutionEnds& ends_;
    const std::int64_t execution_;
    boost::asio::steady_timer signal_;
    bool over_ = false;
  };

  // After the commit of the end. Thread-safe, and cheap while nobody waits.
  void tell(std::int64_t execution);
  [[nodiscard]] std::size_t waiting() const { return waiting_.load(); }

 private:
  void wake(std::int64_t execution);

  boost::asio::io_context& context_;
  std::atomic<std::size_t> waiting_{0};
  std::unordered_multimap<std::int64_t, Waiter*> waiters_;  // on the context's thread only
};

}  // namespace sfn::engine
