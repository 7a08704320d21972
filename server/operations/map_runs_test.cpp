// What the actions say of map runs and their children, of rows as the engine writes them.
#include "base/testing/fake_clock.h"
#include "base/testing/json_matchers.h"
#include "engine/execution/record_codec.h"
#include "persistence/memory/memory_store.h"
#include "persistence/testing/sample_rows.h"
#include "server/operations/actions.h"
#include "server/operations/lookup.h"
#include "server/operations/registry.h"
#include "server/operations/settings.h"

namespace sfn::server {
namespace {

using persistence::ExecutionRow;
using persistence::ExecutionStatus;
using persistence::MapRunRow;
using testing::json;

const api::Owner kOwner{"123456789012", "us-east-1"};
const std::string kPrefix = "arn:aws:states:us-east-1:123456789012:";
const std::string kParent = kPrefix + "execution:m:parent";
const std::string kMapRun = kPrefix + "mapRun:m/each:one";
const std::string kLabelled = kPrefix + "stateMachine:m/each";
const std::string kDefinition =
    R"({"StartAt":"M","States":{"M":{"Type":"Map","Label":"each","End":true,
    "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},
      "StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}}})";

persistence::JournalRow journal_row(std::int64_t seq, engine::RecordBody body) {
  engine::EncodedRecord encoded =
      engine::encode_record({seq, seq, seq - 1, WorkflowTime{}, std::move(body)});
  return {.seq = seq, .event_id = seq, .kind = encoded.kind, .at = 0, .payload = encoded.payload};
}

MapRunRow map_run_row(std::int64_t number, const std::string& arn) {
  api::MapRunState state;
  state.max_concurrency = 5;
  state.tolerated_failure_percentage = 12.5;
  state.item_counts = {.succeeded = 2, .failed = 1, .total = 3, .results_written = 3};
  state.execution_counts = {.running = 1, .total = 1};
  MapRunRow row = persistence::testing::sample_map_run(number, 1);
  row.arn = arn;
  row.label = "each";
  row.started_at = 1'000;
  row.state = api::encode(state);
  return row;
}

// A machine with an execution that has two map runs; the first has three children, of which the
// second has failed, and the last is EXPRESS.
class Fixture {
 public:
  Fixture() {
    persistence::Batch batch;
    persistence::InsertMachine machine = persistence::testing::sample_machine(1, "m");
    machine.revision.definition = kDefinition;
    machine.revision.settings = encode_settings(RevisionSettings{
        api::LoggingConfiguration{}, api::TracingConfiguration{}, api::EncryptionConfiguration{}});
    batch.rows.emplace_back(std::move(machine));
    add(batch, persistence::testing::sample_execution(1), kParent);
    batch.rows.emplace_back(persistence::InsertMapRun{map_run_row(1, kMapRun)});
    MapRunRow ended = map_run_row(2, kPrefix + "mapRun:m/each:two");
    ended.status = persistence::MapRunStatus::Succeeded;
    ended.stopped_at = 3'500;
    batch.rows.emplace_back(persistence::InsertMapRun{ended});
    add(batch, persistence::testing::sample_child(2, 1, 0), child_arn("a"));
    ExecutionRow failed = persistence::testing::sample_child(3, 1, 1);
    failed.status = ExecutionStatus::Failed;
    failed.stopped_at = 2'000;
    failed.redrive_count = 1;
    add(batch, failed, child_arn("b"));
    add(batch, persistence::testing::sample_child(4, 1, 2), kPrefix + "express:m/each:c:id");
    REQUIRE(store_.write({&batch, 1}).front() == persistence::WriteOutcome::Written);
  }

  static std::string child_arn(const std::string& name) {
    return api::execution_arn(kLabelled, name);
  }

  // The answer's body, or the error's message.
  std::string call(std::string_view action, const std::string& request) {
    const Operation* const operation = find_operation(action);
    REQUIRE(operation != nullptr);
    const Reply reply = operation->answer(json(request), kOwner, app_);
    return reply ? *reply : reply.error().message;
  }
  Json answer(std::string_view action, const std::string& request) {
    return json(call(action, request));
  }

