#include "base/json/jackson_error.h"

#include <string>

#include "base/testing/java_cases.h"
#include "base/testing/json_matchers.h"

namespace sfn {
namespace {

struct Case {
  const char* text;
  const char* message;
  std::size_t column;
};

constexpr const char* kExpected =
    "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

TEST_CASE("jackson_error: says what Jackson says", "[json]") {
  const auto& [text, message, column] = GENERATE(
      // Observed: test_invalid_start_execution_input.
      Case{"not some json", "Unrecognized token 'not': ", 4},
      Case{"{'not': 'json'",
           "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
           2},
      Case{"{\"a\":\"b", "Unexpected end-of-input: was expecting closing quote for a string value",
           8},
      Case{"{\"a", "Unexpected end-of-input in field name", 4},
      Case{"{\"a\":1,", "Unexpected end-of-input within/between Object entries", 8},
      Case{"{\"a\" ", "Unexpected end-of-input within/between Object entries", 6},
      Case{"{\"a\":", "Unexpected end-of-input within/between Object entries", 6},
      Case{"{\"a\":[1, ", "Unexpected end-of-input within/between Array entries", 10},
      Case{"{\"a\":[1}",
           "Unexpected close marker '}': expected ']' (for Array starting at [Source: REDACTED "
           "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 6])",
           8},
      Case{"{]",
           "Unexpected close marker ']': expected '}' (for Object starting at [Source: REDACTED "
           "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1])",
           2},
      Case{"{\"a\":1 // c",
           "Unexpected character ('/' (code 47)): maybe a (non-standard) comment? (not recognized "
           "as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
           8},
      Case{"{\"a\":1.}",
           "Unexpected character ('}' (code 125)) in numeric value: Decimal point not followed by "
           "a digit",
           8},
      Case{"{} {",
           "Trailing token (of type START_OBJECT) found after value (bound as "
           "`com.fasterxml.jackson.databind.JsonNode`): not allowed as per "
           "`DeserializationFeature.FAIL_ON_TRAILING_TOKENS`",
           4},
      Case{"{} 1.5",
           "Trailing token (of type VALUE_NUMBER_FLOAT) found after value (bound as "
           "`com.fasterxml.jackson.databind.JsonNode`): not allowed as per "
           "`DeserializationFeature.FAIL_ON_TRAILING_TOKENS`",
           4},
      Case{"[1",
           "Unexpected end-of-input: expected close marker for Array (start marker at [Source: "
           "REDACTED "
           "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1])",
           3},
      Case{"[1 2]",
           "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
           4},
      Case{"\xE2\x82\xAC",
           "Unexpected character ('\xE2\x82\xAC' (code 8364 / 0x20ac)): expected a valid value "
           "(JSON "
           "String, Number, Array, Object or token 'null', 'true' or 'false')",
           1});
  CAPTURE(text);
  const auto parsed = Json::parse(text);
  REQUIRE_FALSE(parsed.has_value());
  const std::string all =
      std::string(message).ends_with(": ") ? std::string(message) + kExpected : message;
  CHECK(parsed.error().message == all);
  CHECK(parsed.error().line == 1);
  CHECK(parsed.error().column == column);
}

TEST_CASE("jackson_error: a word is shown to 256 characters", "[json]") {
  const JsonParseError error = jackson_error("[" + std::string(300, 'x') + "]", 0);
  CHECK(error.message ==
        "Unrecognized token '" + std::string(256, 'x') + "...': " + std::string(kExpected));
  CHECK(error.column == 258);
}

TEST_CASE("jackson_source: shows control characters escaped and cuts after 500 units", "[json]") {
  CHECK(jackson_source("{\t\"a\"\n\x7F") == "[Source: (String)\"{\\u0009\"a\"\n\\u007F\"");
  // U+1F600 has two UTF-16 units and four bytes.
  std::string faces, shown;
  for (int count = 0; count < 300; ++count) {
    faces += "\xF0\x9F\x98\x80";
    if (count < 250) shown += "\xF0\x9F\x98\x80";
  }
  CHECK(jackson_source(faces) == "[Source: (String)\"" + shown + "\"[truncated 100 chars]");
}

TEST_CASE("jackson_error: counts lines, and columns in UTF-16 units", "[json]") {
  CHECK(jackson_error("{\"\xF0\x9F\x98\x80\" x", 0).column == 7);

  const JsonParseError error = jackson_error("{\n\"\xC3\xA4\xC3\xB6\" x", 0);
  CHECK(error.message ==
        "Unexpected character ('x' (code 120)): was expecting a colon to separate field name and "
        "value");
  CHECK(error.line == 2);
  CHECK(error.column == 6);
}

TEST_CASE("jackson_error: text that Jackson would read is refused for its encoding", "[json]") {
  const auto parsed = Json::parse("[1, \"\xC3(\"]");
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.error().message == "Invalid UTF-8 or an unpaired surrogate");
  CHECK(parsed.error().line == 1);
}

TEST_CASE("jackson_error: every prefix of a document has an error", "[json]") {
  const std::string document = R"({"a":[1,-2.5e+3,true,null,"x\u00e4\n",{"b":{}}],"c":false})";
  REQUIRE(Json::parse(document).has_value());
  for (std::size_t length = 0; length < document.size(); ++length) {
    const auto parsed = Json::parse(document.substr(0, length));
    CAPTURE(document.substr(0, length));
    REQUIRE_FALSE(parsed.has_value());
    CHECK_FALSE(parsed.error().message.empty());
    CHECK(parsed.error().offset <= length);
  }
}

TEST_CASE("jackson_error: answers as Java's Jackson did", "[json][java]") {
  testing::for_each_java_case("jackson_error", [](const Json& c) {
    const auto parsed = Json::parse(c.find("text")->as_string());
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().message == c.find("message")->as_string());
    CHECK(static_cast<std::int64_t>(parsed.error().line) == c.find("line")->as_integer());
    CHECK(static_cast<std::int64_t>(parsed.error().column) == c.find("column")->as_integer());
  });
}

}  // namespace
}  // namespace sfn
