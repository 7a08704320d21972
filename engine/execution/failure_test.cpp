// How failures go through Retry and Catch. The events and ids of failures are in
// testdata/scenarios/.
#include "base/testing/catch.h"
#include "engine/testing/simulation.h"

namespace sfn::engine::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A Task T with these fields, and the states H and I that it may lead to; what is before it is not
// of interest.
std::string task(std::string_view fields) {
  return R"({"StartAt":"C","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f",)" +
         std::string(fields) +
         R"(,"End":true},"H":{"Type":"Pass","End":true},"I":{"Type":"Pass","Result":"I","End":true},
         "C":{"Type":"Choice","Default":"T","Choices":[{"Variable":"$.to","IsPresent":false,"Next":"T"},
         {"Variable":"$.to","StringEquals":"H","Next":"H"},{"Variable":"$.to","StringEquals":"I","Next":"I"}]}}})";
}

Simulation run(const std::string& definition, std::vector<Answer> answers) {
  Simulation simulation{definition};
  simulation.script("T", std::move(answers));
  simulation.start(R"({"in":1})");
  simulation.run_until_idle();
  return simulation;
}

// The moments at which the task was called, in seconds after the start.
std::vector<milliseconds> calls_at(const Simulation& simulation) {
  std::vector<milliseconds> times;
  const WorkflowTime start = simulation.execution().started_at;
  for (const Record& record : simulation.records()) {
    if (std::holds_alternative<record::TaskScheduled>(record.body))
      times.push_back(record.at - start);
  }
  return times;
}

TEST_CASE("Retry: counts by retrier, once the matching one is used up no other is tried",
          "[execution][failure]") {
  // The example of AWS's documentation: A, B, C, B give waits of 1, 2 and 5 seconds, then the
  // Catch.
  const Simulation simulation = run(
      task(
          R"("Retry":[{"ErrorEquals":["A","B"],"IntervalSeconds":1,"BackoffRate":2,"MaxAttempts":2},
                       {"ErrorEquals":["C"],"IntervalSeconds":5},{"ErrorEquals":["States.ALL"]}],
               "Catch":[{"ErrorEquals":["B"],"Next":"H"}])"),
      {fails("A", "1"), fails("B", "2"), fails("C", "3"), fails("B", "4")});
  CHECK(calls_at(simulation) ==
        std::vector<milliseconds>{seconds{0}, seconds{1}, seconds{3}, seconds{8}});
  CHECK(simulation.execution().output->text() == R"({"Error":"B","Cause":"4"})");
}

TEST_CASE("Failure: an error and a cause are cut to what AWS's events can have",
          "[execution][failure]") {
  std::string long_cause;
  while (long_cause.size() < 40'000) long_cause += "€";
  const Simulation simulation =
      run(task(R"("Comment":"")"), {fails(std::string(300, 'e'), long_cause)});
  const std::vector<Record> records = simulation.records();
  const auto& failed = std::get<record::ExecutionFailed>(records.back().body);
  CHECK(failed.error->size() == 256);
  CHECK(failed.cause->size() == 32'766);  // no character is cut
  CHECK(failed.cause->ends_with("€"));
  for (const Record& record : records) {
    if (const auto* const task_failed = std::get_if<record::TaskFailed>(&record.body))
      CHECK(task_failed->cause == failed.cause);
  }
}

TEST_CASE("Retry: MaxAttempts 0 never retries", "[execution][failure]") {
  const Simulation simulation =
      run(task(R"("Retry":[{"ErrorEquals":["E"],"MaxAttempts":0},{"ErrorEquals":["States.ALL"]}])"),
          {fails("E", "c")});
  CHECK(simulation.calls().size() == 1);
  CHECK(simulation.execution().error == "E");
}

TEST_CASE("Retry: a visit begins with fresh counters", "[execution][failure]") {
  Simulation simulation{
      R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f",
          "Retry":[{"ErrorEquals":["E"],"MaxAttempts":1,"IntervalSeconds":1}],"Next":"C"},
          "C":{"Type":"Choice","Choices":[{"Variable":"$","NumericEquals":2,"Next":"S"}],"Default":"T"},"S":{"Type":"Succeed"}}})"};
  simulation.script("T", {fails("E", "c"), answers("1"), fails("E", "c"), answers("2")});
  simulation.start("{}");
  simulation.run_until_idle();
  CHECK(simulation.execution().status == Status::Succeeded);
  CHECK(simulation.calls().size() == 4);
}

