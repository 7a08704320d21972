#include "api-models/shapes/history_event.h"

#include <set>

#include "base/testing/json_matchers.h"

namespace sfn::api {
namespace {

using testing::json;
using Kind = EventMember::Kind;

constexpr std::size_t kTypes = 62;

HistoryEventType type_at(std::size_t place) { return static_cast<HistoryEventType>(place); }

HistoryEvent event(HistoryEventType type, std::vector<EventMember> details) {
  return {.timestamp = from_epoch_milliseconds(1'735'689'600'123),
          .type = type,
          .id = 3,
          .previous_event_id = 2,
          .details = std::move(details)};
}

std::string encoded(const HistoryEvent& event, ExecutionData data = ExecutionData::Included) {
  Encoder encoder;
  event.encode(encoder, data);
  return encoder.take();
}

TEST_CASE("History event: each of AWS's 62 types has a name of its own", "[history]") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kTypes; ++i) names.insert(event_type_name(type_at(i)));
  CHECK(names.size() == kTypes);
  CHECK(event_type_name(HistoryEventType::ActivityFailed) == "ActivityFailed");
  CHECK(event_type_name(HistoryEventType::EvaluationFailed) == "EvaluationFailed");
  CHECK_THROWS(event_type_name(type_at(kTypes)));
}

TEST_CASE("History event: details are called after the type, but for states, or there are none",
          "[history]") {
  // AWS HistoryEvent: what has no details.
  const std::set<std::string_view> without = {
      "LambdaFunctionStarted", "MapStateAborted",        "MapStateFailed",
      "MapStateSucceeded",     "ParallelStateAborted",   "ParallelStateFailed",
      "ParallelStateStarted",  "ParallelStateSucceeded", "TaskStateAborted",
      "WaitStateAborted",      "MapRunAborted",          "MapRunSucceeded"};
  for (std::size_t i = 0; i < kTypes; ++i) {
    const std::string name{event_type_name(type_at(i))};
    const std::string key{event_details_key(type_at(i))};
    CAPTURE(name);
    if (without.contains(name)) {
      CHECK(key.empty());
    } else if (name.ends_with("StateEntered")) {
      CHECK(key == "stateEnteredEventDetails");
    } else if (name.ends_with("StateExited")) {
      CHECK(key == "stateExitedEventDetails");
    } else {
      std::string expected = name + "EventDetails";
      expected[0] = static_cast<char>(expected[0] - 'A' + 'a');
      CHECK(key == expected);
    }
  }
}

TEST_CASE("History event: every type is written with its details in the order they are in",
          "[history]") {
  for (std::size_t i = 0; i < kTypes; ++i) {
    const std::string text = encoded(event(type_at(i), {{"name", std::string("A"), Kind::Plain},
                                                        {"input", std::string("{}"), Kind::Data},
                                                        {"error", std::string("E"), Kind::Plain},
                                                        {"index", std::int64_t{4}, Kind::Plain}}));
    std::string expected = R"({"timestamp":1735689600.123,"type":")" +
                           std::string(event_type_name(type_at(i))) +
                           R"(","id":3,"previousEventId":2)";
    if (const std::string key{event_details_key(type_at(i))}; !key.empty()) {
      expected +=
          ",\"" + key +
          R"(":{"name":"A","input":"{}","inputDetails":{"truncated":false},"error":"E","index":4})";
    }
    CHECK(text == expected + "}");
    CHECK(Json::parse(text).has_value());
  }
}

TEST_CASE("History event: details without content are an empty object", "[history]") {
  // Observed: test_state_fail_empty, test_stop_execution, test_activity_task_no_worker_name.
  for (const auto type : {HistoryEventType::ExecutionFailed, HistoryEventType::ExecutionAborted,
                          HistoryEventType::ActivityStarted}) {
    const Json written = json(encoded(event(type, {})));
    REQUIRE(written.find(event_details_key(type)) != nullptr);
    CHECK(written.find(event_details_key(type))->text() == "{}");
  }
}

TEST_CASE("History event: without execution data neither data nor its companions are written",
          "[history]") {
  const HistoryEvent exited =
      event(HistoryEventType::TaskStateExited,
            {{"name", std::string("A"), Kind::Plain}, {"output", std::string("{}"), Kind::Data}});
  CHECK(json(encoded(exited, ExecutionData::LeftOut)).find("stateExitedEventDetails")->text() ==
        R"({"name":"A"})");
  const HistoryEvent assigned =
      event(HistoryEventType::PassStateExited,
            {{"name", std::string("A"), Kind::Plain},
             {"assignedVariables", std::string(R"({"x":"1"})"), Kind::ObjectData}});
  CHECK(
      json(encoded(assigned)).find("stateExitedEventDetails")->text() ==
      R"({"name":"A","assignedVariables":{"x":"1"},"assignedVariablesDetails":{"truncated":false}})");
  CHECK(json(encoded(assigned, ExecutionData::LeftOut)).find("stateExitedEventDetails")->text() ==
        R"({"name":"A"})");
  const HistoryEvent failed =
      event(HistoryEventType::TaskFailed, {{"resource", std::string("invoke"), Kind::Plain},
                                           {"error", std::string("E"), Kind::Plain},
                                           {"cause", std::string("C"), Kind::Plain}});
  for (const ExecutionData data : {ExecutionData::Included, ExecutionData::LeftOut}) {
    CHECK(json(encoded(failed, data)).find("taskFailedEventDetails")->text() ==
          R"({"resource":"invoke","error":"E","cause":"C"})");
  }
  const HistoryEvent scheduled =
      event(HistoryEventType::TaskScheduled, {{"resource", std::string("invoke"), Kind::Plain},
                                              {"parameters", std::string("{}"), Kind::Request}});
  CHECK(
      json(encoded(scheduled, ExecutionData::LeftOut)).find("taskScheduledEventDetails")->text() ==
      R"({"resource":"invoke"})");
}

}  // namespace
}  // namespace sfn::api
