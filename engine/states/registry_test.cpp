#include "engine/states/registry.h"

#include <set>

#include "base/testing/catch.h"

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

}  // namespace
}  // namespace sfn::engine
