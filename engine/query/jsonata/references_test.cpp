#include "engine/query/jsonata/references.h"

#include "base/testing/catch.h"
#include "engine/query/jsonata/expression.h"

namespace sfn::query::jsonata {
namespace {

using Names = std::vector<std::string>;

References references_in(const std::string& text) {
  auto expression = Expression::compile(text, Dialect::Aws);
  REQUIRE(expression.has_value());
  return expression->references();
}
Names top_level(const std::string& text) {
  Names names;
  for (const auto& reference : references_in(text).top_level) names.push_back(reference.name);
  return names;
}

TEST_CASE("References: variables that the expression does not bind itself", "[jsonata]") {
  CHECK(references_in("$a + $b + $a").variables == Names{"a", "b"});
  CHECK(references_in("($a := 1; $a)").variables == Names{});
  CHECK(references_in("function($x) { $x + $y }").variables == Names{"y"});
  CHECK(references_in("$states.input.a[b = $c]^($d){$e: $f}").variables ==
        Names{"states", "c", "d", "e", "f"});
  CHECK(references_in("$sum([1])").variables == Names{"sum"});
  CHECK(references_in("a@$v#$i.($v + $i)").variables == Names{});
}

TEST_CASE("References: members of the reserved variable", "[jsonata]") {
  const References named = references_in("$states.input.x & $states.context.y & $states.input.z");
  CHECK(named.states_members == Names{"input", "context"});
  CHECK(!named.uses_states_as_a_whole);
  for (const std::string text : {"$states", "$states.*", "$keys($states)", "$states[0].input",
                                 "$lookup($states, 'input')", "$states.(input)"}) {
    INFO(text);
    CHECK(references_in(text).uses_states_as_a_whole);
  }
  CHECK(references_in("($states := {'input': 1}; $states.input)").states_members == Names{});
}

TEST_CASE("References: the root is referred to wherever it stands", "[jsonata]") {
  CHECK(top_level("$states.input.items[value = $$.x]") == Names{"$$"});
  CHECK(top_level("$states.input.($$)") == Names{"$$"});
  CHECK(top_level("$map([1], function($v) { $$ })") == Names{"$$"});
}

TEST_CASE("References: the input is referred to at the top level only by first steps",
          "[jsonata]") {
  CHECK(top_level("phone") == Names{"phone"});
  CHECK(top_level("$$") == Names{"$$"});
  CHECK(top_level("$.a") == Names{"$"});
  CHECK(top_level("*") == Names{"*"});
  CHECK(top_level("`phone`.number") == Names{"phone"});
  CHECK(top_level("[a, {'k': b}, c ? d : e]") == Names{"a", "b", "c", "d", "e"});
  CHECK(top_level("$f(a)") == Names{"a"});
  CHECK(top_level("function($x) { a }") == Names{"a"});
  CHECK(top_level("$states.input.items[value > 3].name") == Names{});
  CHECK(top_level("$states.input.items^(>price){name: $sum(price)}") == Names{});
  CHECK(top_level("$states.input.(a + b)") == Names{});
  CHECK(top_level("$states.input.$map(items, function($i) { $ })") == Names{});
  CHECK(top_level("($x := $states.input; $x ~> | a | {'b': c} |)") == Names{});
  CHECK(top_level("[1..3].($ * 2)") == Names{});
  CHECK(top_level("[1..3][$ > 1]") == Names{});
}

}  // namespace
}  // namespace sfn::query::jsonata