 private:
  static void add(persistence::Batch& batch, ExecutionRow row, const std::string& arn) {
    row.arn = arn;
    row.name = arn.substr(arn.rfind(':') + 1);
    row.last_seq = 2;
    row.started_at = 1'000 * row.number;
    engine::RecordBody last = engine::record::ExecutionFailed{"E", "why"};
    batch.journals.push_back(
        {row.number,
         {journal_row(1, engine::record::ExecutionStarted{json("{}"), "role", std::nullopt}),
          journal_row(2, std::move(last))}});
    batch.rows.emplace_back(persistence::InsertExecution{std::move(row)});
  }

  persistence::MemoryStore store_;
  testing::FakeClock clock_{testing::at("1970-01-01T00:00:10Z")};
  Log log_{LogLevel::Off};
  UuidSource uuids_{1};
  engine::Engine engine_{store_, clock_, log_, {.turn_threads = 1, .integrations = {}}};
  App app_{engine_, store_, clock_, log_, uuids_, kOwner};
};

std::string of_execution(const std::string& arn) { return R"({"executionArn":")" + arn + "\"}"; }
std::string of_map_run(const std::string& arn, const std::string& more = "") {
  return R"({"mapRunArn":")" + arn + "\"" + more + "}";
}

std::string text_of(const Json& object, std::string_view member) {
  const Json* const value = object.find(member);
  if (value == nullptr) return "none";
  return value->is_string() ? value->as_string() : value->text();
}

std::vector<std::string> names_in(const Json& list) {
  std::vector<std::string> names;
  for (const Json& item : list.find("executions")->items()) names.push_back(text_of(item, "name"));
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

// Observed: test_list_map_runs_and_describe_map_run.
TEST_CASE("ListMapRuns: lists those of an execution, newest first, with the labelled machine",
          "[operations][map-runs]") {
  Fixture server;
  CHECK(server.call("ListMapRuns", of_execution(kParent)) ==
        R"({"mapRuns":[{"executionArn":")" + kParent + R"(","mapRunArn":")" + kPrefix +
            R"(mapRun:m/each:two","stateMachineArn":")" + kLabelled +
            R"(","startDate":1,"stopDate":3.5},{"executionArn":")" + kParent +
            R"(","mapRunArn":")" + kMapRun + R"(","stateMachineArn":")" + kLabelled +
            R"(","startDate":1}]})");
  CHECK(server.call("ListMapRuns", of_execution(Fixture::child_arn("a"))) == R"({"mapRuns":[]})");
  CHECK(server.call("ListMapRuns", of_execution(kPrefix + "execution:m:none")) ==
        "Execution Does Not Exist: '" + kPrefix + "execution:m:none'");
  CHECK(server.call("ListMapRuns", of_execution(kMapRun)) ==
        "Invalid Arn: 'Resource type not valid in this context: mapRun'");
}

TEST_CASE("ListMapRuns: goes on where a page ended", "[operations][map-runs]") {
  Fixture server;
  const std::string request = R"({"maxResults":1,"executionArn":")" + kParent + "\"";
  const Json first = server.answer("ListMapRuns", request + "}");
  REQUIRE(first.find("mapRuns")->items().size() == 1);
  const Json second = server.answer(
      "ListMapRuns", request + R"(,"nextToken":")" + text_of(first, "nextToken") + "\"}");
  REQUIRE(second.find("mapRuns")->items().size() == 1);
  CHECK(text_of(second.find("mapRuns")->items()[0], "mapRunArn") == kMapRun);
  CHECK(second.find("nextToken") == nullptr);
}

