#include "server/http/input_buffer.h"

#include <algorithm>
#include <cstring>

namespace sfn::server {

void InputBuffer::consume(std::size_t bytes) {
  begin_ += bytes;
  if (begin_ != end_) return;
  begin_ = end_ = 0;
  expects_much_ = false;
  if (bytes_.size() > kSmall) bytes_ = std::vector<char>(kSmall);
}

boost::asio::mutable_buffer InputBuffer::room() {
  if (begin_ > 0) {
    std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (expects_much_ && bytes_.size() < kLarge) bytes_.resize(kLarge);
  if (end_ == bytes_.size()) bytes_.resize(std::min(kLarge, bytes_.size() * 2));
  return {bytes_.data() + end_, bytes_.size() - end_};
}

}  // namespace sfn::server
