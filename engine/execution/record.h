#pragma once
// Record: one entry of an execution's journal, written in the past tense: what happened, never what
// it means (apply.cpp computes that). Visible records become AWS history events; private ones are
// the engine's own bookkeeping. Values.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/json/json.h"
#include "base/time.h"
#include "engine/execution/ids.h"
#include "engine/execution/map_run_record.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

// ASL "State Types"
enum class StateType : std::uint8_t { Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map };

// Which family of history events a Task writes. AWS HistoryEvent: LambdaFunction*, Activity*,
// Task*.
enum class TaskFamily : std::uint8_t { LambdaFunction, Service, Activity };

struct TaskTarget {
  TaskFamily family = TaskFamily::Service;
  std::string resource_type;  // "lambda"; empty for a function or activity ARN
  std::string resource;       // "invoke", or the ARN as written
  friend bool operator==(const TaskTarget&, const TaskTarget&) = default;
};

namespace record {

// --- visible -------------------------------------------------------------------------------------
struct ExecutionStarted {
  Json input;
  std::string role_arn;
  std::optional<WorkflowTime> times_out_at;      // machine-level TimeoutSeconds
  std::optional<std::string> trace_header = {};  // AWS X-Ray's, as StartExecution was given it
  // The attempt of a task of another execution that started this one; AWS does not show it.
  std::optional<std::string> started_by = {};
};
struct ExecutionSucceeded {
  Json output;
};
struct ExecutionFailed {
  std::optional<std::string> error;
  std::optional<std::string> cause;
};
struct ExecutionTimedOut {};
struct ExecutionAborted {
  std::optional<std::string> error;
  std::optional<std::string> cause;
};

struct StateEntered {
  VisitId parent;           // the Parallel or Map whose branch this is in; 0 at the top
  std::int32_t branch = 0;  // index within the parent
  StateType type = StateType::Pass;
  std::string state;
  Json input;
};
struct StateExited {
  VisitId visit;
  StateType type = StateType::Pass;
  std::string state;
  Json output;
  std::optional<std::string> next;  // nullopt: the branch or execution ends here
  Json::Members assigned = {};      // workflow variables, by name
};
struct StateAborted {
  VisitId visit;
  StateType type = StateType::Task;  // Task, Wait, Parallel or Map
};

struct TaskScheduled {
  VisitId visit;
  TaskTarget target;
  std::string region;
  Json parameters;  // the event's `parameters`, or `input` for a function or activity
  std::optional<std::int64_t> timeout_seconds;
  std::optional<std::int64_t> heartbeat_seconds;
  std::optional<std::string> credentials_role = {};  // of Credentials
};
struct TaskStarted {
  VisitId visit;
  TaskTarget target;
  std::optional<std::string> worker = {};  // the name that an activity's worker gave itself
};
struct TaskSucceeded {
  VisitId visit;
  TaskTarget target;
  Json output;
};
struct TaskFailed {
  VisitId visit;
  TaskTarget target;
  std::optional<std::string> error;
  std::optional<std::string> cause;
};
struct TaskTimedOut {
  VisitId visit;
  TaskTarget target;
};

// A JSONata expression or its result failed the state.
struct EvaluationFailed {
  VisitId visit;
  std::string state;
  std::optional<std::string> error;
  std::optional<std::string> cause;
  std::optional<std::string> location;  // within the state: "Output/result"
};

// The target has accepted the work and goes on by itself: from here on it is never asked again,
// only waited for.
struct TaskSubmitted {
  VisitId visit;
  TaskTarget target;
  Json output;  // what the target answered when it accepted
};

struct ParallelStarted {
  VisitId visit;
  Json input;  // of every branch
};
struct ParallelSucceeded {
  VisitId visit;
};
struct ParallelFailed {
  VisitId visit;
};

// An inline Map makes a branch of each iteration that it starts; a distributed one starts a map
// run.
struct MapStarted {
  VisitId visit;
  std::int64_t length = 0;       // as the event shows it: 0 where a reader brings the items
  std::int64_t concurrency = 0;  // how many iterations may run at once
  Json items;                    // an array, or an object whose members are the items
};
struct MapIterationStarted {
  VisitId visit;
  std::int32_t index = 0;
  std::string map;            // the name of the Map, as the event shows it
  std::optional<Json> input;  // what ItemSelector made; unset: the item
};
struct MapIterationSucceeded {
  VisitId visit;
  std::int32_t index = 0;
  std::string map;
};
struct MapIterationFailed {
  VisitId visit;
  std::int32_t index = 0;
  std::string map;
};
struct MapIterationAborted {
  VisitId visit;
  std::int32_t index = 0;
  std::string map;
};
struct MapSucceeded {
  VisitId visit;
};
// Of a distributed Map; its children are executions of their own.
struct MapRunStarted {
  VisitId visit;
  std::string arn;
  MapRunLimits limits;
};
struct MapRunSucceeded {
  VisitId visit;
};
struct MapRunFailed {
  VisitId visit;
  std::optional<std::string> error;
  std::optional<std::string> cause;
};
struct MapRunAborted {
  VisitId visit;
};
struct MapFailed {
  VisitId visit;
};

// --- private -------------------------------------------------------------------------------------
struct WaitArmed {
  VisitId visit;
  WorkflowTime due;
};
// The next children of a map run, which are started in the batch of this record.
struct MapRunChildrenStarted {
  VisitId visit;
  std::vector<std::int32_t> items;  // how many items each child has
};
struct MapRunChildEnded {
  VisitId visit;
  std::int32_t index = 0;  // among the children of the run
  ChildStatus status = ChildStatus::Succeeded;
  std::optional<Json> output;  // while the outputs together fit into a result
};
struct MapRunUpdated {
  VisitId visit;
  MapRunLimits limits;
};
struct RetryScheduled {
  VisitId visit;
  std::uint32_t retrier = 0;      // index in the state's Retry
  std::int64_t failed_event = 0;  // the event that the next attempt names as its previous one
  WorkflowTime due;
};
// SendTaskHeartbeat: the time to the next one begins anew.
struct HeartbeatReceived {
  VisitId visit;
};
// Whoever has the task's token was faster than the call that hands the work over: the answer is
// kept until that call is through.
struct TaskAnswered {
  VisitId visit;
  std::optional<Json> output;  // absent: the task failed
  std::optional<std::string> error;
  std::optional<std::string> cause;
};

}  // namespace record

