#include "engine/query/jsonata/regex/regex.h"

#include "base/testing/catch.h"

namespace sfn::query::jsonata {
namespace {

// What is found, as "begin-end" in bytes.
std::string found(std::string_view pattern, std::string_view text, std::string_view flags = "") {
  const auto regex = Regex::compile(pattern, flags);
  if (!regex) return "no pattern";
  RegexMatch match;
  Budget budget;
  const auto result = regex->match(text, 0, match, budget);
  if (result == Regex::Result::GaveUp) return "gave up";
  if (result == Regex::Result::No) return "nothing";
  return std::to_string(match.groups[0].begin) + "-" + std::to_string(match.groups[0].end);
}

TEST_CASE("Regex: matches as JavaScript's do", "[jsonata][regex]") {
  CHECK(found("b+", "abbc") == "1-3");
  CHECK(found("B", "abc") == "nothing");
  CHECK(found("B", "abc", "i") == "1-2");
  CHECK(found("a.c", "a\nc") == "nothing");
  CHECK(found("a.c",
              "a\xE2\x80\xA8"
              "c") == "nothing");
  CHECK(found("a[^]c", "a\nc") == "0-3");
  CHECK(found("a[]c", "ac") == "nothing");
  CHECK(found("^b", "a\nb") == "nothing");
  CHECK(found("^b", "a\nb", "m") == "2-3");
  CHECK(found("a$", "a\n") == "nothing");
  CHECK(found("a$", "a\n", "m") == "0-1");
  CHECK(found("\\s", "a\xC2\xA0") == "1-3");
  CHECK(found("[\\s]", "\xEF\xBB\xBF") == "0-3");
  CHECK(found("\\S", "\xC2\xA0x") == "2-3");
  CHECK(found("\\d", "\xD9\xA1") == "nothing");
  CHECK(found("\\w+", "_9é") == "0-2");
  CHECK(found("\\v", "\x0B") == "0-1");
  CHECK(found("\\v", "\n") == "nothing");
  CHECK(found("\\u0061\\x62", "ab") == "0-2");
  CHECK(found("\\uD83D\\uDE00", "x😀") == "1-5");
  CHECK(found("(a)|b\\1c", "bc") == "0-2");
  CHECK(found("(?<x>a)\\k<x>", "aa") == "0-2");
  CHECK(found("(?<=a)b", "ab") == "1-2");
  CHECK(found("a{2}", "aaa") == "0-2");
  CHECK(found("a{,2}", "a{,2}") == "0-5");
  CHECK(found("x{", "x{") == "0-2");
  CHECK(found("a\\/b", "a/b") == "0-3");
  CHECK(found("\\0", std::string_view("\0", 1)) == "0-1");
}

TEST_CASE("Regex: what PCRE2 alone knows means itself, or nothing", "[jsonata][regex]") {
  CHECK(found("\\A", "A") == "0-1");
  CHECK(found("\\Qa.c\\E", "Qa.cE") == "0-5");
  CHECK(found("\\p", "p") == "0-1");
  CHECK(found("\\R\\h\\K\\G\\X\\z", "RhKGXz") == "0-6");
  CHECK(found("[[:alpha:]]", "a]") == "0-2");
  CHECK(found("a++", "aa") == "no pattern");
  CHECK(found("(?>a)", "a") == "no pattern");
  CHECK(found("(?i)a", "A") == "no pattern");
  CHECK(found("(*FAIL)", "a") == "no pattern");
  CHECK(found("(?#x)a", "a") == "no pattern");
  CHECK(found("(", "a") == "no pattern");
  CHECK(found("[a", "a") == "no pattern");
  CHECK(found("*", "a") == "no pattern");
  CHECK(found("a\\", "a") == "no pattern");
}

TEST_CASE("Regex: gives up what would take for ever", "[jsonata][regex]") {
  CHECK(found("(a|aa)+[bc]", std::string(200, 'a') + "!") == "gave up");
  CHECK(found(std::string(10'000, 'a'), "a") == "no pattern");
}

TEST_CASE("Regex: halves of characters match nothing", "[jsonata][regex]") {
  CHECK(found("b",
              "a\xED\xA0\xBD"
              "b") == "4-5");
  CHECK(found("a.", "a\xED\xA0\xBD") == "nothing");
}

}  // namespace
}  // namespace sfn::query::jsonata
