#include <set>
#include <string>

#include "base/testing/catch.h"
#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/function.h"
#include "engine/query/jsonata/merge_sort.h"
#include "engine/query/jsonata/object.h"

namespace sfn::query::jsonata {
namespace {

TEST_CASE("Functions: each has one row in a dialect", "[jsonata]") {
  for (const Dialect dialect : {Dialect::Aws, Dialect::Official}) {
    std::set<std::string_view> names;
    for (const auto family :
         {aggregate_functions(), array_functions(), aws_functions(), boolean_functions(),
          datetime_functions(), encoding_functions(), eval_functions(), higher_order_functions(),
          matching_functions(), numeric_functions(), object_functions(), picture_functions(),
          string_functions()}) {
      for (const Builtin& builtin : family) {
        if (find_builtin(builtin.name, dialect) != &builtin) continue;
        INFO(builtin.name);
        CHECK(names.insert(builtin.name).second);
        CHECK(builtin.body != nullptr);
      }
    }
    CHECK(names.size() == (dialect == Dialect::Aws ? 69 : 65));
  }
  CHECK(find_builtin("eval", Dialect::Aws) == nullptr);
  CHECK(find_builtin("partition", Dialect::Official) == nullptr);
  CHECK(find_builtin("random", Dialect::Aws) != find_builtin("random", Dialect::Official));
}

TEST_CASE("Errors: each code has its name and text", "[jsonata]") {
  std::set<std::string> names;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Code::TimeOut); ++i) {
    const auto code = static_cast<Code>(i);
    CHECK(names.insert(std::string(code_name(code, Dialect::Aws))).second);
    ErrorFacts facts;
    facts.code = code;
    facts.message = "message";
    CHECK(!error_message(facts).empty());
  }
  CHECK(code_name(Code::TimeOut, Dialect::Aws).empty());
  CHECK(code_name(Code::TimeOut, Dialect::Official) == "U1001");
}

TEST_CASE("Object: finds members of few and of many, and keeps their order", "[jsonata]") {
  Budget budget;
  Arena arena(budget);
  Object object;
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) names.push_back("name" + std::to_string(i));
  for (int i = 0; i < 100; ++i)
    object.set(arena, names[static_cast<std::size_t>(i)], Value::number(i));
  object.set(arena, "name50", Value::number(-1));
  CHECK(object.size == 100);
  CHECK(object.find("name50")->as_number() == -1);
  CHECK(object.find("name99")->as_number() == 99);
  CHECK(object.find("none") == nullptr);
  object.erase("name0");
  object.erase("none");
  CHECK(object.size == 99);
  CHECK(object.find("name0") == nullptr);
  CHECK(object.members[0].name == "name1");
  CHECK(object.find("name99")->as_number() == 99);
}

TEST_CASE("Merge sort: is stable, and ends where a comparison fails", "[jsonata]") {
  const int items[] = {3, 1, 2, 1, 3};
  const auto order = merge_sorted(
      5, [&](std::size_t a, std::size_t b) { return std::optional(items[a] > items[b]); });
  CHECK(*order == std::vector<std::size_t>{1, 3, 2, 0, 4});
  CHECK(!merge_sorted(5, [](std::size_t, std::size_t) { return std::optional<bool>(); }));
  CHECK(merge_sorted(5, [](std::size_t, std::size_t) { return std::optional(true); })->size() == 5);
}

TEST_CASE("Arena: takes no more than the budget has", "[jsonata]") {
  Budget budget({.steps = 1, .depth = 1, .bytes = 10'000}, {});
  Arena arena(budget);
  CHECK_THROWS_AS(static_cast<void>(arena.make_array<Value>(1'000)), MemoryExhausted);
  CHECK_THROWS_AS(static_cast<void>(arena.make_array<Value>(~std::size_t{0} / 8)), MemoryExhausted);
  Budget another;
  Arena roomy(another);
  CHECK(roomy.copy("text") == "text");
}

}  // namespace
}  // namespace sfn::query::jsonata
