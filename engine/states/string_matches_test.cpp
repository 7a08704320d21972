#include "engine/states/string_matches.h"

#include <string>

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

StateResult<bool> matches(std::string_view text, std::string_view pattern) {
  query::Budget budget;
  return string_matches(text, pattern, budget);
}

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
    CHECK(matches(a_case.text, a_case.pattern) == a_case.matches);
  }
}

TEST_CASE("StringMatches: a backslash makes a star or a backslash literal", "[states][choice]") {
  CHECK(matches("a*c", R"(a\*c)") == true);
  CHECK(matches("abc", R"(a\*c)") == false);
  CHECK(matches(R"(a\c)", R"(a\\c)") == true);
  CHECK(matches(R"(a\xc)", R"(a\\*c)") == true);
  CHECK(matches(R"(a\*c)", R"(a\\\*c)") == true);
  CHECK(matches(R"(a\xc)", R"(a\\\*c)") == false);
}

TEST_CASE("StringMatches: any other use of the backslash is an error, whatever the text",
          "[states][choice]") {
  for (const std::string_view pattern : {R"(a\c)", R"(a\)", R"(\)", R"(*\n)", R"(\\\)"}) {
    INFO(pattern);
    const StateResult<bool> result = matches("zzz", pattern);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().name == error_names::kRuntime);
    CHECK(result.error().kind == ErrorKind::Fatal);
    CHECK(result.error().cause ==
          "The pattern '" + std::string(pattern) + "' contains an open escape backslash.");
  }
}

TEST_CASE("StringMatches: long texts and patterns that nearly match take no long time",
          "[states][choice]") {
  const std::string text(262'144, 'a');
  const std::string half = std::string(131'072, 'a');
  CHECK(matches(text, "*" + half + "b*") == false);
  CHECK(matches(text, "*b" + half + "*") == false);
  CHECK(matches(text, "*" + half + "*" + half + "*") == true);
  std::string stars;
  for (int count = 0; count < 100'000; ++count) stars += "*a";
  CHECK(matches(text, stars + "*") == true);
  CHECK(matches(text, stars + "*b*") == false);
}

TEST_CASE("StringMatches: takes from the evaluation's budget", "[states][choice]") {
  query::Budget budget{{.steps = 10}, {}};
  CHECK(string_matches(std::string(64, 'a'), "*", budget) == true);
  const auto result = string_matches(std::string(1'000, 'a'), "*", budget);
  REQUIRE(!result.has_value());
  CHECK(result.error().name == error_names::kRuntime);
  CHECK(result.error().cause ==
        "The evaluation of '*' was stopped: it takes too many steps or too much memory");
}

}  // namespace
}  // namespace sfn::engine