// Observed: test_list_map_runs_and_describe_map_run.
TEST_CASE("DescribeMapRun: shows the limits and counts", "[operations][map-runs]") {
  Fixture server;
  CHECK(server.call("DescribeMapRun", of_map_run(kMapRun)) ==
        R"({"mapRunArn":")" + kMapRun + R"(","executionArn":")" + kParent +
            R"(","status":"RUNNING","startDate":1,"maxConcurrency":5,)"
            R"("toleratedFailurePercentage":12.5,"toleratedFailureCount":0,)"
            R"("itemCounts":{"pending":0,"running":0,"succeeded":2,"failed":1,"timedOut":0,)"
            R"("aborted":0,"total":3,"resultsWritten":3},)"
            R"("executionCounts":{"pending":0,"running":1,"succeeded":0,"failed":0,"timedOut":0,)"
            R"("aborted":0,"total":1,"resultsWritten":0},"redriveCount":0})");
  const Json ended = server.answer("DescribeMapRun", of_map_run(kPrefix + "mapRun:m/each:two"));
  CHECK(text_of(ended, "status") == "SUCCEEDED");
  CHECK(text_of(ended, "stopDate") == "3.5");
}

TEST_CASE("DescribeMapRun: what is not there is not found, for other accounts neither",
          "[operations][map-runs]") {
  Fixture server;
  const std::string other = "arn:aws:states:us-east-1:000000000000:mapRun:m/each:one";
  for (const std::string& arn : {kMapRun + "x", other}) {
    CHECK(server.call("DescribeMapRun", of_map_run(arn)) == "Resource not found: '" + arn + "'");
    CHECK(server.call("ListExecutions", of_map_run(arn)) == "Resource not found: '" + arn + "'");
  }
  CHECK(server.call("DescribeMapRun", of_map_run(kParent)) ==
        "Invalid Arn: 'Resource type not valid in this context: execution'");
}

TEST_CASE("ListExecutions: lists the children of a map run, which their machine does not list",
          "[operations][map-runs]") {
  Fixture server;
  const Json list = server.answer("ListExecutions", of_map_run(kMapRun));
  CHECK(names_in(list) == Names{"id", "b", "a"});
  const Json& failed = list.find("executions")->items()[1];
  CHECK(failed.text() == R"({"executionArn":")" + Fixture::child_arn("b") +
                             R"(","stateMachineArn":")" + kLabelled +
                             R"(","name":"b","status":"FAILED","startDate":3,"stopDate":2,)" +
                             R"("mapRunArn":")" + kMapRun + R"(","itemCount":2,"redriveCount":1})");
  const Json of_machine = server.answer(
      "ListExecutions", R"({"stateMachineArn":")" + persistence::testing::machine_arn("m") + "\"}");
  CHECK(names_in(of_machine) == Names{"parent"});
  CHECK(of_machine.find("executions")->items()[0].find("itemCount") == nullptr);
}

TEST_CASE("ListExecutions: filters the children of a map run and pages through them",
          "[operations][map-runs]") {
  Fixture server;
  const auto names = [&](const std::string& more) {
    return names_in(server.answer("ListExecutions", of_map_run(kMapRun, more)));
  };
  CHECK(names(R"(,"statusFilter":"FAILED")") == Names{"b"});
  CHECK(names(R"(,"statusFilter":"PENDING_REDRIVE")").empty());
  CHECK(names(R"(,"redriveFilter":"REDRIVEN")") == Names{"b"});
  CHECK(names(R"(,"redriveFilter":"NOT_REDRIVEN")") == Names{"id", "a"});
  CHECK(names(R"(,"redriveFilter":"REDRIVEN","statusFilter":"RUNNING")").empty());

  const std::string filter = R"(,"maxResults":1,"redriveFilter":"NOT_REDRIVEN")";
  const Json first = server.answer("ListExecutions", of_map_run(kMapRun, filter));
  CHECK(names_in(first) == Names{"id"});
  const std::string token = R"(,"nextToken":")" + text_of(first, "nextToken") + "\"";
  const Json second = server.answer("ListExecutions", of_map_run(kMapRun, filter + token));
  CHECK(names_in(second) == Names{"a"});
  CHECK(second.find("nextToken") == nullptr);
  // A token belongs to the call that it came from.
  CHECK(server.call("ListExecutions", of_map_run(kMapRun, token)) ==
        "Invalid Token: 'Invalid token'");
}

