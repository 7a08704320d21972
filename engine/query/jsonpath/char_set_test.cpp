#include "engine/query/jsonpath/char_set.h"

#include "base/testing/catch.h"

namespace sfn::jsonpath {
namespace {

TEST_CASE("Character set: plain ones are classes", "[jsonpath][regex]") {
  CharSet set = CharSet::of("a-c");
  CHECK(set.text() == "[a-c]");
  set.unite(CharSet::of("x"));
  CHECK(set.text() == "[a-cx]");
  CHECK(set.negated().text() == "[^a-cx]");
  CHECK(set.negated().negated().text() == "[a-cx]");
  CHECK(CharSet::of_any_case("é").negated().text() == "(?i:[^é])");
}

TEST_CASE("Character set: the empty one matches nothing, and its opposite anything",
          "[jsonpath][regex]") {
  CHECK(CharSet().text() == "[^\\p{Any}]");
  CHECK(CharSet().negated().text() == "(?s:.)");
  CharSet set;
  set.unite(CharSet::of("a").negated());
  CHECK(set.text() == "[^a]");
}

TEST_CASE("Character set: what is no class becomes alternatives and lookaheads",
          "[jsonpath][regex]") {
  CharSet set = CharSet::of("a");
  set.unite(CharSet::of("b").negated());
  CHECK(set.text() == "(?:[^b]|[a])");
  CHECK(set.negated().text() == "(?:(?![^b]|[a])(?s:.))");
  CharSet both = CharSet::of("a-z");
  both.intersect(CharSet::of("aeiou").negated());
  CHECK(both.text() == "(?:(?=[^aeiou])[a-z])");
}

TEST_CASE("Character set: surrogates are no characters", "[jsonpath][regex]") {
  CHECK(char_range_item('a', 'a') == "a");
  CHECK(char_range_item('+', '-') == "\\x{2b}-\\x{2d}");
  CHECK(char_range_item(0xD7FF, 0xE000) == "\\x{d7ff}\\x{e000}");
  CHECK(char_range_item(0xD800, 0xDFFF).empty());
}

}  // namespace
}  // namespace sfn::jsonpath
