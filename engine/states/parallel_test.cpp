#include "base/assert.h"
#include "base/testing/catch.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

constexpr const char* kTwoBranches =
    R"("Branches":[{"StartAt":"A","States":{"A":{"Type":"Succeed"}}},{"StartAt":"B","States":{"B":{"Type":"Succeed"}}}])";

std::string parallel(std::string_view fields) {
  return machine_of(R"({"Type":"Parallel","End":true,)" + std::string(fields) + kTwoBranches + "}");
}

TEST_CASE("Parallel: starts its branches with its input and waits", "[states][parallel]") {
  SingleState state{parallel(""), R"({ "a": 1 })"};
  CHECK(describe(state.enter()) == "awaits");
  REQUIRE(state.ctx.records.size() == 1);
  CHECK(std::get<record::ParallelStarted>(state.ctx.records.front()).input.text() ==
        R"({ "a": 1 })");
  REQUIRE(state.state().branches().size() == 2);
  CHECK(state.state().branches()[1].start_at == "B");
}

TEST_CASE("Parallel: Parameters make the input of every branch", "[states][parallel]") {
  SingleState state{parallel(R"("InputPath":"$.a","Parameters":{"v.$":"$"},)"), R"({"a":[1]})"};
  CHECK(describe(state.enter()) == "awaits");
  CHECK(std::get<record::ParallelStarted>(state.ctx.records.front()).input.text() ==
        R"({"v":[1]})");
}

TEST_CASE("Parallel: a path that leads nowhere fails it before any branch starts",
          "[states][parallel]") {
  SingleState state{parallel(R"("InputPath":"$.a",)"), "{}"};
  CHECK(describe(state.enter()) ==
        "States.Runtime: Invalid path '$.a' : No results for path: $['a']");
  CHECK(state.ctx.records.empty());
}

TEST_CASE("Parallel: joins the texts of the outputs, in the order of Branches",
          "[states][parallel]") {
  SingleState state{parallel(""), "{}"};
  state.visit.branches.resize(2);
  state.visit.branches[0].output = Json::parse_trusted("[ 1,  2 ]");
  state.visit.branches[1].output = Json::parse_trusted("{ }");
  CHECK(describe(state.state().join(state.visit, state.ctx)) == "done: [[ 1,  2 ],{ }]");
}

TEST_CASE("Parallel: is not joined before every branch has ended", "[states][parallel]") {
  SingleState state{parallel(""), "{}"};
  state.visit.branches.resize(2);
  state.visit.branches[0].output = Json{};
  CHECK_THROWS_AS(state.state().join(state.visit, state.ctx), BugError);
}

}  // namespace
}  // namespace sfn::engine::testing
