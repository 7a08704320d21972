#include <limits>
#include <string>

#include "base/assert.h"
#include "base/testing/json_matchers.h"

namespace sfn {
namespace {

using testing::json;

std::string refusal(std::string text) {
  const auto parsed = Json::parse(std::move(text));
  return parsed ? "accepted" : parsed.error().message;
}

std::string nested(std::size_t depth, std::string_view open, std::string_view inner,
                   std::string_view close) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += open;
  text += inner;
  for (std::size_t i = 0; i < depth; ++i) text += close;
  return text;
}

TEST_CASE("Json: every kind of value is read", "[json]") {
  CHECK(json("null").is_null());
  CHECK(json("true").as_boolean());
  CHECK_FALSE(json("false").as_boolean());
  CHECK(json("-12").as_integer() == -12);
  CHECK(json("1.5").as_double() == 1.5);
  CHECK(json(R"("text")").as_string() == "text");
  CHECK(json("[1,[],{}]").items().size() == 3);
  CHECK(json(R"({"a":1})").members().front().first == "a");
  CHECK(json(" \t\r\n 1 \n").as_integer() == 1);
}

TEST_CASE("Json: escapes become the characters they stand for", "[json]") {
  CHECK(json(R"("\"\\\/\b\f\n\r\t")").as_string() == "\"\\/\b\f\n\r\t");
  CHECK(json(R"("\u00e4\u20AC")").as_string() == "\xC3\xA4\xE2\x82\xAC");
  CHECK(json(R"("\ud83d\ude00")").as_string() == "\xF0\x9F\x98\x80");
  CHECK(json(R"("a\u0000b")").as_string() == std::string("a\0b", 3));
  CHECK(json(R"({"\u0061":1})").find("a") != nullptr);
}

TEST_CASE("Json: of duplicate keys the last value counts, in the first one's place", "[json]") {
  const Json small = json(R"({"a":1,"b":2,"a":3,"c":4,"a":5})");
  CHECK(small.rebuilt().text() == R"({"a":5,"b":2,"c":4})");
  CHECK(json(R"({"a":{"x":1},"a":{"y":2}})").rebuilt().text() == R"({"a":{"y":2}})");

  std::string text = "{";
  std::string expected = "{";
  for (int i = 0; i < 100; ++i)
    text += "\"k" + std::to_string(i % 40) + "\":" + std::to_string(i) + ",";
  for (int i = 0; i < 40; ++i) {
    expected += "\"k" + std::to_string(i) + "\":" + std::to_string(i < 20 ? i + 80 : i + 40) + ",";
  }
  text.back() = expected.back() = '}';
  const Json large = json(text);
  CHECK(large.rebuilt().text() == expected);
  CHECK(large.text() == text);  // the document itself passes untouched
  CHECK(large.find("k19")->as_integer() == 99);
  CHECK(large.find("k20")->as_integer() == 60);
}

TEST_CASE("Json: a number keeps its spelling", "[json]") {
  const auto* const spelling =
      GENERATE("0", "-0", "-0.0", "1.0", "1.50", "1e2", "1E+2", "1e-02", "0.1e1",
               "123456789012345678901234567890", "9223372036854775807", "9223372036854775808",
               "-9223372036854775808", "-9223372036854775809", "1e400", "-1e400", "1e-400",
               "0.1000000000000000055511151231257827021181583404541015625");
  CAPTURE(spelling);
  CHECK(json(spelling).number_text() == spelling);
  CHECK(json(std::string("[") + spelling + "]").rebuilt().text() ==
        std::string("[") + spelling + "]");
}

TEST_CASE("Json: numbers have the value of their spelling", "[json]") {
  CHECK(json("1e2").as_double() == 100);
  CHECK_FALSE(json("1e2").as_integer().has_value());
  CHECK_FALSE(json("1e2").is_integral());
  CHECK_FALSE(json("1.0").is_integral());
  CHECK(json("-0").as_integer() == 0);
  CHECK(json("9223372036854775807").as_integer() == std::numeric_limits<std::int64_t>::max());
  CHECK(json("-9223372036854775808").as_integer() == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(json("9223372036854775808").as_integer().has_value());
  CHECK(json("9223372036854775808").is_integral());
  CHECK(json("9223372036854775808").as_double() == 9223372036854775808.0);
  CHECK(json("0.1").as_double() == 0.1);
}

TEST_CASE("Json: numbers beyond a double are infinite or zero and keep their spelling", "[json]") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  CHECK(json("1e400").as_double() == kInfinity);
  CHECK(json("-1e400").as_double() == -kInfinity);
  CHECK(json("1e-400").as_double() == 0);
  // In a document with one of them every other value stays what it is.
  const Json document =
      json(R"({"big":1e400,"text":"1e500 \" 7","list":[-0.5,12,1E999],"n":null,"-1":"-2"})");
  CHECK(document.rebuilt().text() ==
        R"({"big":1e400,"text":"1e500 \" 7","list":[-0.5,12,1E999],"n":null,"-1":"-2"})");
  CHECK(refusal("[1e400,01]") == "Invalid numeric value: Leading zeroes not allowed");
  CHECK(refusal("[1e400,1.]") ==
        "Unexpected character (']' (code 93)) in numeric value: Decimal point not followed by a "
        "digit");
}