using RecordBody = std::variant<
    record::ExecutionStarted, record::ExecutionSucceeded, record::ExecutionFailed,
    record::ExecutionTimedOut, record::ExecutionAborted, record::StateEntered, record::StateExited,
    record::StateAborted, record::TaskScheduled, record::TaskStarted, record::TaskSucceeded,
    record::TaskFailed, record::TaskTimedOut, record::ParallelStarted, record::ParallelSucceeded,
    record::ParallelFailed, record::WaitArmed, record::RetryScheduled, record::TaskSubmitted,
    record::MapStarted, record::MapIterationStarted, record::MapIterationSucceeded,
    record::MapIterationFailed, record::MapIterationAborted, record::MapSucceeded,
    record::MapFailed, record::HeartbeatReceived, record::TaskAnswered, record::MapRunStarted,
    record::MapRunSucceeded, record::MapRunFailed, record::MapRunAborted,
    record::MapRunChildrenStarted, record::MapRunChildEnded, record::MapRunUpdated,
    record::EvaluationFailed>;

struct Record {
  std::int64_t seq = 0;                // 1, 2, 3 … without gaps
  std::int64_t event_id = 0;           // 1, 2, 3 … among the visible ones; 0 for a private one
  std::int64_t previous_event_id = 0;  // AWS HistoryEvent.previousEventId
  WorkflowTime at;                     // never decreases
  RecordBody body;
};

}  // namespace sfn::engine
