#include "api-models/shapes/log_record.h"

#include <set>

#include "api-models/quotas.h"
#include "base/testing/json_matchers.h"

namespace sfn::api {
namespace {

using testing::json;
using Kind = EventMember::Kind;

constexpr std::size_t kTypes = 62;

HistoryEvent event(HistoryEventType type, std::vector<EventMember> details) {
  return {.timestamp = from_epoch_milliseconds(1'735'689'600'123),
          .type = type,
          .id = 3,
          .previous_event_id = 2,
          .details = std::move(details)};
}

std::set<std::string_view> logged_at(LogLevelSetting level) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kTypes; ++i) {
    const auto type = static_cast<HistoryEventType>(i);
    if (is_logged(type, level)) names.insert(event_type_name(type));
  }
  return names;
}

Json details_of(const HistoryEvent& event, ExecutionData data = ExecutionData::Included) {
  return *json(log_record(event, {"arn:e", 0, data})).find("details");
}

TEST_CASE("Log record: every type is written in AWS's order, its numbers as text", "[logs]") {
  for (std::size_t i = 0; i < kTypes; ++i) {
    const auto type = static_cast<HistoryEventType>(i);
    CHECK(log_record(event(type, {}), {"arn:e", 4, ExecutionData::Included}) ==
          R"({"id":"3","type":")" + std::string(event_type_name(type)) +
              R"(","details":{},"previous_event_id":"2","event_timestamp":"1735689600123",)" +
              R"("execution_arn":"arn:e","redrive_count":"4"})");
  }
}

TEST_CASE("Log record: ALL logs every type and OFF none", "[logs]") {
  CHECK(logged_at(LogLevelSetting::All).size() == kTypes);
  CHECK(logged_at(LogLevelSetting::Off).empty());
}

TEST_CASE("Log record: FATAL logs how executions end badly, ERROR every failure", "[logs]") {
  CHECK(logged_at(LogLevelSetting::Fatal) ==
        std::set<std::string_view>{"ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut"});
  // AWS "Log levels for Step Functions execution events".
  CHECK(logged_at(LogLevelSetting::Error) ==
        std::set<std::string_view>{"ActivityFailed",
                                   "ActivityScheduleFailed",
                                   "ActivityTimedOut",
                                   "EvaluationFailed",
                                   "ExecutionAborted",
                                   "ExecutionFailed",
                                   "ExecutionTimedOut",
                                   "FailStateEntered",
                                   "LambdaFunctionFailed",
                                   "LambdaFunctionScheduleFailed",
                                   "LambdaFunctionStartFailed",
                                   "LambdaFunctionTimedOut",
                                   "MapIterationAborted",
                                   "MapIterationFailed",
                                   "MapRunAborted",
                                   "MapRunFailed",
                                   "MapStateAborted",
                                   "MapStateFailed",
                                   "ParallelStateAborted",
                                   "ParallelStateFailed",
                                   "TaskFailed",
                                   "TaskStartFailed",
                                   "TaskStateAborted",
                                   "TaskSubmitFailed",
                                   "TaskTimedOut",
                                   "WaitStateAborted"});
}

TEST_CASE("Log record: details are by name, data with what says that it is whole", "[logs]") {
  const HistoryEvent entered =
      event(HistoryEventType::TaskStateEntered,
            {{"name", std::string("A"), Kind::Plain}, {"input", std::string("{}"), Kind::Data}});
  CHECK(details_of(entered).text() ==
        R"({"input":"{}","inputDetails":{"truncated":false},"name":"A"})");
  const HistoryEvent failed =
      event(HistoryEventType::ExecutionFailed,
            {{"error", std::string("E"), Kind::Plain}, {"cause", std::string("C"), Kind::Plain}});
  CHECK(details_of(failed).text() == R"({"cause":"C","error":"E"})");
}

TEST_CASE("Log record: assigned variables are data, too", "[logs]") {
  const HistoryEvent exited =
      event(HistoryEventType::PassStateExited,
            {{"name", std::string("A"), Kind::Plain},
             {"assignedVariables", std::string(R"({"x":"1"})"), Kind::ObjectData}});
  CHECK(
      details_of(exited).text() ==
      R"({"assignedVariables":{"x":"1"},"assignedVariablesDetails":{"truncated":false},"name":"A"})");
  CHECK(details_of(exited, ExecutionData::LeftOut).text() == R"({"name":"A"})");
}

TEST_CASE("Log record: the credentials of a task are a structure, and no data", "[logs]") {
  const HistoryEvent scheduled =
      event(HistoryEventType::TaskScheduled,
            {{"taskCredentials", std::string(R"({"roleArn":"arn:role"})"), Kind::Object}});
  for (const ExecutionData data : {ExecutionData::Included, ExecutionData::LeftOut})
    CHECK(details_of(scheduled, data).text() == R"({"taskCredentials":{"roleArn":"arn:role"}})");
}

TEST_CASE("Log record: without execution data, input, output and parameters are left out",
          "[logs]") {
  const HistoryEvent scheduled =
      event(HistoryEventType::TaskScheduled, {{"resource", std::string("invoke"), Kind::Plain},
                                              {"parameters", std::string("{}"), Kind::Request},
                                              {"input", std::string("{}"), Kind::Data},
                                              {"timeoutInSeconds", std::int64_t{5}, Kind::Plain},
                                              {"error", std::string("E"), Kind::Plain}});
  CHECK(details_of(scheduled, ExecutionData::LeftOut).text() ==
        R"({"error":"E","resource":"invoke","timeoutInSeconds":5})");
}

TEST_CASE("Log record: data that is too large is cut where a character ends, and says so",
          "[logs]") {
  const auto logged = [](const std::string& output) {
    return details_of(event(HistoryEventType::PassStateExited, {{"output", output, Kind::Data}}));
  };
  const std::string whole(quotas::kLoggedDataBytes, 'x');
  CHECK(logged(whole).find("output")->as_string() == whole);
  CHECK(logged(whole).find("outputDetails")->text() == R"({"truncated":false})");
  CHECK(logged(whole + "y").find("output")->as_string() == whole);
  CHECK(logged(whole + "y").find("outputDetails")->text() == R"({"truncated":true})");
  const std::string before = whole.substr(1);
  CHECK(logged(before + "\u00e9").find("output")->as_string() == before);
  CHECK(logged(before + "\u00e9").find("outputDetails")->text() == R"({"truncated":true})");
}

}  // namespace
}  // namespace sfn::api