TEST_CASE("Json: what is no JSON is refused", "[json]") {
  const auto* const text =
      GENERATE("", " ", "{", "[1,]", "{\"a\":1,}", "01", "1.", ".5", "+1", "NaN", "Infinity", "1 2",
               "[1]]", "'a'", "// c\n1", "\"\\x\"", "\"a\nb\"", "nul", "tru", "\xEF\xBB\xBF{}");
  CAPTURE(text);
  CHECK_FALSE(Json::parse(text).has_value());
}

TEST_CASE("Json: a control character is refused wherever it stands in a string", "[json]") {
  for (char control = 0; control < ' '; ++control) {
    for (std::size_t place = 0; place < 40; ++place) {
      std::string filling(40, 'x');
      filling[place] = control;
      const auto parsed = Json::parse("[1,{\"" + filling + "\":2}]");
      REQUIRE(!parsed);
      CHECK(parsed.error().column == place + 6);
    }
  }
}

TEST_CASE("Json: a NUL ends no document", "[json]") {
  CHECK(refusal(std::string("{}\0", 3)) != "accepted");
  CHECK(refusal(std::string("{}\0{}", 5)) != "accepted");
  CHECK(refusal(std::string("\0", 1)) != "accepted");
  CHECK(refusal(std::string("[1,\0 2]", 7)) != "accepted");
}

TEST_CASE("Json: malformed UTF-8 is refused", "[json]") {
  const auto* const bytes =
      GENERATE("\x80", "\xC3", "\xC0\xAF", "\xE2\x82", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xFF",
               "\xF4\x90\x80\x80", "\xF0\x80\x80\x80", "\xE0\x80\x80", "\xC3(", "\xED\xB0\x80");
  for (const char* const before : {"", "a long text before the bytes that are wrong "}) {
    CHECK(refusal(std::string("\"") + before + bytes + "\"") != "accepted");
    CHECK(refusal(std::string("{\"") + before + bytes + "\":1}") != "accepted");
    CHECK(refusal(std::string("\"") + before + bytes + " and after\"") != "accepted");
  }
}

TEST_CASE("Json: well-formed UTF-8 of every length is read", "[json]") {
  const std::string text =
      "\"a\xC3\xA4\xE2\x82\xAC\xED\x9F\xBF\xEE\x80\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\"";
  CHECK(json(text).rebuilt().text() == text);
}

TEST_CASE("Json: half of a surrogate pair is refused", "[json]") {
  const auto* const text =
      GENERATE(R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\u0041")",
               R"("\udc00\ud800")", R"({"\udfff":1})", R"({"\ud800":1})");
  CAPTURE(text);
  CHECK_FALSE(Json::parse(text).has_value());
}

TEST_CASE("Json: a thousand levels are read, one more is refused", "[json]") {
  CHECK(Json::parse(nested(kJsonDepth, "[", "", "]")).has_value());
  CHECK(Json::parse(nested(kJsonDepth, R"({"a":)", "1", "}")).has_value());
  // Jackson 2.15 StreamReadConstraints.
  const std::string words =
      "Document nesting depth (1001) exceeds the maximum allowed (1000, from "
      "`StreamReadConstraints.getMaxNestingDepth()`)";
  CHECK(refusal(nested(kJsonDepth + 1, "[", "", "]")) == words);
  CHECK(refusal(nested(kJsonDepth + 1, R"({"a":)", "1", "}")) == words);
  CHECK(refusal(nested(200'000, "[", "", "")) == words);
}

TEST_CASE("Json: text that must be good and is not is a bug", "[json]") {
  CHECK_THROWS_AS(Json::parse_trusted("{"), BugError);
}

TEST_CASE("Json: an error says where it is", "[json]") {
  const auto parsed = Json::parse("{\n  \"a\": tru\n}");
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.error().line == 2);
  CHECK(parsed.error().column == 11);
}

}  // namespace
}  // namespace sfn