TEST_CASE("Catch: the first catcher that matches decides, and sees the raw input",
          "[execution][failure]") {
  const Simulation simulation = run(
      task(
          R"("InputPath":"$.in","Catch":[{"ErrorEquals":["X"],"Next":"I"},{"ErrorEquals":["E","F"],"ResultPath":"$.e","Next":"H"},
                         {"ErrorEquals":["States.ALL"],"Next":"I"}])"),
      {fails("F", "c")});
  CHECK(simulation.execution().output->text() == R"({"in":1,"e":{"Error":"F","Cause":"c"}})");
}

TEST_CASE(
    "Catch: ResultSelector, ResultPath and OutputPath of the state have no part in a caught error",
    "[execution][failure]") {
  const Simulation simulation =
      run(task(R"("ResultSelector":{"x.$":"$.x"},"ResultPath":"$.r","OutputPath":"$.r.x",
                                            "Catch":[{"ErrorEquals":["E"],"Next":"H"}])"),
          {fails("E", "c")});
  CHECK(simulation.execution().output->text() == R"({"Error":"E","Cause":"c"})");
}

TEST_CASE("Catch: an error without name and cause is caught by States.ALL and shows as nulls",
          "[execution][failure]") {
  const Simulation simulation = run(
      task(
          R"("Catch":[{"ErrorEquals":["States.Timeout"],"Next":"I"},{"ErrorEquals":["States.ALL"],"Next":"H"}])"),
      {Answer{sfn::unexpected(StatesError{std::nullopt, std::nullopt})}});
  CHECK(simulation.execution().output->text() == R"({"Error":null,"Cause":null})");
}

TEST_CASE("Catch: States.Runtime of a task passes every catcher", "[execution][failure]") {
  for (const std::string_view name : {"States.Runtime", "States.TaskFailed", "States.ALL"}) {
    const Simulation simulation =
        run(task(R"("ResultSelector":{"x.$":"$.missing"},"Retry":[{"ErrorEquals":[")" +
                 std::string(name) + R"("]}],"Catch":[{"ErrorEquals":[")" + std::string(name) +
                 R"("],"Next":"H"}])"),
            {answers("{}")});
    INFO(name);
    CHECK(simulation.execution().error == "States.Runtime");
    CHECK(simulation.execution().cause ==
          "An error occurred while executing the state 'T' (entered at the event id #4). The "
          "JSONPath '$.missing' specified for "
          "the field 'x.$' could not be found in the input '{}'");
    CHECK(simulation.calls().size() == 1);
  }
}

TEST_CASE("Catch: where the error cannot be placed the execution fails", "[execution][failure]") {
  Simulation simulation{task(R"("Catch":[{"ErrorEquals":["E"],"ResultPath":"$.a.b","Next":"H"}])")};
  simulation.script("T", {fails("E", "c")});
  simulation.start(R"({"a":[1]})");
  simulation.run_until_idle();
  CHECK(simulation.execution().status == Status::Failed);
  CHECK(simulation.execution().error == "States.ReferencePathConflict");
  CHECK(simulation.execution().effects.empty());
}