TEST_CASE("ListExecutions: what is for children only is refused for a machine",
          "[operations][map-runs]") {
  Fixture server;
  const std::string machine =
      R"({"stateMachineArn":")" + persistence::testing::machine_arn("m") + "\"";
  CHECK(server.call("ListExecutions", machine + R"(,"statusFilter":"PENDING_REDRIVE"})") ==
        "The status filter PENDING_REDRIVE can only be used with a MapRun ARN");
  CHECK(server.call("ListExecutions", machine + R"(,"redriveFilter":"REDRIVEN"})") ==
        "The redrive filter can only be used with a MapRun ARN");
  CHECK(server.call("ListExecutions", machine + R"(,"mapRunArn":")" + kMapRun + "\"}") ==
        "Must provide a StateMachine ARN or MapRun ARN");
}

TEST_CASE("DescribeExecution: a child names its map run and the labelled machine",
          "[operations][map-runs]") {
  Fixture server;
  const Json failed = server.answer("DescribeExecution", of_execution(Fixture::child_arn("b")));
  CHECK(text_of(failed, "stateMachineArn") == kLabelled);
  CHECK(text_of(failed, "mapRunArn") == kMapRun);
  CHECK(text_of(failed, "error") == "E");
  CHECK(text_of(failed, "redriveStatus") == "REDRIVABLE_BY_MAP_RUN");
  const Json parent = server.answer("DescribeExecution", of_execution(kParent));
  CHECK(text_of(parent, "stateMachineArn") == persistence::testing::machine_arn("m"));
  CHECK(parent.find("mapRunArn") == nullptr);
}

// AWS DescribeStateMachine: the label is there for a labelled ARN only.
TEST_CASE("DescribeStateMachine: the ARN of a Map shows its machine and the label",
          "[operations][map-runs]") {
  Fixture server;
  const auto asked = [](const std::string& arn) { return R"({"stateMachineArn":")" + arn + "\"}"; };
  const Json map = server.answer("DescribeStateMachine", asked(kLabelled));
  CHECK(text_of(map, "stateMachineArn") == kLabelled);
  CHECK(text_of(map, "name") == "m");
  CHECK(text_of(map, "label") == "each");
  CHECK(text_of(map, "definition") == kDefinition);
  const std::string machine = persistence::testing::machine_arn("m");
  CHECK(server.answer("DescribeStateMachine", asked(machine)).find("label") == nullptr);
  for (const std::string& arn : {machine + "/other", machine + "x/each", machine + "/each:1"}) {
    CHECK(server.call("DescribeStateMachine", asked(arn)) ==
          "State Machine Does Not Exist: '" + arn + "'");
  }
}

TEST_CASE("Children: an EXPRESS one can be described, its history cannot be read",
          "[operations][map-runs]") {
  Fixture server;
  const std::string child = of_execution(kPrefix + "express:m/each:c:id");
  CHECK(text_of(server.answer("DescribeExecution", child), "mapRunArn") == kMapRun);
  CHECK(text_of(server.answer("DescribeStateMachineForExecution", child), "mapRunArn") == kMapRun);
  const std::string refused = "Invalid Arn: 'Resource type not valid in this context: express'";
  CHECK(server.call("GetExecutionHistory", child) == refused);
  CHECK(server.call("ListMapRuns", child) == refused);
  CHECK(server.call("DescribeExecution", of_execution(kPrefix + "express:m:c:id")) == refused);
}

TEST_CASE("DescribeStateMachineForExecution: a child has the label of its Map state",
          "[operations][map-runs]") {
  Fixture server;
  const Json child =
      server.answer("DescribeStateMachineForExecution", of_execution(Fixture::child_arn("a")));
  CHECK(text_of(child, "stateMachineArn") == kLabelled);
  CHECK(text_of(child, "name") == "m");
  CHECK(text_of(child, "mapRunArn") == kMapRun);
  CHECK(text_of(child, "label") == "each");
  const Json parent = server.answer("DescribeStateMachineForExecution", of_execution(kParent));
  CHECK(parent.find("label") == nullptr);
}

TEST_CASE("GetExecutionHistory: reads the history of a child", "[operations][map-runs]") {
  Fixture server;
  const Json history = server.answer("GetExecutionHistory", of_execution(Fixture::child_arn("a")));
  CHECK(history.find("events")->items().size() == 2);
}

}  // namespace sfn::server
