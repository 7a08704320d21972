#include "engine/states/comparator.h"

#include <set>
#include <string>

#include "base/testing/catch.h"
#include "engine/testing/case_file.h"

namespace sfn::engine::testing {
namespace {

TEST_CASE("Comparators: each compares values of its type and is false for all others",
          "[states][choice]") {
  std::set<std::string, std::less<>> seen;
  query::Budget budget;
  const Json cases = read_cases("engine/states/testdata/comparators.json");
  for (const Json& a_case : cases.items()) {
    const std::string& name = a_case.find("operator")->as_string();
    const Json& operand = *a_case.find("operand");
    seen.insert(name);
    const Comparator* const comparator = find_comparator(name);
    REQUIRE(comparator != nullptr);
    const Comparator* const of_path = find_comparator(name + "Path");
    for (const bool expected : {true, false}) {
      for (const Json& value : a_case.find(expected ? "true" : "false")->items()) {
        INFO(value.text() << " " << name << " " << operand.text());
        CHECK(comparator->compare(value, operand, budget) == expected);
        if (of_path != nullptr) CHECK(of_path->compare(value, operand, budget) == expected);
      }
    }
  }
  for (const Comparator& comparator : comparators()) {
    if (comparator.operand == Operand::Path || comparator.compare == nullptr) continue;
    INFO(comparator.name);
    CHECK(seen.contains(comparator.name));
  }
}

TEST_CASE("Comparators: an operand that a path brought may be of another type, too",
          "[states][choice]") {
  const auto compare = [](std::string_view name, std::string_view value, std::string_view operand) {
    query::Budget budget;
    return find_comparator(name)->compare(Json::parse_trusted(std::string(value)),
                                          Json::parse_trusted(std::string(operand)), budget);
  };
  CHECK(compare("StringEqualsPath", R"("1")", "1") == false);
  CHECK(compare("NumericEqualsPath", "1", R"("1")") == false);
  CHECK(compare("BooleanEqualsPath", "true", "1") == false);
  CHECK(compare("TimestampEqualsPath", R"("2023-02-24T12:15:56Z")", R"("2023-02-24")") == false);
  CHECK(compare("TimestampLessThanPath", R"("2023-02-24T12:15:56Z")", "null") == false);
}

TEST_CASE(
    "Comparators: all 39 of Amazon States Language are there, each once and with a row that fits",
    "[states][choice]") {
  std::set<std::string_view> names;
  for (const Comparator& comparator : comparators()) {
    INFO(comparator.name);
    CHECK(names.insert(comparator.name).second);
    CHECK(find_comparator(comparator.name) == &comparator);
    CHECK((comparator.operand == Operand::Path) == comparator.name.ends_with("Path"));
    CHECK((comparator.compare == nullptr) == (comparator.name == "IsPresent"));
  }
  CHECK(names.size() == 39);
  CHECK(find_comparator("StringMatchesPath") == nullptr);
  CHECK(find_comparator("stringEquals") == nullptr);
}

}  // namespace
}  // namespace sfn::engine::testing
