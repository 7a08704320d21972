#include "engine/query/jsonpath/intrinsics/intrinsic.h"

#include <algorithm>
#include <set>

#include "base/testing/java_cases.h"
#include "base/testing/json_matchers.h"
#include "engine/query/jsonpath/expression.h"
#include "engine/query/testing/case_file.h"
#include "engine/query/testing/fake_scope.h"

namespace sfn::jsonpath {
namespace {

using query::testing::FakeScope;
using query::testing::read_cases;
using sfn::testing::json;

StateResult<Json> evaluated(const std::string& expression, Json input) {
  const auto compiled = Expression::compile(expression);
  INFO(expression);
  REQUIRE(compiled.has_value());
  FakeScope given{std::move(input)};
  return compiled->evaluate("value.$", given.scope(), given.budget);
}

void check_case(const Json& one) {
  const std::string& expression = one.find("expression")->as_string();
  INFO(expression << " on " << one.find("given")->text() << "  (" << one.find("source")->as_string()
                  << ")");
  const auto result = evaluated(expression, json(one.find("given")->text()));
  if (const Json* const cause = one.find("cause")) {
    REQUIRE(!result.has_value());
    CHECK(result.error() == runtime_error(cause->as_string()));
  } else {
    INFO((result ? std::string() : result.error().cause.value_or("")));
    REQUIRE(result.has_value());
    CHECK(result->text() == one.find("expected")->rebuilt().text());
  }
}

std::vector<Intrinsic> all_intrinsics() {
  std::vector<Intrinsic> all;
  for (const auto family : {array_intrinsics(), encoding_intrinsics(), generic_intrinsics(),
                            json_intrinsics(), math_intrinsics(), string_intrinsics()}) {
    all.insert(all.end(), family.begin(), family.end());
  }
  return all;
}

TEST_CASE("Intrinsics: each call gives what AWS gives", "[jsonpath][intrinsics]") {
  const std::string family = GENERATE("array", "encoding", "generic", "json", "math", "string");
  const Json cases = read_cases("engine/query/jsonpath/intrinsics/testdata/" + family + ".json");
  std::size_t number = 0;
  for (const Json& one : cases.items()) {
    DYNAMIC_SECTION(family << " " << number++ << ": " << one.find("expression")->as_string()) {
      check_case(one);
    }
  }
}

TEST_CASE("Intrinsics: there are the eighteen of the language, each once and found by its name",
          "[jsonpath][intrinsics]") {
  std::set<std::string_view> names;
  for (const Intrinsic& row : all_intrinsics()) {
    CHECK(names.insert(row.name).second);
    CHECK(row.fewest <= row.most);
    const Intrinsic* const found = find_intrinsic(row.name);
    REQUIRE(found != nullptr);
    CHECK(found->apply == row.apply);
  }
  CHECK(names.size() == 18);
  CHECK(find_intrinsic("States.Nothing") == nullptr);
  CHECK(find_intrinsic("") == nullptr);
}

TEST_CASE("Intrinsics: any arguments in any number give a value or a failure",
          "[jsonpath][intrinsics]") {
  const Json values =
      json(R"([null, true, -1, 0, 2.5, 1e308, 99999999999999999999, "", "x{}", "[", [],
                               [1, [2]], {}, {"a": {"b": 1}}])");
  FakeScope given{json("{}")};
  for (const Intrinsic& row : all_intrinsics()) {
    const std::size_t most = std::min<std::size_t>(row.most, 3);
    for (std::size_t count = row.fewest; count <= most; ++count) {
      for (const Json& first : values.items()) {
        for (const Json& other : values.items()) {
          std::vector<IntrinsicArgument> arguments(count, IntrinsicArgument{other});
          if (count > 0) arguments[0].value = first;
          INFO(row.name << " " << first.text() << " " << other.text());
          const auto result = row.apply(arguments, given.scope(), given.budget);
          if (!result) {
            CHECK(result.error().kind == IntrinsicFailure::Kind::Refused);
          } else {
            CHECK(Json::parse(result->text()).has_value());
          }
        }
      }
    }
  }
}

TEST_CASE("Intrinsics: UUID gives a new version 4 UUID, whatever its arguments",
          "[jsonpath][intrinsics]") {
  std::set<std::string> seen;
  for (const char* const call :
       {"States.UUID()", "States.UUID( )", "States.UUID(null)", "States.UUID(1, 2)"}) {
    const auto result = evaluated(call, json("{}"));
    REQUIRE(result.has_value());
    const std::string& uuid = result->as_string();
    CHECK(uuid.size() == 36);
    CHECK(uuid[14] == '4');
  }
  const auto pair = evaluated("States.Array(States.UUID(), States.UUID())", json("{}"));
  REQUIRE(pair.has_value());
  CHECK(pair->items()[0] != pair->items()[1]);
}

TEST_CASE("Intrinsics: MathRandom without a seed stays in its bounds", "[jsonpath][intrinsics]") {
  FakeScope given{json("{}")};
  const auto expression = Expression::compile("States.MathRandom(-1, 2)");
  REQUIRE(expression.has_value());
  std::set<std::int64_t> drawn;
  for (int i = 0; i < 100; ++i) {
    const auto result = expression->evaluate("value.$", given.scope(), given.budget);
    REQUIRE(result.has_value());
    drawn.insert(*result->as_integer());
  }
  CHECK(drawn == std::set<std::int64_t>{-1, 0, 1});
}

TEST_CASE(
    "Intrinsics: texts of 10,000 characters are encoded, decoded and hashed, longer ones refused",
    "[jsonpath][intrinsics]") {
  // Observed: States.Base64Encode-009 and -010, States.Hash-013. Characters are those of Java:
  // UTF-16 units.
  const std::string call =
      GENERATE("States.Base64Encode($)", "States.Base64Decode($)", "States.Hash($, 'SHA-256')");
  CHECK(evaluated(call, Json::string(std::string(10'000, 'a'))).has_value());
  CHECK(!evaluated(call, Json::string(std::string(10'001, 'a'))).has_value());
  std::string pairs;
  for (int i = 0; i < 5'000; ++i) pairs += "\xF0\x9F\x98\x80";
  CHECK(evaluated(call, Json::string(pairs)).has_value());
  CHECK(!evaluated(call, Json::string(pairs + "a")).has_value());
}

TEST_CASE("Intrinsics: the budget ends what would grow too large", "[jsonpath][intrinsics]") {
  // Each level doubles the text.
  std::string call = "$.s";
  for (int i = 0; i < 9; ++i) call = "States.Format('{}{}', " + call + ", " + call + ")";
  const auto expression = Expression::compile(call);
  REQUIRE(expression.has_value());
  FakeScope given{Json::object({{"s", Json::string(std::string(200'000, 'x'))}})};
  const auto result = expression->evaluate("value.$", given.scope(), given.budget);
  REQUIRE(!result.has_value());
  CHECK(result.error() == stopped_error(call));
}

TEST_CASE("Intrinsics: many values of one hash code do not take longer than the budget",
          "[jsonpath][intrinsics]") {
  // "Aa" and "BB" hash alike, and so do all texts made of them.
  Json::Items items;
  for (std::uint32_t i = 0; i < 1u << 14; ++i) {
    std::string text;
    for (unsigned bit = 0; bit < 14; ++bit) text += (i >> bit & 1u) != 0 ? "Aa" : "BB";
    items.push_back(Json::string(std::move(text)));
  }
  FakeScope given{json("{}")};
  given.budget = query::Budget({.steps = 100'000, .depth = 1'000, .bytes = 1'000'000}, {});
  const IntrinsicArgument argument{Json::array(std::move(items))};
  const auto result =
      find_intrinsic("States.ArrayUnique")->apply({&argument, 1}, given.scope(), given.budget);
  REQUIRE(!result.has_value());
  CHECK(result.error().kind == IntrinsicFailure::Kind::Stopped);
}

TEST_CASE("Intrinsics: ArrayUnique orders as a Java HashSet does", "[jsonpath][intrinsics][java]") {
  sfn::testing::for_each_java_case("hash_set_order", [](const Json& one) {
    FakeScope given{json("{}")};
    const IntrinsicArgument argument{*one.find("values")};
    const auto result =
        find_intrinsic("States.ArrayUnique")->apply({&argument, 1}, given.scope(), given.budget);
    REQUIRE(result.has_value());
    CHECK(result->text() == one.find("order")->text());
  });
}

}  // namespace
}  // namespace sfn::jsonpath
