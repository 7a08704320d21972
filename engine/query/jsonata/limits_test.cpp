// Hostile expressions and data end in time, with an error.
#include "base/testing/json_matchers.h"
#include "engine/query/jsonata/testing/evaluated.h"

namespace sfn::query::jsonata {
namespace {

using testing::evaluated;
using testing::on_aws;

constexpr std::string_view kDepth =
    "!Stack overflow error: Check for non-terminating recursive function. Consider rewriting as "
    "tail-recursive";
constexpr std::string_view kMemory =
    "!Expression evaluation memory limit exceeded: Check for excessive memory usage";
constexpr std::string_view kTime = "!Expression evaluation timeout: Check for infinite loop";

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}
std::string nested(std::string_view open, std::string_view close, std::size_t times) {
  return repeated(open, times) + "1" + repeated(close, times);
}
// A value that is nested deeper than any JSON.
std::string deep(std::string_view level) {
  return "$reduce([1..20000], function($a, $b) { " + std::string(level) + " }, 1)";
}

TEST_CASE("Expression: on AWS nodes are evaluated a hundred levels deep", "[jsonata][limits]") {
  CHECK(on_aws("1" + repeated("+1", 99)) == "100");
  CHECK(on_aws("1" + repeated("+1", 100)) == kDepth);
  CHECK(on_aws(nested("(", ")", 99)) == "1");
  CHECK(on_aws(nested("(", ")", 100)) == kDepth);
  CHECK(on_aws(nested("[", "]", 99)).substr(0, 1) == "[");
  CHECK(on_aws(nested("[", "]", 100)) == kDepth);
  CHECK(on_aws("1" + repeated("~>$string", 99)) == "\"1\"");
  CHECK(on_aws("1" + repeated("~>$string", 100)) == kDepth);
  const std::string function = "($f := function($x) { $x <= 0 ? 0 : 1 + $f($x - 1) }; $f(";
  CHECK(on_aws(function + "31))") == "31");
  CHECK(on_aws(function + "32))") == kDepth);
}

TEST_CASE("Expression: on AWS ranges and texts have their largest size", "[jsonata][limits]") {
  CHECK(on_aws("[1..873782] ~> $count()") == "873782");
  CHECK(on_aws("[1..873783] ~> $count()") == kMemory);
  CHECK(on_aws("[1..1e9]") == "!D2014");
  const std::string doubled =
      "($f := function($s, $n) { $n = 0 ? $length($s) : $f($s & $s, $n - 1) }; $f('a', ";
  CHECK(on_aws(doubled + "22))") == "4194304");
  CHECK(on_aws(doubled + "23))") == kMemory);
  CHECK(on_aws("$pad('a', 1e12)") == kMemory);
  CHECK(on_aws("$length($pad('a', 6990256))") == "6990256");
  CHECK(on_aws("$length($pad('a', 6990257))") == kMemory);
  CHECK(on_aws("$replace($pad('', 100000), ' ', $pad('', 100000))") == kMemory);
}

TEST_CASE("Expression: is nested five hundred levels at most", "[jsonata][limits]") {
  for (const std::string& text :
       {nested("(", ")", 20'000), nested("[", "]", 20'000), "1" + repeated("+1", 20'000),
        "a" + repeated(".a", 20'000), "a" + repeated("[0]", 20'000), repeated("-", 20'000) + "1",
        "1" + repeated("~>$f", 20'000), repeated("1?", 20'000) + "1", repeated("[", 20'000),
        repeated("$a:=", 20'000) + "1", repeated("{'a':", 20'000), repeated("$f(", 20'000),
        "$f" + repeated("()", 20'000), repeated("function(){", 20'000)})
    CHECK(evaluated(text, {}).is_error());
  CHECK(evaluated(nested("(", ")", 450), {.dialect = Dialect::Official}).shown() == "1");
  CHECK(evaluated(std::string(kMostExpressionBytes + 1, ' '), {}).message ==
        "The expression is longer than 262144 bytes");
}

TEST_CASE("Expression: functions that call each other without end are stopped",
          "[jsonata][limits]") {
  const testing::Surroundings patient{.dialect = Dialect::Official};
  for (const std::string body :
       {"1 + $f($x)", "$map([1], $f)[0]", "[$f($x)]", "$map($x, $f)",
        "$filter([1], function($y) { $f($y) })", "$sort([2, 1], function($l, $r) { $f(1) })",
        "$replace('a', /a/, $f)", "1 ~> ($f ~> $f)", "[1].$f($x)", "[1][$f($x)]", "{'a': $f($x)}",
        "$eval('$f(1)')", "{} ~> | $ | $f(1) |"}) {
    INFO(body);
    const auto answer = evaluated("($f := function($x) { " + body + " }; $f(1))", patient);
    CHECK(answer.message == std::string(kDepth.substr(1)));
  }
  CHECK(evaluated("($g := function($c, $n) { $n = 0 ? $c : $g($c ~> $trim, $n - 1) }; "
                  "$h := $g($uppercase, 20000); $h('a'))",
                  patient)
            .is_error());
}

TEST_CASE("Expression: a loop without end runs into the budget's steps", "[jsonata][limits]") {
  testing::Surroundings surroundings;
  surroundings.limits.steps = 100'000;
  CHECK(evaluated("($f := function($x) { $f($x + 1) }; $f(1))", surroundings).shown() == kTime);
  CHECK(evaluated("[1..1000].([1..1000]).($ + 1)", surroundings).shown() == kTime);
  CHECK(evaluated("$sort([1..100000], function($a, $b) { $a < $b })", surroundings).shown() ==
        kTime);
}

TEST_CASE("Expression: a loop of numbers needs no memory", "[jsonata][limits]") {
  testing::Surroundings surroundings;
  surroundings.limits.bytes = 64u * 1024;
  CHECK(evaluated("($f := function($x) { $x = 0 ? 'done' : $f($x - 1) }; $f(50000))", surroundings)
            .shown() == "\"done\"");
  CHECK(evaluated("$sum([1..100000])", surroundings).shown() == "5000050000");
  CHECK(evaluated("[1..100000]", surroundings).shown() == kMemory);
  CHECK(evaluated("[1..100000].($ + 1)", surroundings).shown() == kMemory);
}

TEST_CASE("Expression: room for a result is counted before it is taken", "[jsonata][limits]") {
  testing::Surroundings surroundings;
  surroundings.limits.steps = 100'000;  // fewer than there are items
  CHECK(evaluated("[1..9000000]", surroundings).shown() == kMemory);
}

TEST_CASE("Expression: the evaluation ends when it is asked to", "[jsonata][limits]") {
  const auto expression =
      Expression::compile("($f := function($x) { $f($x + 1) }; $f(1))", Dialect::Aws);
  Budget budget({}, [] { return true; });
  Random random(1);
  const auto outcome =
      expression->evaluate(nullptr, BindingList(), {budget, random, from_epoch_milliseconds(0)});
  CHECK(outcome.error().message == std::string(kTime.substr(1)));
  CHECK(outcome.error().kind == EvaluationError::Kind::Limit);
}

TEST_CASE("Expression: patterns that would try for ever are given up", "[jsonata][limits]") {
  const std::string many(200, 'a');
  CHECK(on_aws("$match('" + many + "!', /(a|aa)+[bc]/)") == kTime);
  CHECK(on_aws("$contains('" + many + "!', /(a*)*[bc]/)") == kTime);
}

TEST_CASE("Expression: values that nest too deeply are refused wherever they are walked",
          "[jsonata][limits]") {
  for (const std::string& value : {deep("[[$a]]"), deep("{'a': $a}")}) {
    for (const std::string use :
         {"$x", "$string($x)", "$x & ''", "$x = $y", "$x.a.a", "$x.**", "{'a': $x}.*",
          "$distinct([$x, $y])", "$boolean($x)", "$clone($x)", "$keys($x)", "$spread($x)",
          "$x ~> | $ | {} |", "[$x][$ = $y]"}) {
      INFO(use);
      const std::string answer = on_aws("($x := " + value + "; $y := " + value + "; " + use + ")");
      CHECK(answer.size() < 10'000);
    }
  }
  CHECK(on_aws(deep("[[$a]]")) == kDepth);
  CHECK(on_aws("{'a': 1} ~> | $ | {'self': $} |") == kDepth);
}

TEST_CASE("Expression: lists that grow item by item cost what they hold", "[jsonata][limits]") {
  CHECK(on_aws("$count($reduce([1..50000], function($a, $b) { $append($a, $b) }, []))") == "50000");
  CHECK(on_aws("($a := $append([1], 2); $b := $append($a, 3); $c := $append($a, 4); "
               "[$string($a), $string($b), $string($c)])") == R"(["[1,2]","[1,2,3]","[1,2,4]"])");
}

TEST_CASE("Expression: tens of thousands of names are found as soon as few", "[jsonata][limits]") {
  std::string used = "[";
  std::string bound = "(";
  for (int i = 0; i < 8'000; ++i) {
    const std::string name = std::to_string(i);
    used += "$a" + name + ",$states.b" + name + ",";
    bound += "$c" + name + ":=" + name + ";";
  }
  const auto expression = Expression::compile(used + "1]", Dialect::Aws);
  REQUIRE(expression.has_value());
  CHECK(expression->references().variables.size() == 8'001);
  CHECK(expression->references().states_members.size() == 8'000);
  CHECK(on_aws(bound + "$c7999 + $c3)") == "8002");
}

TEST_CASE("Expression: signatures do not make calls slow", "[jsonata][limits]") {
  std::string arguments = "1";
  for (int i = 0; i < 200; ++i) arguments += ",1";
  CHECK(on_aws("function($a)<" + repeated("a+", 60) + "s>{1}(" + arguments + ")") == "!T0410");
  CHECK(on_aws("function($a)<" + repeated("n?", 60) + ">{1}(" + arguments + ")") == "!T0410");
  CHECK(on_aws("function($a)<" + repeated("n", 65) + ">{1}(1)") == "!S0401");
}

}  // namespace
}  // namespace sfn::query::jsonata
