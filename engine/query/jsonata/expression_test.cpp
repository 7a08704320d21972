#include "engine/query/jsonata/expression.h"

#include "base/testing/json_matchers.h"
#include "engine/query/jsonata/testing/evaluated.h"
#include "engine/query/testing/case_file.h"

namespace sfn::query::jsonata {
namespace {

using sfn::testing::json;
using testing::evaluated;
using testing::Evaluated;
using testing::official;
using testing::on_aws;
using testing::Surroundings;

constexpr std::string_view kFolder = "engine/query/jsonata/testdata/";

std::string wanted(const Json& test) {
  if (const Json* const error = test.find("error")) return "!" + error->as_string();
  if (test.find("undefined") != nullptr) return "undefined";
  if (test.find("function") != nullptr) return "function";
  return test.find("expected")->rebuilt().text();
}

void run_cases(std::string_view file, const Surroundings& surroundings) {
  const Json cases = query::testing::read_cases(std::string(kFolder) + std::string(file));
  for (const Json& test : cases.items()) {
    const std::string expression = test.find("expression")->as_string();
    INFO(file << ": " << expression);
    const Evaluated answer = evaluated(expression, surroundings);
    const Json* const expected = test.find("expected");
    if (expected != nullptr && !answer.is_error() && *expected == answer.outcome.value) {
      CHECK(answer.outcome.kind == Outcome::Kind::Value);
      continue;
    }
    const std::string limit = answer.is_error() && answer.code.empty() ? "!" : answer.shown();
    CHECK(limit == wanted(test));
    if (const Json* const token = test.find("token")) CHECK(answer.token == token->as_string());
    if (const Json* const message = test.find("message"))
      CHECK(answer.message == message->as_string());
  }
}

TEST_CASE("Expression: evaluates as the reference implementation does", "[jsonata]") {
  const Json document = query::testing::read_cases(std::string(kFolder) + "document.json");
  const Surroundings surroundings{.dialect = Dialect::Official, .input = &document};
  for (const std::string_view file :
       {"arrays_and_objects.json", "bindings.json", "dates.json", "functions_as_values.json",
        "matching.json", "numbers.json", "parents.json", "paths.json", "pictures.json",
        "sorting.json", "strings.json", "syntax.json", "transforms.json"})
    run_cases(file, surroundings);
}

TEST_CASE("Expression: in AWS's dialect it evaluates and fails as AWS does", "[jsonata][aws]") {
  run_cases("aws.json", {.limits = {.depth = kAwsDepth}});
}

TEST_CASE("Expression: variables are what the caller binds", "[jsonata]") {
  const Surroundings surroundings{
      .variables = {{"states", json(R"({"input":{"a":[1,2]}})")}, {"sum", json("7")}}};
  CHECK(evaluated("$states.input.a[1]", surroundings).shown() == "2");
  CHECK(evaluated("$sum", surroundings).shown() == "7");
  CHECK(evaluated("$sum([1])", surroundings).shown() == "!T1006");
  CHECK(evaluated("($sum := 8; $sum)", surroundings).shown() == "8");
  CHECK(evaluated("(false ? ($sum := 8); $sum)", surroundings).shown() == "7");
  CHECK(evaluated("($sum; ($sum := 8); $sum)", surroundings).shown() == "7");
  CHECK(evaluated("$unknown", surroundings).shown() == "undefined");
}

TEST_CASE("Expression: functions see the variables of where they were written", "[jsonata]") {
  CHECK(on_aws("($x := 1; $f := function() { $x }; ($x := 2; $f()))") == "1");
  CHECK(on_aws("($f := function() { $x }; $x := 3; $f())") == "3");
  CHECK(on_aws("($make := function($n) { function() { $n } }; $a := $make(1); $b := $make(2); "
               "[$a(), $b()])") == "[1,2]");
  CHECK(on_aws("($even := function($n) { $n = 0 ? true : $odd($n - 1) }; "
               "$odd := function($n) { $n = 0 ? false : $even($n - 1) }; $even(10000))") == "true");
  CHECK(official("($x := 5; $eval('$x + 1'))") == "6");
  CHECK(official("($f := $eval('function($y) { $y + $x }'); $x := 1; $f(2))") == "3");
  CHECK(official("($x := 1; $f := $eval('function($y) { $y + $x }'); $f(2))") == "3");
}

TEST_CASE(
    "Expression: a document that is passed on is shared, and its numbers read as AWS writes them",
    "[jsonata][aws]") {
  const Json input = json(
      R"({"whole": 1.0, "big": 12345678901234567890, "list": [1e2, 0.5], "n": 9007199254740993})");
  const Surroundings surroundings{.variables = {{"states", Json::object({{"input", input}})}}};
  CHECK(evaluated("$states.input", surroundings).shown() ==
        R"({"whole":1,"big":1.2345678901234567E19,"list":[100,0.5],"n":9007199254740993})");
  CHECK(evaluated("$states.input.n", surroundings).shown() == "9007199254740993");
  CHECK(evaluated("$states.input.n + 0", surroundings).shown() == "9007199254740992");
}

TEST_CASE("Expression: halves of characters leave as replacement characters", "[jsonata]") {
  CHECK(on_aws(R"('a\uD83D')") == "\"a\xEF\xBF\xBD\"");
  CHECK(on_aws(R"('\uD83D' & '\uDE00')") == "\"😀\"");
  CHECK(on_aws(R"($length('\uD83D' & '\uDE00'))") == "1");
  CHECK(on_aws(R"($join($split('a😀', '')))") == "\"a😀\"");
}

TEST_CASE("Expression: errors have their position in UTF-16 units", "[jsonata]") {
  const Evaluated error = evaluated("'😀' & (1 + 'a')", {});
  CHECK(error.code == "T2002");
  CHECK(error.token == "+");
  CHECK(error.position == 11);
}

TEST_CASE("Expression: signs add up", "[jsonata]") {
  CHECK(on_aws("- -1.5") == "1.5");
  CHECK(evaluated("--1.5.a", {}).message ==
        "The literal value 1.5 cannot be used as a step within a path expression");
}

TEST_CASE("Expression: what is no JSON is no value", "[jsonata]") {
  CHECK(on_aws("function($x) { $x }") == "function");
  CHECK(on_aws("$sum") == "function");
  CHECK(on_aws("{'f': $sum}") == "function");
  CHECK(on_aws("/a/") == "function");
}

}  // namespace
}  // namespace sfn::query::jsonata
