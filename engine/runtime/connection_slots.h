#pragma once
// ConnectionSlots: how many connections may be used at a time; who finds none free waits, in order
// of arrival. Used on its context's thread only; its tasks may be cancelled at any time.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <deque>
#include <memory>
#include <utility>

namespace sfn::engine {

class ConnectionSlots {
 public:
  // Gives its place back, to the one that has waited longest, when it is gone.
  class Slot {
   public:
    explicit Slot(ConnectionSlots* slots) : slots_(slots) {}
    ~Slot() {
      if (slots_ != nullptr) slots_->release();
    }
    Slot(Slot&& other) noexcept : slots_(std::exchange(other.slots_, nullptr)) {}
    Slot& operator=(Slot&&) = delete;
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

   private:
    ConnectionSlots* slots_;
  };

  // The context must outlive the slots, and they what was taken from them.
  ConnectionSlots(boost::asio::io_context& context, std::size_t count)
      : context_(context), free_(count) {}
  ConnectionSlots(const ConnectionSlots&) = delete;
  ConnectionSlots& operator=(const ConnectionSlots&) = delete;

  // Throws system_error where the task is cancelled while it waits.
  [[nodiscard]] boost::asio::awaitable<Slot> take();

 private:
  struct Waiter;

  void release();

  boost::asio::io_context& context_;
  std::size_t free_;
  std::deque<Waiter*> waiting_;
};

}  // namespace sfn::engine
