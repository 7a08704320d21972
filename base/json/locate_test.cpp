#include "base/json/json.h"
#include "base/testing/catch.h"

namespace sfn {
namespace {

constexpr std::string_view kText = R"({
  "StartAt": "A",
  "States": {
    "A": {"Type": "Choice", "Choices": [
      {"Next": "B"},
      {"Next": "C"}
    ]},
    "A/B": { "Type": "Pass" },
    "x[0]": {"End": true}
  }
})";

bool is_at(std::string_view text, std::string_view location, std::size_t line, std::size_t column) {
  const JsonPosition position = locate(text, location);
  CAPTURE(location, position.line, position.column);
  CHECK(position.line == line);
  CHECK(position.column == column);
  return position.line == line && position.column == column;
}

TEST_CASE("locate: finds members and items", "[json]") {
  CHECK(is_at(kText, "", 1, 1));
  CHECK(is_at(kText, "/", 1, 1));
  CHECK(is_at(kText, "/StartAt", 2, 14));
  CHECK(is_at(kText, "/States/A", 4, 10));
  CHECK(is_at(kText, "/States/A/Choices[0]", 5, 7));
  CHECK(is_at(kText, "/States/A/Choices[1]/Next", 6, 16));
}

TEST_CASE("locate: names may hold slashes and brackets", "[json]") {
  CHECK(is_at(kText, "/States/A/B/Type", 8, 22));
  CHECK(is_at(kText, "/States/x[0]/End", 9, 21));
}

TEST_CASE("locate: ends at the nearest parent that exists", "[json]") {
  CHECK(is_at(kText, "/Comment", 1, 1));
  CHECK(is_at(kText, "/States/A/Retry[0]/ErrorEquals", 4, 10));
  CHECK(is_at(kText, "/States/A/Choices[7]/Next", 4, 40));
  CHECK(is_at(kText, "/StartAt/x", 2, 14));
}

TEST_CASE("locate: counts columns in characters", "[json]") {
  CHECK(is_at("{\"\xC3\xA4\xF0\x9F\x98\x80\": 1, \"b\": 2}", "/b", 1, 16));
}

TEST_CASE("locate: skips over values of every kind", "[json]") {
  CHECK(
      is_at(R"({"a":"}\"]","b":[{"x":[1,2]},[]],"c":-1.5e3,"d":null,"e":{},"f":1})", "/f", 1, 65));
}

TEST_CASE("locate: of duplicate keys the last one counts", "[json]") {
  CHECK(is_at(R"({"a":1,"a":2})", "/a", 1, 12));
}

TEST_CASE("locate: gets along with text and locations that make no sense", "[json]") {
  for (const std::string_view text :
       {"", "{", "[", "{\"a", "{\"a\":", "[1,}", "}}}", "{\"a\":}]", "\\"}) {
    for (const std::string_view location :
         {"/a", "/a[", "[", "/a[99999999999999999999]", "[x]/", "//", "/a/b"}) {
      CAPTURE(text, location);
      CHECK(locate(text, location).line == 1);
    }
  }
}

}  // namespace
}  // namespace sfn
