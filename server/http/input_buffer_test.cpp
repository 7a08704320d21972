#include "server/http/input_buffer.h"

#include <cstring>

#include "base/testing/catch.h"

namespace sfn::server {
namespace {

void receive(InputBuffer& buffer, std::string_view bytes) {
  const boost::asio::mutable_buffer room = buffer.room();
  REQUIRE(room.size() >= bytes.size());
  std::memcpy(room.data(), bytes.data(), bytes.size());
  buffer.received(bytes.size());
}

}  // namespace

TEST_CASE("InputBuffer: gives out what it received, once", "[server][http]") {
  InputBuffer buffer;
  CHECK(buffer.empty());
  receive(buffer, "abc");
  receive(buffer, "def");
  CHECK(buffer.view() == "abcdef");
  buffer.consume(2);
  receive(buffer, "g");
  CHECK(buffer.view() == "cdefg");
  buffer.consume(5);
  CHECK(buffer.empty());
}

TEST_CASE("InputBuffer: grows to its largest size and then has no room", "[server][http]") {
  InputBuffer buffer;
  CHECK(buffer.room().size() == InputBuffer::kSmall);
  std::string all;
  while (buffer.room().size() > 0) {
    const std::string bytes(buffer.room().size(), static_cast<char>('a' + all.size() % 26));
    receive(buffer, bytes);
    all += bytes;
  }
  CHECK(all.size() == InputBuffer::kLarge);
  CHECK(buffer.view() == all);
}

TEST_CASE("InputBuffer: is large at once for what is large, and small again when it is empty",
          "[server][http]") {
  InputBuffer buffer;
  buffer.expect_much();
  CHECK(buffer.room().size() == InputBuffer::kLarge);
  receive(buffer, "x");
  buffer.consume(1);
  CHECK(buffer.room().size() == InputBuffer::kSmall);
}

}  // namespace sfn::server
