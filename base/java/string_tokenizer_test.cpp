#include "base/java/string_tokenizer.h"

#include "base/testing/java_cases.h"

namespace sfn {
namespace {

using Tokens = std::vector<std::string_view>;

TEST_CASE("Java: tokens stand between any of the delimiters and are never empty", "[java]") {
  CHECK(java_tokens(",a,;b;", ",;") == Tokens{"a", "b"});
  CHECK(java_tokens(",,,", ",").empty());
  CHECK(java_tokens("", "").empty());
  CHECK(java_tokens("a,b", "") == Tokens{"a,b"});
  testing::for_each_java_case("string_tokenizer", [](const Json& one) {
    Json::Items tokens;
    for (const auto token :
         java_tokens(one.find("text")->as_string(), one.find("delimiters")->as_string())) {
      tokens.push_back(Json::string(std::string(token)));
    }
    CHECK(Json::array(std::move(tokens)) == *one.find("result"));
  });
}

TEST_CASE("Java: a delimiter is a character, not a byte", "[java]") {
  // The euro sign and the pound sign share bytes with other characters.
  CHECK(java_tokens("a\xE2\x82\xACx\xC2\xA3y", "\xE2\x82\xAC") == Tokens{"a", "x\xC2\xA3y"});
  CHECK(java_tokens("\xE2\x82\xAD", "\xE2\x82\xAC") == Tokens{"\xE2\x82\xAD"});
  CHECK(java_tokens("1\xF0\x9F\x98\x80"
                    "2\xF0\x9F\x98\x81",
                    "\xF0\x9F\x98\x80") == Tokens{"1", "2\xF0\x9F\x98\x81"});
}

}  // namespace
}  // namespace sfn
