// Expressions that want more time or memory than they get: each ends with an error of the limits,
// or with its answer, and nobody waits for it. What they cost is counted in steps and bytes: with
// few of them these tests would hang, or run out of memory, where something is not counted.
#include "base/testing/json_matchers.h"
#include "engine/query/jsonata/testing/evaluated.h"

namespace sfn::query::jsonata {
namespace {

using testing::evaluated;
using testing::on_aws;

constexpr std::string_view kMemory =
    "!Expression evaluation memory limit exceeded: Check for excessive memory usage";
constexpr std::string_view kTime = "!Expression evaluation timeout: Check for infinite loop";

// With a hundredth of the usual budget, both as AWS and as the reference evaluates it.
std::string hurried(const std::string& expression, Dialect dialect, const Json* input = nullptr) {
  testing::Surroundings surroundings{.dialect = dialect, .input = input};
  surroundings.limits = {.steps = 500'000, .depth = 500, .bytes = 8u << 20};
  if (input != nullptr) surroundings.variables = {{"input", *input}};
  const testing::Evaluated answer = evaluated(expression, surroundings);
  if (answer.code == "U1001") return "!" + answer.message;
  return answer.shown();
}

bool is_stopped(const std::string& expression, const Json* input = nullptr) {
  for (const Dialect dialect : {Dialect::Aws, Dialect::Official}) {
    const std::string answer = hurried(expression, dialect, input);
    if (answer != kTime && answer != kMemory) {
      UNSCOPED_INFO(answer.substr(0, 200));
      return false;
    }
  }
  return true;
}

// `$s` is the text, doubled that often.
std::string with_text(std::string_view text, int doublings, std::string_view rest) {
  return "($d := function($s, $n) { $n = 0 ? $s : $d($s & $s, $n - 1) }; $s := $d('" +
         std::string(text) + "', " + std::to_string(doublings) + "); " + std::string(rest) + ")";
}

TEST_CASE("Expression: what shares its parts is not walked for ever", "[jsonata][hostile]") {
  // Sixty levels, in two of whose parts the level below occurs: more values than anybody can count.
  for (const std::string_view level : {"[[$a], [$a]]", "{'a': $a, 'b': $a}"}) {
    const std::string doubled =
        "$reduce([1..60], function($a, $b) { " + std::string(level) + " }, 0)";
    const std::string start = "($x := " + doubled + "; $y := " + doubled + "; ";
    for (const std::string use : {"$x", "$string($x)", "$x & ''", "$x = $y", "$x.**", "$clone($x)",
                                  "$distinct([[$x], [$y]])", "$x ~> | $ | {} |", "-$x", "{$x: 1}",
                                  "[[$x], [$y]][$ = [$y]]", "$x < 1", "$error($string($x))"}) {
      INFO(level << " " << use);
      const std::string answer = hurried(start + use + ")", Dialect::Aws);
      const bool is_refused = answer == kTime || answer == kMemory || answer.starts_with("!T2010");
      CHECK(is_refused);
    }
  }
  const std::string lists = "($x := $reduce([1..60], function($a, $b) { [[$a], [$a]] }, 0); ";
  for (const std::string use :
       {"$boolean($x)", "$x.a", "$lookup($x, 'a')", "$keys($x)", "$spread($x)", "{'k': $x}.*",
        "$not($x)", "$x ? 1 : 2", "$x and 1"}) {
    INFO(use);
    CHECK(is_stopped(lists + use + ")"));
  }
}

TEST_CASE("Expression: results count as what they are written out", "[jsonata][hostile]") {
  const Json large = Json::parse_trusted(R"({"text":")" + std::string(100'000, 'x') + R"("})");
  CHECK(is_stopped("[1..5000].$input", &large));
  CHECK(is_stopped("[1..5000].$input.text", &large));
  CHECK(is_stopped("[1..5000].{'a': $input}", &large));
  CHECK(is_stopped("[1..200000].($ / 7)"));
}

TEST_CASE("Expression: to go through a text takes steps", "[jsonata][hostile]") {
  for (const std::string call : {"$length($s)",
                                 "$substring($s, 3, 1)",
                                 "$substringBefore($s, 'b')",
                                 "$substringAfter($s, 'b')",
                                 "$trim($s)",
                                 "$lowercase($s) = 'b'",
                                 "$contains($s, 'b')",
                                 "$base64decode($s)",
                                 "$s < $s & 'a'",
                                 "$s = ($s & '')",
                                 "($s & '') in [$s]",
                                 "$pad($s, 1)",
                                 "$split($s, 'b')[1]",
                                 "$replace($s, 'b', '') = ''",
                                 "$hash($s, 'MD5')",
                                 "$decodeUrl($s) = 'a'",
                                 "$distinct([$s, $s])[1]",
                                 "$sort([$s, $s])[2]",
                                 "[$s, $s]^($)[2]",
                                 "$number('1' & $s)",
                                 "$toMillis('a', $s)",
                                 "$parseInteger($s, '0')"}) {
    INFO(call);
    const std::string answer =
        hurried(with_text(" ", 17, "[1..2000].(" + call + ")"), Dialect::Aws);
    const bool is_refused = answer == kTime || answer == kMemory || answer.starts_with("!D3030");
    CHECK(is_refused);
  }
}

TEST_CASE("Expression: a text is searched once", "[jsonata][hostile]") {
  const std::string needle = "$substring($s, 0, 500000) & 'b'";
  CHECK(on_aws(with_text("a", 20, "$contains($s, " + needle + ")")) == "false");
  CHECK(on_aws(with_text("a", 20, "$count($split($s, " + needle + "))")) == "1");
  CHECK(on_aws(with_text("a", 20, "$length($replace($s, " + needle + ", ''))")) == "1048576");
  CHECK(on_aws(with_text("a", 20, "$length($substringBefore($s, " + needle + "))")) == "1048576");
}

TEST_CASE("Expression: patterns take steps from every place they are tried at",
          "[jsonata][hostile]") {
  for (const std::string pattern :
       {"/[ab]*[cd]/", "/.*?[ab]*[cd]/", "/(a|aa)+[cd]/", "/(a*)*[cd]/", "/a{20000}[cd]/",
        "/(?=(a+))\\1[cd]/", "/a?a?a?a?a?a?a?a?a?a?[cd]/", "/(.*)(.*)(.*)[cd]/"}) {
    INFO(pattern);
    CHECK(is_stopped(with_text("a", 18, "$match($s, " + pattern + ")")));
    CHECK(is_stopped(with_text("a", 18, "$replace($s, " + pattern + ", 'x')")));
    CHECK(is_stopped(with_text("a", 18, "$split($s, " + pattern + ")")));
  }
  // What is not valid in JavaScript, or too large for anybody, is no pattern.
  for (const std::string pattern : {"/a{65536}/", "/((a{1000}){1000}){1000}/", "/(?R)/", "/a++/"}) {
    INFO(pattern);
    CHECK(on_aws("$match('a', " + pattern + ")").starts_with("!S0201"));
  }
}

TEST_CASE("Expression: matches are found one behind the other, in linear time",
          "[jsonata][hostile]") {
  CHECK(on_aws(with_text("ab", 16, "$length($replace($s, /a/, 'c'))")) == "131072");
  CHECK(on_aws(with_text("ab", 16, "$count($match($s, /(a)b/))")) == "65536");
  CHECK(on_aws(with_text("ab", 16, "$length($replace($s, /a/, function($m) { $m.match }))")) ==
        "131072");
}

TEST_CASE("Expression: pictures cost what they are long", "[jsonata][hostile]") {
  CHECK(on_aws(with_text("#,", 20, "$formatNumber(1, $s & '#')")) == kMemory);
  CHECK(on_aws(with_text("0,", 20, "$formatInteger(1, $s & '0')")) == kMemory);
  CHECK(on_aws(with_text("[Y]", 18, "$fromMillis(0, $s)")) == kMemory);
  CHECK(on_aws(with_text("[Y]", 18, "$toMillis('1', $s)")) == kMemory);
  CHECK(on_aws(with_text("0,", 9, "$length($formatNumber(1, $s & '0'))")) == "1025");
  CHECK(on_aws(with_text("0,", 9, "$length($formatInteger(1, $s & '0'))")) == "1025");
  CHECK(on_aws(with_text("[Yw]", 12, "$toMillis('one', $s)")) == "undefined");
  for (const std::string call :
       {"$formatNumber(1, $s)", "$formatInteger(1, $s)", "$fromMillis(0, $s)", "$toMillis('1', $s)",
        "$parseInteger('1', $s)", "$formatNumber(1, '0', {'percent': $s, 'per-mille': $s})"}) {
    INFO(call);
    CHECK(is_stopped(with_text("0", 10, "[1..2000].(" + call + ")")));
  }
  CHECK(on_aws("$length($formatInteger(1e9, 'I'))") == "1000000");
  CHECK(on_aws("$formatInteger(1e10, 'I')") == kMemory);
  CHECK(on_aws("$length($formatBase(1.7e308, 2))") == "1024");
  CHECK(on_aws("$length($formatNumber(1.7e308, '0'))") == "309");
  CHECK(on_aws("$power(10, 309)") == "!D3061");
  CHECK(on_aws("$power(2, -1e300)") == "0");
}

TEST_CASE("Expression: JSON that is read in counts as its values", "[jsonata][hostile]") {
  for (const std::string text : {"{},", "[],", "1.5,", "\"\",", "{\"\":0},"}) {
    INFO(text);
    CHECK(on_aws(with_text(text, 20, "$count($parse('[' & $s & '1]'))")) == kMemory);
  }
  CHECK(on_aws(with_text("[", 12, "$parse($s)")).starts_with("!D3137"));
  CHECK(on_aws(with_text("[", 9, "$parse($s & $replace($s, '[', ']'))")).starts_with("[["));
}

TEST_CASE("Expression: data as deep as JSON may be is walked, and no deeper",
          "[jsonata][hostile]") {
  std::string lists, objects;
  for (int i = 0; i < 900; ++i) {
    lists += '[';
    objects += R"({"a":)";
  }
  lists += "1" + std::string(900, ']');
  objects += "1" + std::string(900, '}');
  for (const std::string& text : {lists, objects}) {
    const Json deep = Json::parse_trusted(text);
    for (const std::string use :
         {"$count($input.**)", "$string($input)", "$input = $input", "$input.*", "$input.a",
          "$clone($input)", "$boolean($input)", "$input ~> | ** | {'b': 1} |", "$input.a.%.a",
          "$input.**.%", "$input.**@$v.**[$ = $v]", "$distinct([$input, $input])",
          "$spread($input)", "$keys($input)", "[[[[[[[[[[$input]]]]]]]]]]", "$merge([$input])",
          "$sift($input)", "$each($input, function($v) { $v.** })",
          "$reduce([1..200], function($a, $b) { [[$a]] }, $input)"}) {
      INFO(use);
      CHECK(hurried(use, Dialect::Aws, &deep).size() < 2'000'000);
      CHECK(hurried(use, Dialect::Official, &deep).size() < 2'000'000);
    }
  }
  const Json deep_objects = Json::parse_trusted(objects);
  CHECK(is_stopped("$input.**.**.**", &deep_objects));
}

TEST_CASE("Expression: comparators, transforms and loops have an end", "[jsonata][hostile]") {
  for (const std::string expression :
       {"$sort([1..100000], function($a, $b) { true })",
        "$sort([1..100000], function($a, $b) { $random() > 0.5 })", "[1..100000]^(-$, $)",
        "$reduce([1..1000], function($o, $i) { $o ~> | $ | {$string($count($keys($o))): $o} | }, "
        "{})",
        "($f := function($o, $n) { $f($o ~> | $ | {'a': $o, 'b': $o} |, $n + 1) }; $f({}, 0))",
        "($f := function($s) { $f($join([$s, $s], $s)) }; $f('ab'))",
        "($f := function($a) { $f($append($a, $a)) }; $f([1, 2]))",
        "($f := function($a) { $f($zip($a, $a)) }; $f([1..1000]))",
        "($f := function($a) { $f($distinct($append($a, [1..1000]))) }; $f([0]))",
        "($f := function($x, $y) { $f($y, $x) }; $f(1, 2))",
        "($s := $pad('', 100000, '$9'); [1..100].$replace('b', /b/, $s))",
        "$map([1..1000], function($v) { $map([1..1000], function($w) { $v * $w }) })",
        "($l := [1..1000]; $l@$a.$l@$b.{'k': $a + $b})", "[1..800000]#$i[$i % 2 = 0]#$j.($i * $j)",
        "[1..1000]{$string($): $map([1..1000], function($v) { $v })}",
        "($c := function($s) { {'match': '', 'start': 0, 'end': 0, 'groups': [], 'next': "
        "function() { $c($s) }} }; $replace('abc', $c, 'x'))"}) {
    INFO(expression);
    CHECK(is_stopped(expression));
  }
  CHECK(on_aws("$partition([1..800000], 1e-9)") == "undefined");
  CHECK(on_aws("$count($partition([1..360000], 1))") == "360000");
  CHECK(on_aws("$range(0, 1e15, 1)") == kMemory);
  CHECK(on_aws("$range(-1e308, 1e308, 1)") == kMemory);
  CHECK(on_aws("$range(0, 9e15, 1e15)") ==
        "[0,1000000000000000,2000000000000000,3000000000000000,"
        "4000000000000000,5000000000000000,6000000000000000,"
        "7000000000000000,8000000000000000,9000000000000000]");
}

TEST_CASE("Expression: what is written at length is compiled in time, or refused",
          "[jsonata][hostile]") {
  const auto compiled = [](const std::string& text) {
    return Expression::compile(text, Dialect::Aws).has_value();
  };
  std::string names = "(", uses = "[", regexes = "$f(";
  for (int i = 0; i < 20'000; ++i) names += "$a" + std::to_string(i) + ":=1;";
  for (int i = 0; i < 30'000; ++i) uses += "$a" + std::to_string(i) + ",";
  for (int i = 0; i < 1'000; ++i) regexes += "/((a{1,9}){1,9}){1,9}(a|b(c|d(e|f)))*/,";
  CHECK(compiled(names + "1)"));
  CHECK(compiled(uses + "1]"));
  CHECK(compiled(regexes + "1)"));
  CHECK_FALSE(compiled("/" + std::string(250'000, '\\')));
  std::string many = "[1";
  for (int i = 0; i < 120'000; ++i) many += ",a";
  CHECK(evaluated(many + "]", {}).message == std::string(kMemory.substr(1)));
}

}  // namespace
}  // namespace sfn::query::jsonata
