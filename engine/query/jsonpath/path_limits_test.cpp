// Hostile paths and documents end in time, with an error.
#include "base/testing/json_matchers.h"
#include "engine/query/jsonpath/path.h"

namespace sfn::jsonpath {
namespace {

using sfn::testing::json;
using Reason = PathFailure::Reason;

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

Reason failure_of(std::string_view path, const Json& document, query::Budget::Limits limits) {
  query::Budget budget(limits, {});
  const auto value = Path::compile(path)->evaluate_on(document, budget);
  REQUIRE(!value.has_value());
  return value.error().reason;
}

TEST_CASE("Path: has a thousand steps at most", "[jsonpath][limits]") {
  CHECK(Path::compile("$" + repeated("[0]", 1'000)).has_value());
  CHECK(Path::compile("$" + repeated("[0]", 10'000)).error().message ==
        "The path has more than 1000 steps");
  CHECK(Path::compile("$" + repeated("..a", 10'000)).error().message ==
        "The path has more than 1000 steps");
}

TEST_CASE("Path: is 65536 bytes long at most", "[jsonpath][limits]") {
  CHECK(Path::compile("$." + std::string(65'534, 'a')).has_value());
  CHECK(Path::compile("$." + std::string(65'535, 'a')).error().message ==
        "The path is longer than 65536 bytes");
}

TEST_CASE("Path: filters, parentheses and parameters nest a hundred levels at most",
          "[jsonpath][limits]") {
  const std::string refusal = "The path is nested deeper than 100 levels";
  CHECK(Path::compile("$[?(" + repeated("(", 90) + "@.a" + repeated(")", 90) + ")]").has_value());
  CHECK(Path::compile("$[?(" + repeated("(", 5'000) + "@.a" + repeated(")", 5'000) + ")]")
            .error()
            .message == refusal);
  CHECK(Path::compile("$[?(" + repeated("!", 5'000) + "(@.a))]").error().message == refusal);
  CHECK(Path::compile("$" + repeated("[?(@", 5'000) + repeated(")]", 5'000)).error().message ==
        refusal);
  CHECK(!Path::compile("$" + repeated(".sum($", 5'000) + repeated(")", 5'000)).has_value());
  const std::string literal = "$[?(@ == " + repeated("[", 20'000) + repeated("]", 20'000) + ")]";
  CHECK(failure_of(literal, json("[[1]]"), {}) == Reason::Failed);
}

TEST_CASE("Path: open brackets without end are refused", "[jsonpath][limits]") {
  CHECK(!Path::compile("$" + repeated("[", 10'000)).has_value());
  CHECK(!Path::compile("$" + repeated("['a'", 10'000)).has_value());
  CHECK(!Path::compile("$" + repeated("[?(", 10'000)).has_value());
}

TEST_CASE("Path: the budget's steps bound scans, filters and lists", "[jsonpath][limits]") {
  const Json wide = json("[" + repeated("[1,2,3,4],", 500) + "0]");
  const query::Budget::Limits few{.steps = 2'000, .depth = 1'000, .bytes = 1u << 30};
  CHECK(failure_of("$..*", wide, few) == Reason::Stopped);
  CHECK(failure_of("$..*..*..*..*", wide, few) == Reason::Stopped);
  CHECK(failure_of("$[?(@..*)]", wide, few) == Reason::Stopped);
  CHECK(failure_of("$[?($ anyof [1,2,3,4])]", json("[" + repeated("1,", 900) + "0]"), few) ==
        Reason::Stopped);
  CHECK(failure_of("$.sum($..*)", wide, few) == Reason::Stopped);
}

TEST_CASE("Path: the budget's bytes bound what is selected", "[jsonpath][limits]") {
  const Json wide = json("[" + repeated("1,", 1'000) + "0]");
  CHECK(failure_of("$[*]", wide, {.steps = 1u << 30, .depth = 1'000, .bytes = 2'000}) ==
        Reason::Stopped);
  CHECK(failure_of("$.concat(\"" + std::string(3'000, 'x') + "\")", wide,
                   {.steps = 1u << 30, .depth = 1'000, .bytes = 2'000}) == Reason::Stopped);
}

TEST_CASE("Path: the budget's depth bounds scans and branching steps", "[jsonpath][limits]") {
  const Json deep = json(repeated("[", 300) + repeated("]", 300));
  CHECK(failure_of("$..a", deep, {.steps = 1u << 30, .depth = 100, .bytes = 1u << 30}) ==
        Reason::Stopped);
  CHECK(failure_of("$" + repeated("[*]", 200), deep,
                   {.steps = 1u << 30, .depth = 100, .bytes = 1u << 30}) == Reason::Stopped);
}

TEST_CASE("Path: a document as deep as can be read is scanned", "[jsonpath][limits]") {
  const Json deep =
      json(repeated("[", kJsonDepth - 1) + R"({"a":1})" + repeated("]", kJsonDepth - 1));
  query::Budget budget;
  CHECK(Path::compile("$..a")->evaluate_on(deep, budget) == json("[1]"));
}

TEST_CASE("Path: the evaluation ends when it is asked to", "[jsonpath][limits]") {
  const Json wide = json("[" + repeated("[1,2,3,4],", 2'000) + "0]");
  query::Budget budget({}, [] { return true; });
  CHECK(Path::compile("$..*")->evaluate_on(wide, budget).error().reason == Reason::Stopped);
}

TEST_CASE("Path: a pattern that would try for ever is given up", "[jsonpath][limits]") {
  const Json text = Json::array({Json::string(std::string(200, 'a') + "!")});
  CHECK(failure_of("$[?(@ =~ /(a|aa)+[bc]/)]", text, {}) == Reason::Stopped);
  CHECK(failure_of("$[?(@ =~ /(a*)*[bc]/)]", text, {}) == Reason::Stopped);
  const Json longer = Json::array({Json::string(std::string(10'000, 'a'))});
  CHECK(failure_of("$[?(@ =~ /(a*)*[bc]/)]", longer, {}) == Reason::Stopped);
  CHECK(failure_of("$[?(@ =~ /a*a*a*a*[bc]/)]", longer, {}) == Reason::Stopped);
}

TEST_CASE("Path: a pattern may try long at a long text", "[jsonpath][limits]") {
  const Json log = Json::array({Json::string(repeated("an error was seen there; ", 320))});
  query::Budget budget;
  CHECK(Path::compile("$[?(@ =~ /.*error.*timeout.*/)]")->evaluate_on(log, budget) == json("[]"));
  CHECK(Path::compile("$[?(@ =~ /.*error.*[xyz].*/)]")->evaluate_on(log, budget) == json("[]"));
  CHECK(Path::compile("$[?(@ =~ /(?:(\\w|\\W)[^x])*/)]")->evaluate_on(log, budget) == log);
}

TEST_CASE("Path: patterns that try long are paid for from the budget", "[jsonpath][limits]") {
  Json::Items items(400, Json::string(std::string(18, 'a')));
  const Json texts = Json::array(std::move(items));
  query::Budget budget;
  CHECK(Path::compile("$[?(@ =~ /(a|aa)+[bc]/)]")->evaluate_on(texts, budget) == json("[]"));
  const query::Budget::Limits few{.steps = 2'000'000, .depth = 1'000, .bytes = 1u << 30};
  CHECK(failure_of("$[?(@ =~ /(a|aa)+[bc]/)]", texts, few) == Reason::Stopped);
}

}  // namespace
}  // namespace sfn::jsonpath
