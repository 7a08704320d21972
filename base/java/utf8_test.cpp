#include "base/java/utf8.h"

#include "base/testing/catch.h"

namespace sfn {
namespace {

const std::string kOne = "\xEF\xBF\xBD";

TEST_CASE("Java: text stays as it is", "[java]") {
  for (const std::string text :
       {"", "abc", "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"}) {
    CHECK(java_utf8_text(text) == text);
  }
}

TEST_CASE("Java: each malformed part becomes one replacement character", "[java]") {
  CHECK(java_utf8_text("\xFF") == kOne);
  CHECK(java_utf8_text("a\x80"
                       "b") == "a" + kOne + "b");
  CHECK(java_utf8_text("\xC0\xAF") == kOne + kOne);             // overlong
  CHECK(java_utf8_text("\xE0\x80\x80") == kOne + kOne + kOne);  // overlong
  CHECK(java_utf8_text("\xF5\x80") == kOne + kOne);
  CHECK(java_utf8_text("\xED\xA0\x80") == kOne);  // a surrogate
  CHECK(java_utf8_text("\xE2\x82") == kOne);      // cut off
  CHECK(java_utf8_text("\xF0\x9F\x98"
                       "a") == kOne + "a");
  CHECK(java_utf8_text("\xF0\x9F"
                       "\xC3\xA4") == kOne + "\xC3\xA4");
}

}  // namespace
}  // namespace sfn