TEST_CASE("Catch: an output that grew beyond the limit is caught by nothing",
          "[execution][failure]") {
  Simulation simulation{task(R"("ResultPath":"$.r","Retry":[{"ErrorEquals":["States.ALL"]}],
                                "Catch":[{"ErrorEquals":["States.DataLimitExceeded"],"Next":"I"},{"ErrorEquals":["States.ALL"],"Next":"H"}])")};
  simulation.script("T", {answers("\"" + std::string(200'000, 'r') + "\"")});
  simulation.start(R"({"in":")" + std::string(100'000, 'i') + "\"}");
  simulation.run_until_idle();
  CHECK(simulation.execution().status == Status::Failed);
  CHECK(simulation.execution().error == "States.DataLimitExceeded");
  CHECK(simulation.execution().cause ==
        "The state/task 'T' returned a result with a size exceeding the maximum number of bytes "
        "service limit.");
  CHECK(simulation.calls().size() == 1);
}

TEST_CASE("Catch: an error output that makes the output too large", "[execution][failure]") {
  const auto caught_with = [](std::size_t filling) {
    Simulation simulation{task(R"("Catch":[{"ErrorEquals":["E"],"ResultPath":"$.e","Next":"H"}])")};
    simulation.script("T", {fails("E", "c")});
    simulation.start(R"({"in":")" + std::string(filling, 'x') + R"("})");
    simulation.run_until_idle();
    return simulation;
  };
  const std::size_t rest = std::string(R"({"in":"","e":{"Error":"E","Cause":"c"}})").size();
  CHECK(caught_with(262'144 - rest).execution().status == Status::Succeeded);
  const Simulation over = caught_with(262'144 - rest + 1);
  CHECK(over.execution().error == "States.DataLimitExceeded");
  CHECK(over.execution().cause ==
        "The state/task 'T' returned a result with a size exceeding the maximum number of bytes "
        "service limit.");
}

TEST_CASE("Failure: a Parallel catches the error of its branch under the error's own name",
          "[execution][failure]") {
  Simulation simulation{
      R"({"StartAt":"P","States":{"P":{"Type":"Parallel","ResultPath":"$.ignored","Catch":[{"ErrorEquals":["E"],"ResultPath":"$.e","Next":"H"}],"End":true,
          "Branches":[{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}}]},
          "H":{"Type":"Pass","End":true}}})"};
  simulation.script("T", {fails("E", "c")});
  simulation.start(R"({"in":1})");
  simulation.run_until_idle();
  CHECK(simulation.execution().output->text() == R"({"in":1,"e":{"Error":"E","Cause":"c"}})");
}

TEST_CASE(
    "Failure: a branch that had not entered its next state does not enter it after a neighbour's "
    "failure",
    "[execution][failure]") {
  Simulation simulation{
      R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Catch":[{"ErrorEquals":["States.ALL"],"Next":"H"}],"End":true,
          "Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","End":true}}},
                      {"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}}]},
          "H":{"Type":"Pass","End":true}}})"};
  simulation.start("{}");
  CHECK(simulation.event_types() ==
        "ExecutionStarted ParallelStateEntered ParallelStateStarted PassStateEntered "
        "PassStateExited FailStateEntered "
        "ParallelStateFailed ParallelStateExited PassStateEntered PassStateExited "
        "ExecutionSucceeded");
}

TEST_CASE("Failure: the calls of aborted neighbours are cancelled, their answers dropped",
          "[execution][failure]") {
  Simulation simulation{
      R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Catch":[{"ErrorEquals":["States.ALL"],"Next":"W"}],"End":true,"Branches":[
          {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}},
          {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}}]},
          "W":{"Type":"Wait","Seconds":60,"Next":"H"},"H":{"Type":"Pass","End":true}}})"};
  simulation.script("A", {fails("E", "c", seconds{1})});
  simulation.script("B", {answers("\"late\"", seconds{30})});
  simulation.start("{}");
  simulation.run_until_idle();
  CHECK(simulation.execution().output->text() == R"({"Error":"E","Cause":"c"})");
  CHECK(simulation.elapsed() == seconds{61});
}

TEST_CASE("Failure: a failed end keeps the visits that a redrive goes on from",
          "[execution][failure]") {
  Simulation simulation{
      R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
          {"StartAt":"A","States":{"A":{"Type":"Pass","Result":"kept","End":true}}},
          {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}}]}}})"};
  simulation.script("B", {fails("E", "c")});
  simulation.start("{}");
  simulation.run_until_idle();
  const Execution& execution = simulation.execution();
  REQUIRE(execution.status == Status::Failed);
  REQUIRE(execution.visits.size() == 2);
  const Visit& parallel = execution.visits.begin()->second;
  CHECK(parallel.branches.at(0).output->text() == "\"kept\"");
  CHECK(execution.find_visit(parallel.branches.at(1).current)->state->name() == "B");
  simulation.restart();
  CHECK(simulation.execution().visits.size() == 2);
}

}  // namespace
}  // namespace sfn::engine::testing
