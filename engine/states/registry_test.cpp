#include "engine/states/registry.h"

#include <set>
#include <string>

#include "base/testing/catch.h"
#include "engine/testing/case_file.h"

namespace sfn::engine {
namespace {

TEST_CASE("State types: the eight of Amazon States Language, each complete and found by its name",
          "[states]") {
  std::set<std::string_view> names;
  std::set<StateType> types;
  for (const StateTypeRow& row : state_types()) {
    INFO(row.name);
    CHECK(names.insert(row.name).second);
    CHECK(types.insert(row.type).second);
    CHECK(find_state_type(row.name) == &row);
    CHECK(row.schema != nullptr);
    CHECK(row.parse != nullptr);
  }
  CHECK(names == std::set<std::string_view>{"Task", "Wait", "Pass", "Succeed", "Fail", "Choice",
                                            "Parallel", "Map"});
  CHECK(find_state_type("pass") == nullptr);
  CHECK(find_state_type("") == nullptr);
}

// AWS "State fields": each type was asked for each field.
TEST_CASE("State types: each takes the fields that AWS takes, and no other", "[states]") {
  const Json accepted = testing::read_cases("engine/states/testdata/fields.json");
  for (const StateTypeRow& row : state_types()) {
    std::set<std::string> expected, taken;
    for (const Json& field : accepted.find(row.name)->items()) expected.insert(field.as_string());
    for (const asl::Field& field : row.schema->fields) taken.insert(std::string(field.name));
    INFO(row.name);
    CHECK(taken == expected);
  }
}

}  // namespace
}  // namespace sfn::engine
