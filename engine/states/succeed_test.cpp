#include "base/testing/catch.h"
#include "engine/testing/simulation.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

TEST_CASE("Succeed: ends the machine with its input, letter by letter", "[states][succeed]") {
  Simulation simulation{machine_of(R"({"Type":"Succeed"})")};
  simulation.start("{ \"a\": [ ] }");
  CHECK(simulation.execution().status == Status::Succeeded);
  CHECK(simulation.execution().output->text() == "{ \"a\": [ ] }");
}

TEST_CASE("Succeed: InputPath and OutputPath select", "[states][succeed]") {
  Simulation simulation{machine_of(R"({"Type":"Succeed","InputPath":"$.a","OutputPath":"$.b"})")};
  simulation.start(R"({"a":{"b":{"c":1}}})");
  CHECK(simulation.execution().output->text() == R"({"c":1})");
}

TEST_CASE("Succeed: ends the branch of a Parallel, not the machine", "[states][succeed]") {
  Simulation simulation{
      R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Next":"E","Branches":[
          {"StartAt":"A","States":{"A":{"Type":"Succeed"}}}]},"E":{"Type":"Pass","Result":"after","End":true}}})"};
  simulation.start("{}");
  CHECK(simulation.execution().output->text() == "\"after\"");
}

}  // namespace
}  // namespace sfn::engine::testing
