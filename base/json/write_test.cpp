#include <limits>
#include <string>

#include "base/assert.h"
#include "base/testing/json_matchers.h"

namespace sfn {
namespace {

using testing::json;

TEST_CASE("Json: built values are written compactly", "[json]") {
  CHECK(Json{}.text() == "null");
  CHECK(Json::boolean(true).text() == "true");
  CHECK(Json::boolean(false).text() == "false");
  CHECK(Json::integer(std::numeric_limits<std::int64_t>::min()).text() == "-9223372036854775808");
  CHECK(Json::array({}).text() == "[]");
  CHECK(Json::object({}).text() == "{}");
  CHECK(Json::array({Json{}, Json::array({}), Json::object({})}).text() == "[null,[],{}]");
  CHECK(Json::object({{"b", Json::integer(1)}, {"a\n", Json::string("\"")}}).text() ==
        R"({"b":1,"a\n":"\""})");
}

TEST_CASE("Json: text is appended to what is there", "[json]") {
  std::string text = "x";
  json("[ 1 ]").append_text(text);
  Json::array({Json::integer(2)}).append_text(text);
  CHECK(text == "x[ 1 ][2]");
}

TEST_CASE("Json: strings escape what JSON demands and nothing else", "[json]") {
  const auto written = [](std::string_view text) {
    std::string result;
    append_json_string(result, text);
    return result;
  };
  CHECK(written("") == R"("")");
  CHECK(written("a\"b\\c") == R"("a\"b\\c")");
  CHECK(written("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  CHECK(written(std::string_view("\0\x01\x1f", 3)) == R"("\u0000\u0001\u001F")");
  CHECK(written("/\x7f\xC3\xA4\xF0\x9F\x98\x80<>&'") == "\"/\x7f\xC3\xA4\xF0\x9F\x98\x80<>&'\"");
}

TEST_CASE("Json: doubles are written as Java writes them", "[json]") {
  // java.lang.Double.toString, JDK 19 and later.
  const auto [value, text] = GENERATE(table<double, std::string>({
      {0.0, "0.0"},
      {-0.0, "-0.0"},
      {1.0, "1.0"},
      {-1.5, "-1.5"},
      {0.1, "0.1"},
      {100.0, "100.0"},
      {123456.789, "123456.789"},
      {9999999.0, "9999999.0"},
      {9999999.5, "9999999.5"},
      {1e7, "1.0E7"},
      {12345678.9, "1.23456789E7"},
      {0.001, "0.001"},
      {0.0012, "0.0012"},
      {0.00099, "9.9E-4"},
      {1e-5, "1.0E-5"},
      {1e21, "1.0E21"},
      {2e23, "2.0E23"},
      {9007199254740993.0, "9.007199254740992E15"},
      {1.7976931348623157e308, "1.7976931348623157E308"},
      {2.2250738585072014e-308, "2.2250738585072014E-308"},
      {4.9e-324, "4.9E-324"},
      {1.0 / 3, "0.3333333333333333"},
  }));
  CHECK(Json::number(value).text() == text);
  CHECK(json(text).as_double() == value);
}

TEST_CASE("Json: a number that JSON cannot hold is a bug", "[json]") {
  CHECK_THROWS_AS(Json::number(std::numeric_limits<double>::infinity()), BugError);
  CHECK_THROWS_AS(Json::number(std::numeric_limits<double>::quiet_NaN()), BugError);
}

TEST_CASE("Json: what is written is read as the same value", "[json]") {
  const Json value = Json::object({
      {"", Json::number(1e300)},
      {"\x01\"", Json::string(std::string("\0\n\xE2\x82\xAC", 5))},
      {"list", Json::array({Json::integer(-1), Json{}, Json::boolean(true), Json::number(0.1)})},
      {"nothing", Json::array({Json::array({}), Json::object({})})},
  });
  CHECK(json(value.text()) == value);
  CHECK(value.text_bytes() == value.text().size());
}

}  // namespace
}  // namespace sfn
