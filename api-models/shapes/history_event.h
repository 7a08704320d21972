#pragma once
// AWS HistoryEvent: an event of GetExecutionHistory, as it is written to the wire.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

// In the order of AWS's model.
enum class HistoryEventType : std::uint8_t {
  ActivityFailed,
  ActivityScheduled,
  ActivityScheduleFailed,
  ActivityStarted,
  ActivitySucceeded,
  ActivityTimedOut,
  ChoiceStateEntered,
  ChoiceStateExited,
  ExecutionAborted,
  ExecutionFailed,
  ExecutionStarted,
  ExecutionSucceeded,
  ExecutionTimedOut,
  FailStateEntered,
  LambdaFunctionFailed,
  LambdaFunctionScheduled,
  LambdaFunctionScheduleFailed,
  LambdaFunctionStarted,
  LambdaFunctionStartFailed,
  LambdaFunctionSucceeded,
  LambdaFunctionTimedOut,
  MapIterationAborted,
  MapIterationFailed,
  MapIterationStarted,
  MapIterationSucceeded,
  MapStateAborted,
  MapStateEntered,
  MapStateExited,
  MapStateFailed,
  MapStateStarted,
  MapStateSucceeded,
  ParallelStateAborted,
  ParallelStateEntered,
  ParallelStateExited,
  ParallelStateFailed,
  ParallelStateStarted,
  ParallelStateSucceeded,
  PassStateEntered,
  PassStateExited,
  SucceedStateEntered,
  SucceedStateExited,
  TaskFailed,
  TaskScheduled,
  TaskStarted,
  TaskStartFailed,
  TaskStateAborted,
  TaskStateEntered,
  TaskStateExited,
  TaskSubmitFailed,
  TaskSubmitted,
  TaskSucceeded,
  TaskTimedOut,
  WaitStateAborted,
  WaitStateEntered,
  WaitStateExited,
  MapRunAborted,
  MapRunFailed,
  MapRunStarted,
  MapRunSucceeded,
  ExecutionRedriven,
  MapRunRedriven,
  EvaluationFailed,
};

// One member of an event's details.
struct EventMember {
  enum class Kind : std::uint8_t {
    Plain,       // names, resources, numbers
    Object,      // the JSON text of a structure; stays without the data, too
    Data,        // input, output: carries a companion "<name>Details" that says it is not truncated
    ObjectData,  // assignedVariables: the JSON text of a structure that is such data
    Request,     // parameters: such data without a companion
  };
  std::string_view name;  // a literal
  std::variant<std::string, std::int64_t> value;
  Kind kind = Kind::Plain;
};

enum class ExecutionData : std::uint8_t { Included, LeftOut };

// Whether it goes where execution data is not wanted. An error and its cause stay: AWS's documents
// speak of input and output alone. Observed for logs: logs::test_partial_log_levels. That
// parameters go is a guess.
[[nodiscard]] bool is_execution_data(EventMember::Kind kind);

struct HistoryEvent {
  WorkflowTime timestamp;
  HistoryEventType type = HistoryEventType::ExecutionStarted;
  std::int64_t id = 0;
  std::int64_t previous_event_id = 0;
  std::vector<EventMember>
      details;  // in the order of the wire; written even if empty, where the type has details

  void encode(Encoder& encoder, ExecutionData data) const;
  void encode(Encoder& encoder) const { encode(encoder, ExecutionData::Included); }
};

[[nodiscard]] std::string_view event_type_name(HistoryEventType type);
// "taskScheduledEventDetails"; empty for the types without details.
[[nodiscard]] std::string_view event_details_key(HistoryEventType type);

}  // namespace sfn::api
