#include "engine/states/string_matches.h"

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

TEST_CASE("StringMatches: a star stands for any characters, all else for itself",
          "[states][choice]") {
  struct Case {
    std::string_view pattern;
    std::string_view text;
    bool matches;
  };
  for (const Case& a_case : {
           Case{"foo*.log", "foo23.log", true},
           Case{"foo*.log", "foo.log", true},
           Case{"foo*.log", "foo.logs", false},
           Case{"foo*.log", "xfoo.log", false},
           Case{"*.log", "zebra.log", true},
           Case{"foo*.*", "foobar.zebra", true},
           Case{"foo*.*", "foobar", false},
           Case{"*", "", true},
           Case{"*", "anything\nat all", true},
           Case{"**", "", true},
           Case{"", "", true},
           Case{"", "a", false},
           Case{"a*a", "a", false},
           Case{"a*a", "aa", true},
           Case{"*ab*ab*", "ab", false},
           Case{"*ab*ab*", "xabyabz", true},
           Case{"a*b*c", "abbc", true},
           Case{"a*bc*c", "abc", false},
           Case{"a.c", "abc", false},
           Case{"a?c", "abc", false},
           Case{"[a]", "a", false},
           Case{"ä*ß", "äöüß", true},
       }) {
    INFO(a_case.pattern << " on " << a_case.text);
    CHECK(string_matches(a_case.text, a_case.pattern) == a_case.matches);
  }
}

TEST_CASE("StringMatches: a backslash makes a star or a backslash literal", "[states][choice]") {
  CHECK(string_matches("a*c", R"(a\*c)") == true);
  CHECK(string_matches("abc", R"(a\*c)") == false);
  CHECK(string_matches(R"(a\c)", R"(a\\c)") == true);
  CHECK(string_matches(R"(a\xc)", R"(a\\*c)") == true);
  CHECK(string_matches(R"(a\*c)", R"(a\\\*c)") == true);
  CHECK(string_matches(R"(a\xc)", R"(a\\\*c)") == false);
}

TEST_CASE("StringMatches: any other use of the backslash is an error, whatever the text",
          "[states][choice]") {
  for (const std::string_view pattern : {R"(a\c)", R"(a\)", R"(\)", R"(*\n)", R"(\\\)"}) {
    INFO(pattern);
    const StateResult<bool> result = string_matches("zzz", pattern);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().name == error_names::kRuntime);
    CHECK(result.error().kind == ErrorKind::Fatal);
    CHECK(result.error().cause ==
          "The pattern '" + std::string(pattern) + "' contains an open escape backslash.");
  }
}

}  // namespace
}  // namespace sfn::engine
