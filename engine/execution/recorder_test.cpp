#include "engine/execution/recorder.h"

#include "api-models/quotas.h"
#include "base/testing/catch.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

const WorkflowTime kNow = from_epoch_milliseconds(1'767'225'600'000);
const TaskTarget kTarget{TaskFamily::LambdaFunction, "", "arn:f"};

Execution blank(std::string_view definition) {
  Execution execution;
  execution.header.definition = compile_or_throw(definition);
  return execution;
}

Execution task_execution() {
  return blank(machine_of(
      R"({"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true})"));
}

Execution wait_execution() {
  return blank(machine_of(R"({"Type":"Wait","Seconds":5,"End":true})"));
}

record::StateEntered entered(StateType type) { return {{}, 0, type, "S", Json{}}; }

TEST_CASE("Recorder: numbers records without gaps, and events among the visible ones",
          "[execution][recorder]") {
  Execution execution = wait_execution();
  Recorder recorder{execution, kNow};
  recorder.record(record::ExecutionStarted{});
  recorder.record(entered(StateType::Wait));
  recorder.record(record::WaitArmed{VisitId{2}, kNow});
  recorder.record(record::StateExited{VisitId{2}, StateType::Wait, "S", Json{}, std::nullopt});
  const std::vector<Record> records = recorder.take();
  REQUIRE(records.size() == 4);
  for (std::size_t index = 0; index < records.size(); ++index)
    CHECK(records[index].seq == static_cast<std::int64_t>(index + 1));
  CHECK(records[1].event_id == 2);
  CHECK(records[2].event_id == 0);
  CHECK(records[2].previous_event_id == 0);
  CHECK(records[3].event_id == 3);
  CHECK(records[3].previous_event_id == 2);
  CHECK(execution.last_seq == 4);
  CHECK(execution.last_event_id == 3);
}

