#include "api-models/shapes/history_event.h"

#include <array>

namespace sfn::api {
namespace {

constexpr std::string_view kEntered = "stateEnteredEventDetails";
constexpr std::string_view kExited = "stateExitedEventDetails";

struct Row {
  HistoryEventType type;
  std::string_view name;
  std::string_view details;
};

using enum HistoryEventType;

// AWS HistoryEvent: types and the member that holds the details of each.
constexpr auto kTypes = std::to_array<Row>({
    {ActivityFailed, "ActivityFailed", "activityFailedEventDetails"},
    {ActivityScheduled, "ActivityScheduled", "activityScheduledEventDetails"},
    {ActivityScheduleFailed, "ActivityScheduleFailed", "activityScheduleFailedEventDetails"},
    {ActivityStarted, "ActivityStarted", "activityStartedEventDetails"},
    {ActivitySucceeded, "ActivitySucceeded", "activitySucceededEventDetails"},
    {ActivityTimedOut, "ActivityTimedOut", "activityTimedOutEventDetails"},
    {ChoiceStateEntered, "ChoiceStateEntered", kEntered},
    {ChoiceStateExited, "ChoiceStateExited", kExited},
    {ExecutionAborted, "ExecutionAborted", "executionAbortedEventDetails"},
    {ExecutionFailed, "ExecutionFailed", "executionFailedEventDetails"},
    {ExecutionStarted, "ExecutionStarted", "executionStartedEventDetails"},
    {ExecutionSucceeded, "ExecutionSucceeded", "executionSucceededEventDetails"},
    {ExecutionTimedOut, "ExecutionTimedOut", "executionTimedOutEventDetails"},
    {FailStateEntered, "FailStateEntered", kEntered},
    {LambdaFunctionFailed, "LambdaFunctionFailed", "lambdaFunctionFailedEventDetails"},
    {LambdaFunctionScheduled, "LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails"},
    {LambdaFunctionScheduleFailed, "LambdaFunctionScheduleFailed",
     "lambdaFunctionScheduleFailedEventDetails"},
    {LambdaFunctionStarted, "LambdaFunctionStarted", ""},
    {LambdaFunctionStartFailed, "LambdaFunctionStartFailed",
     "lambdaFunctionStartFailedEventDetails"},
    {LambdaFunctionSucceeded, "LambdaFunctionSucceeded", "lambdaFunctionSucceededEventDetails"},
    {LambdaFunctionTimedOut, "LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails"},
    {MapIterationAborted, "MapIterationAborted", "mapIterationAbortedEventDetails"},
    {MapIterationFailed, "MapIterationFailed", "mapIterationFailedEventDetails"},
    {MapIterationStarted, "MapIterationStarted", "mapIterationStartedEventDetails"},
    {MapIterationSucceeded, "MapIterationSucceeded", "mapIterationSucceededEventDetails"},
    {MapStateAborted, "MapStateAborted", ""},
    {MapStateEntered, "MapStateEntered", kEntered},
    {MapStateExited, "MapStateExited", kExited},
    {MapStateFailed, "MapStateFailed", ""},
    {MapStateStarted, "MapStateStarted", "mapStateStartedEventDetails"},
    {MapStateSucceeded, "MapStateSucceeded", ""},
    {ParallelStateAborted, "ParallelStateAborted", ""},
    {ParallelStateEntered, "ParallelStateEntered", kEntered},
    {ParallelStateExited, "ParallelStateExited", kExited},
    {ParallelStateFailed, "ParallelStateFailed", ""},
    {ParallelStateStarted, "ParallelStateStarted", ""},
    {ParallelStateSucceeded, "ParallelStateSucceeded", ""},
    {PassStateEntered, "PassStateEntered", kEntered},
    {PassStateExited, "PassStateExited", kExited},
    {SucceedStateEntered, "SucceedStateEntered", kEntered},
    {SucceedStateExited, "SucceedStateExited", kExited},
    {TaskFailed, "TaskFailed", "taskFailedEventDetails"},
    {TaskScheduled, "TaskScheduled", "taskScheduledEventDetails"},
    {TaskStarted, "TaskStarted", "taskStartedEventDetails"},
    {TaskStartFailed, "TaskStartFailed", "taskStartFailedEventDetails"},
    {TaskStateAborted, "TaskStateAborted", ""},
    {TaskStateEntered, "TaskStateEntered", kEntered},
    {TaskStateExited, "TaskStateExited", kExited},
    {TaskSubmitFailed, "TaskSubmitFailed", "taskSubmitFailedEventDetails"},
    {TaskSubmitted, "TaskSubmitted", "taskSubmittedEventDetails"},
    {TaskSucceeded, "TaskSucceeded", "taskSucceededEventDetails"},
    {TaskTimedOut, "TaskTimedOut", "taskTimedOutEventDetails"},
    {WaitStateAborted, "WaitStateAborted", ""},
    {WaitStateEntered, "WaitStateEntered", kEntered},
    {WaitStateExited, "WaitStateExited", kExited},
    {MapRunAborted, "MapRunAborted", ""},
    {MapRunFailed, "MapRunFailed", "mapRunFailedEventDetails"},
    {MapRunStarted, "MapRunStarted", "mapRunStartedEventDetails"},
    {MapRunSucceeded, "MapRunSucceeded", ""},
    {ExecutionRedriven, "ExecutionRedriven", "executionRedrivenEventDetails"},
    {MapRunRedriven, "MapRunRedriven", "mapRunRedrivenEventDetails"},
    {EvaluationFailed, "EvaluationFailed", "evaluationFailedEventDetails"},
});

consteval bool rows_are_in_order() {
  for (std::size_t i = 0; i < kTypes.size(); ++i) {
    if (static_cast<std::size_t>(kTypes[i].type) != i) return false;
  }
  return kTypes.size() == 62;
}
static_assert(rows_are_in_order(), "AWS has 62 types, and a row stands at the place of its type");

const Row& row(HistoryEventType type) { return kTypes.at(static_cast<std::size_t>(type)); }

bool is_structure(EventMember::Kind kind) {
  return kind == EventMember::Kind::Object || kind == EventMember::Kind::ObjectData;
}

bool has_companion(EventMember::Kind kind) {
  return kind == EventMember::Kind::Data || kind == EventMember::Kind::ObjectData;
}

void encode_member(const EventMember& member, Encoder& encoder) {
  encoder.key(member.name);
  if (is_structure(member.kind)) {
    encoder.raw(std::get<std::string>(member.value));
  } else {
    std::visit([&](const auto& value) { encoder.value(value); }, member.value);
  }
  if (!has_companion(member.kind)) return;
  // Observed: every input and output of the API's answers says so.
  encoder.key(std::string(member.name) + "Details");
  encoder.raw(R"({"truncated":false})");
}

}  // namespace

std::string_view event_type_name(HistoryEventType type) { return row(type).name; }
std::string_view event_details_key(HistoryEventType type) { return row(type).details; }

bool is_execution_data(EventMember::Kind kind) {
  return has_companion(kind) || kind == EventMember::Kind::Request;
}

void HistoryEvent::encode(Encoder& encoder, ExecutionData data) const {
  encoder.begin_object();
  encoder.key("timestamp");
  encoder.value(timestamp);
  encoder.key("type");
  encoder.value(event_type_name(type));
  encoder.key("id");
  encoder.value(id);
  encoder.key("previousEventId");
  encoder.value(previous_event_id);
  if (const std::string_view key = event_details_key(type); !key.empty()) {
    encoder.key(key);
    encoder.begin_object();
    for (const EventMember& member : details) {
      if (data == ExecutionData::Included || !is_execution_data(member.kind))
        encode_member(member, encoder);
    }
    encoder.end_object();
  }
  encoder.end_object();
}

}  // namespace sfn::api
