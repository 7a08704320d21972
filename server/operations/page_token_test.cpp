#include "server/operations/page_token.h"

#include "base/testing/catch.h"

namespace sfn::server {

TEST_CASE("page token: comes back as the position it was made of", "[server][operations]") {
  using namespace std::string_literals;
  for (const std::string& position :
       {""s, "1"s, "state-machine"s, "é\0\xFF"s, std::string(1000, 'x')}) {
    const auto read = read_page_token({"list", "m"}, make_page_token({"list", "m"}, position));
    REQUIRE(read);
    CHECK(*read == position);
  }
}

TEST_CASE("page token: is good for its own call only", "[server][operations]") {
  const std::string token = make_page_token({"list", "m", "RUNNING"}, "7");
  CHECK(read_page_token({"list", "m", "RUNNING"}, token));
  CHECK_FALSE(read_page_token({"list", "m", "FAILED"}, token));
  CHECK_FALSE(read_page_token({"list", "mR", "UNNING"}, token));
  CHECK_FALSE(read_page_token({"list", "m"}, token));
}

TEST_CASE("page token: garbage is refused", "[server][operations]") {
  const std::string token = make_page_token({"list"}, "7");
  for (const std::string& garbage :
       {std::string(), std::string("x"), token.substr(1), token + "0", token + "00",
        "G" + token.substr(1), std::string("AAAAAAAAAAAAAAAA37"), std::string(5000, '0')}) {
    CAPTURE(garbage);
    const auto read = read_page_token({"list"}, garbage);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == api::ErrorCode::InvalidToken);
  }
}

TEST_CASE("page token: a position that should be a number must be one", "[server][operations]") {
  const auto number = [](const std::string& position) {
    return read_page_number({"list"}, make_page_token({"list"}, position));
  };
  REQUIRE(number("42"));
  CHECK(*number("42") == 42);
  CHECK(*number("-1") == -1);
  for (const char* const position : {"", "x", "1x", " 1", "99999999999999999999"})
    CHECK_FALSE(number(position));
  REQUIRE(read_page_number({"list"}, std::nullopt));
  CHECK_FALSE(read_page_number({"list"}, std::nullopt)->has_value());
}

TEST_CASE("page size: 0 and nothing are the default", "[server][operations]") {
  CHECK(page_size(std::nullopt) == 100);
  CHECK(page_size(0) == 100);
  CHECK(page_size(1) == 1);
  CHECK(page_size(1000) == 1000);
}

}  // namespace sfn::server