TEST_CASE("Recorder: private records alone do not go on for ever", "[execution][recorder]") {
  Execution execution = wait_execution();
  Recorder recorder{execution, kNow};
  recorder.record(record::ExecutionStarted{});
  recorder.record(entered(StateType::Wait));
  while (execution.is_open() && recorder.size() < 200'000)
    recorder.record(record::WaitArmed{VisitId{2}, kNow});
  const std::vector<Record> records = recorder.take();
  CHECK(records.size() == 100'000);
  CHECK(execution.status == Status::Failed);
  CHECK(execution.error == "States.Runtime");
  CHECK(records.back().event_id == 3);
  CHECK(records.back().previous_event_id == 2);
}

TEST_CASE("Recorder: heartbeats have a bound of their own", "[execution][recorder]") {
  Execution execution = task_execution();
  Recorder recorder{execution, kNow};
  recorder.record(record::ExecutionStarted{});
  recorder.record(entered(StateType::Task));
  recorder.record(record::TaskScheduled{VisitId{2}, kTarget, "", Json{}, std::nullopt, 60});
  // As after so many of them.
  execution.last_seq += 899'999;
  execution.heartbeats = 899'999;
  recorder.record(record::HeartbeatReceived{VisitId{2}});
  CHECK(execution.is_open());
  recorder.record(record::HeartbeatReceived{VisitId{2}});
  CHECK(execution.heartbeats == 900'000);
  CHECK(execution.status == Status::Failed);
  CHECK(execution.last_event_id == 4);
}

TEST_CASE("Recorder: the history of an EXPRESS execution has no limit", "[execution][recorder]") {
  Execution execution = wait_execution();
  execution.header.kind = ExecutionKind::Express;
  Recorder recorder{execution, kNow};
  recorder.record(record::ExecutionStarted{});
  recorder.record(entered(StateType::Wait));
  for (std::size_t i = 0; i < 100'001; ++i) recorder.record(record::WaitArmed{VisitId{2}, kNow});
  CHECK(execution.is_open());
  execution.last_event_id = api::quotas::kHistoryEvents + 5;
  recorder.record(record::StateExited{VisitId{2}, StateType::Wait, "S", Json{}, std::nullopt});
  CHECK(execution.is_open());
  CHECK(execution.last_event_id == api::quotas::kHistoryEvents + 6);
}

TEST_CASE("Recorder: counts the bytes of the state data that comes into the execution",
          "[execution][recorder]") {
  Execution execution = task_execution();
  Recorder recorder{execution, kNow};
  recorder.record(record::ExecutionStarted{});
  recorder.record(entered(StateType::Task));
  CHECK(recorder.bytes() == 0);
  recorder.record(record::TaskScheduled{VisitId{2}, kTarget, "", Json::string("1234"), std::nullopt,
                                        std::nullopt});
  CHECK(recorder.bytes() == 6);
}

TEST_CASE("Recorder: goes on with the numbers of the turn before", "[execution][recorder]") {
  Execution execution = wait_execution();
  Recorder{execution, kNow}.record(record::ExecutionStarted{});
  Recorder recorder{execution, kNow};
  recorder.record(entered(StateType::Wait));
  CHECK(recorder.take().at(0).seq == 2);
}

TEST_CASE("Recorder: previous ids follow the state, starts and cuts follow nothing",
          "[execution][recorder]") {
  Execution execution = task_execution();
  Recorder recorder{execution, kNow};
  recorder.record(record::ExecutionStarted{});
  recorder.record(entered(StateType::Task));
  recorder.record(
      record::TaskScheduled{VisitId{2}, kTarget, "", Json{}, std::nullopt, std::nullopt});
  recorder.record(record::TaskStarted{VisitId{2}, kTarget});
  recorder.record(record::TaskFailed{VisitId{2}, kTarget, "E", std::nullopt});
  recorder.record_after(5, record::StateAborted{VisitId{2}, StateType::Task});
  recorder.record(record::ExecutionTimedOut{});
  std::vector<std::int64_t> previous;
  for (const Record& record : recorder.take()) previous.push_back(record.previous_event_id);
  CHECK(previous == std::vector<std::int64_t>{0, 0, 2, 3, 4, 5, 0});
}

TEST_CASE("Recorder: ExecutionSucceeded follows the last event, ExecutionAborted none",
          "[execution][recorder]") {
  for (const bool succeeds : {true, false}) {
    Execution execution = wait_execution();
    Recorder recorder{execution, kNow};
    recorder.record(record::ExecutionStarted{});
    recorder.record(entered(StateType::Wait));
    if (succeeds) {
      recorder.record(record::ExecutionSucceeded{});
    } else {
      recorder.record(record::ExecutionAborted{});
    }
    CHECK(recorder.take().back().previous_event_id == (succeeds ? 2 : 0));
  }
}

TEST_CASE("Recorder: times never decrease, whatever the clock says", "[execution][recorder]") {
  Execution execution = wait_execution();
  Recorder{execution, kNow}.record(record::ExecutionStarted{});
  Recorder earlier{execution, kNow - std::chrono::seconds{5}};
  earlier.record(entered(StateType::Wait));
  earlier.record_at(kNow - std::chrono::seconds{60}, record::WaitArmed{VisitId{2}, kNow});
  earlier.record_at(kNow + std::chrono::seconds{7}, record::ExecutionTimedOut{});
  const std::vector<Record> records = earlier.take();
  CHECK(records[0].at == kNow);
  CHECK(records[1].at == kNow);
  CHECK(records[2].at == kNow + std::chrono::seconds{7});
  CHECK(execution.stopped_at == kNow + std::chrono::seconds{7});
}

TEST_CASE("Recorder: the 25,000th event is the failure itself", "[execution][recorder]") {
  Execution execution = wait_execution();
  Recorder{execution, kNow}.record(record::ExecutionStarted{});
  execution.last_event_id = api::quotas::kHistoryEvents - 2;
  Recorder recorder{execution, kNow};
  recorder.record(entered(StateType::Wait));
  recorder.record(record::WaitArmed{VisitId{2}, kNow});
  CHECK(execution.is_open());
  recorder.record(record::StateExited{VisitId{2}, StateType::Wait, "S", Json{}, std::nullopt});
  CHECK_FALSE(execution.is_open());
  recorder.record(entered(StateType::Wait));  // nothing is recorded behind the end
  const std::vector<Record> records = recorder.take();
  REQUIRE(records.size() == 3);
  CHECK(records[0].event_id == 24'999);
  CHECK(records[2].event_id == 25'000);
  CHECK(records[2].previous_event_id == 24'999);
  const auto& failed = std::get<record::ExecutionFailed>(records[2].body);
  CHECK(failed.error == "States.Runtime");
  CHECK(failed.cause == "The execution reached the maximum number of history events (25000).");
}

TEST_CASE("Recorder: an end still fits as the 25,000th event", "[execution][recorder]") {
  Execution execution = wait_execution();
  Recorder{execution, kNow}.record(record::ExecutionStarted{});
  execution.last_event_id = api::quotas::kHistoryEvents - 1;
  Recorder recorder{execution, kNow};
  recorder.record(record::ExecutionSucceeded{Json::integer(1)});
  CHECK(execution.status == Status::Succeeded);
  CHECK(recorder.take().at(0).event_id == 25'000);
}

TEST_CASE("Recorder: data that could not be read back fails the execution",
          "[execution][recorder]") {
  Json deep = Json::integer(1);
  for (std::size_t level = 0; level < kJsonDepth; ++level) deep = Json::array({deep});
  Execution fits = task_execution();
  Recorder recorder{fits, kNow};
  recorder.record(record::ExecutionStarted{});
  recorder.record(entered(StateType::Task));
  recorder.record(record::TaskSucceeded{VisitId{2}, kTarget, deep});
  CHECK(fits.is_open());
  recorder.record(
      record::StateExited{VisitId{2}, StateType::Task, "S", Json::array({deep}), std::nullopt});
  CHECK(fits.status == Status::Failed);
  CHECK(fits.error == "States.Runtime");
  CHECK(fits.cause == "The execution's data is nested more deeply than 1000 levels.");
}

}  // namespace
}  // namespace sfn::engine::testing
