#pragma once
// InputBuffer: the bytes that a connection has received and not used yet. Small, because idle
// connections keep theirs; grows for what does not fit and shrinks again when it is empty. Not
// thread-safe.
#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <string_view>
#include <vector>

namespace sfn::server {

class InputBuffer {
 public:
  static constexpr std::size_t kSmall = 2 * 1024;
  static constexpr std::size_t kLarge = 64 * 1024;

  [[nodiscard]] bool empty() const { return begin_ == end_; }
  [[nodiscard]] std::string_view view() const { return {bytes_.data() + begin_, end_ - begin_}; }
  void consume(std::size_t bytes);

  // Room to receive into; empty if the buffer is full at its largest size.
  [[nodiscard]] boost::asio::mutable_buffer room();
  void received(std::size_t bytes) { end_ += bytes; }
  // From now on there is much to come, as of a body.
  void expect_much() { expects_much_ = true; }

 private:
  std::vector<char> bytes_ = std::vector<char>(kSmall);
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool expects_much_ = false;
};

}  // namespace sfn::server
