#include "engine/execution/history.h"

#include <map>
#include <utility>

#include "base/assert.h"
#include "base/overloaded.h"

namespace sfn::engine {
namespace {

using api::EventMember;
using api::HistoryEvent;
using enum api::HistoryEventType;
using Type = api::HistoryEventType;

EventMember plain(std::string_view name, std::string value) { return {name, std::move(value)}; }
EventMember plain(std::string_view name, std::int64_t value) { return {name, value}; }
EventMember data(std::string_view name, const Json& value) {
  return {name, value.text(), EventMember::Kind::Data};
}

// AWS TaskCredentials
EventMember task_credentials(const std::string& role_arn) {
  return {"taskCredentials", Json::object({{"roleArn", Json::string(role_arn)}}).text(),
          EventMember::Kind::Object};
}

// AWS StateExitedEventDetails.assignedVariables: each value as JSON text. Observed: by name, and
// only where something was assigned.
void add_assigned(HistoryEvent& event, const Json::Members& assigned) {
  if (assigned.empty()) return;
  std::map<std::string, Json> texts;
  for (const auto& [name, value] : assigned) texts.emplace(name, Json::string(value.text()));
  event.details.push_back({"assignedVariables", Json::object({texts.begin(), texts.end()}).text(),
                           EventMember::Kind::ObjectData});
}

void add_error(HistoryEvent& event, const std::optional<std::string>& error,
               const std::optional<std::string>& cause) {
  if (error) event.details.push_back({"error", *error});
  if (cause) event.details.push_back({"cause", *cause});
}

// AWS HistoryEvent.type: the event of a state's type. A Fail state is never exited; only four types
// are aborted.
Type entered_type(StateType type) {
  switch (type) {
    case StateType::Pass:
      return PassStateEntered;
    case StateType::Task:
      return TaskStateEntered;
    case StateType::Choice:
      return ChoiceStateEntered;
    case StateType::Wait:
      return WaitStateEntered;
    case StateType::Succeed:
      return SucceedStateEntered;
    case StateType::Fail:
      return FailStateEntered;
    case StateType::Parallel:
      return ParallelStateEntered;
    case StateType::Map:
      break;
  }
  return MapStateEntered;
}

Type exited_type(StateType type) {
  switch (type) {
    case StateType::Pass:
      return PassStateExited;
    case StateType::Task:
      return TaskStateExited;
    case StateType::Choice:
      return ChoiceStateExited;
    case StateType::Wait:
      return WaitStateExited;
    case StateType::Succeed:
      return SucceedStateExited;
    case StateType::Parallel:
      return ParallelStateExited;
    case StateType::Map:
      return MapStateExited;
    case StateType::Fail:
      break;
  }
  throw BugError("a Fail state is never exited");
}

Type aborted_type(StateType type) {
  switch (type) {
    case StateType::Wait:
      return WaitStateAborted;
    case StateType::Parallel:
      return ParallelStateAborted;
    case StateType::Map:
      return MapStateAborted;
    default:
      return TaskStateAborted;
  }
}

// The event of a task's family.
Type of_family(TaskFamily family, Type lambda, Type service, Type activity) {
  switch (family) {
    case TaskFamily::LambdaFunction:
      return lambda;
    case TaskFamily::Service:
      return service;
    case TaskFamily::Activity:
      break;
  }
  return activity;
}

// Observed: every event of a service's task names its resource, those of functions and activities
// do not.
void add_target(HistoryEvent& event, const TaskTarget& target) {
  if (target.family != TaskFamily::Service) return;
  event.details.push_back(plain("resourceType", target.resource_type));
  event.details.push_back(plain("resource", target.resource));
}

class Describer {
 public:
  explicit Describer(HistoryEvent& event) : event_(event) {}

  void operator()(const record::ExecutionStarted& r) {
    event_.type = ExecutionStarted;
    event_.details = {data("input", r.input), plain("roleArn", r.role_arn)};
  }
  void operator()(const record::ExecutionSucceeded& r) {
    event_.type = ExecutionSucceeded;
    event_.details = {data("output", r.output)};
  }
  void operator()(const record::ExecutionFailed& r) {
    event_.type = ExecutionFailed;
    add_error(event_, r.error, r.cause);
  }
  // Observed on AWS: the event names the error, DescribeExecution does not.
  void operator()(const record::ExecutionTimedOut&) {
    event_.type = ExecutionTimedOut;
    add_error(event_, std::string(error_names::kTimeout), std::nullopt);
  }
  void operator()(const record::ExecutionAborted& r) {
    event_.type = ExecutionAborted;
    add_error(event_, r.error, r.cause);
  }
  void operator()(const record::StateEntered& r) {
    event_.type = entered_type(r.type);
    event_.details = {plain("name", r.state), data("input", r.input)};
  }
  void operator()(const record::StateExited& r) {
    event_.type = exited_type(r.type);
    event_.details = {plain("name", r.state), data("output", r.output)};
    add_assigned(event_, r.assigned);
  }
  void operator()(const record::StateAborted& r) { event_.type = aborted_type(r.type); }

  void operator()(const record::TaskScheduled& r) {
    event_.type =
        of_family(r.target.family, LambdaFunctionScheduled, TaskScheduled, ActivityScheduled);
    add_target(event_, r.target);
    if (r.target.family == TaskFamily::Service) {
      event_.details.push_back(plain("region", r.region));
      event_.details.push_back({"parameters", r.parameters.text(), EventMember::Kind::Request});
    } else {
      event_.details.push_back(plain("resource", r.target.resource));
      event_.details.push_back(data("input", r.parameters));
    }
    if (r.timeout_seconds) event_.details.push_back(plain("timeoutInSeconds", *r.timeout_seconds));
    // AWS LambdaFunctionScheduledEventDetails has none.
    if (r.heartbeat_seconds && r.target.family != TaskFamily::LambdaFunction)
      event_.details.push_back(plain("heartbeatInSeconds", *r.heartbeat_seconds));
    if (r.credentials_role) event_.details.push_back(task_credentials(*r.credentials_role));
  }
  void operator()(const record::TaskStarted& r) {
    event_.type = of_family(r.target.family, LambdaFunctionStarted, TaskStarted, ActivityStarted);
    add_target(event_, r.target);
    if (r.worker) event_.details.push_back(plain("workerName", *r.worker));
  }
  void operator()(const record::TaskSubmitted& r) {
    SFN_ASSERT(r.target.family == TaskFamily::Service, "only the work of a service is submitted");
    event_.type = TaskSubmitted;
    add_target(event_, r.target);
    event_.details.push_back(data("output", r.output));
  }
  void operator()(const record::TaskSucceeded& r) {
    event_.type =
        of_family(r.target.family, LambdaFunctionSucceeded, TaskSucceeded, ActivitySucceeded);
    add_target(event_, r.target);
    event_.details.push_back(data("output", r.output));
  }
  void operator()(const record::TaskFailed& r) {
    event_.type = of_family(r.target.family, LambdaFunctionFailed, TaskFailed, ActivityFailed);
    add_target(event_, r.target);
    add_error(event_, r.error, r.cause);
  }
  // Observed: test_fixed_timeout_lambda; never a cause.
  void operator()(const record::TaskTimedOut& r) {
    event_.type =
        of_family(r.target.family, LambdaFunctionTimedOut, TaskTimedOut, ActivityTimedOut);
    add_target(event_, r.target);
    add_error(event_, std::string(error_names::kTimeout), std::nullopt);
  }
  void operator()(const record::EvaluationFailed& r) {
    event_.type = EvaluationFailed;
    add_error(event_, r.error, r.cause);
    if (r.location) event_.details.push_back(plain("location", *r.location));
    event_.details.push_back(plain("state", r.state));
  }
  void operator()(const record::ParallelStarted&) { event_.type = ParallelStateStarted; }
  void operator()(const record::ParallelSucceeded&) { event_.type = ParallelStateSucceeded; }
  void operator()(const record::ParallelFailed&) { event_.type = ParallelStateFailed; }
  void operator()(const record::MapStarted& r) {
    event_.type = MapStateStarted;
    event_.details = {plain("length", r.length)};
  }
  void operator()(const record::MapIterationStarted& r) {
    describe_iteration(MapIterationStarted, r);
  }
  void operator()(const record::MapIterationSucceeded& r) {
    describe_iteration(MapIterationSucceeded, r);
  }
  void operator()(const record::MapIterationFailed& r) {
    describe_iteration(MapIterationFailed, r);
  }
  void operator()(const record::MapIterationAborted& r) {
    describe_iteration(MapIterationAborted, r);
  }
  void operator()(const record::MapSucceeded&) { event_.type = MapStateSucceeded; }
  void operator()(const record::MapFailed&) { event_.type = MapStateFailed; }
  void operator()(const record::MapRunStarted& r) {
    event_.type = MapRunStarted;
    event_.details = {plain("mapRunArn", r.arn)};
  }
  void operator()(const record::MapRunSucceeded&) { event_.type = MapRunSucceeded; }
  void operator()(const record::MapRunFailed& r) {
    event_.type = MapRunFailed;
    add_error(event_, r.error, r.cause);
  }
  void operator()(const record::MapRunAborted&) { event_.type = MapRunAborted; }
  void operator()(const record::MapRunChildrenStarted&) {
    throw BugError("a private record is no event");
  }
  void operator()(const record::MapRunChildEnded&) {
    throw BugError("a private record is no event");
  }
  void operator()(const record::MapRunUpdated&) { throw BugError("a private record is no event"); }
  void operator()(const record::WaitArmed&) { throw BugError("a private record is no event"); }
  void operator()(const record::RetryScheduled&) { throw BugError("a private record is no event"); }
  void operator()(const record::HeartbeatReceived&) {
    throw BugError("a private record is no event");
  }
  void operator()(const record::TaskAnswered&) { throw BugError("a private record is no event"); }

 private:
  template <typename OfIteration>
  void describe_iteration(Type type, const OfIteration& r) {
    event_.type = type;
    event_.details = {plain("name", r.map), plain("index", std::int64_t{r.index})};
  }

  HistoryEvent& event_;
};

}  // namespace

api::HistoryEvent to_history_event(const Record& record) {
  api::HistoryEvent event;
  event.timestamp = record.at;
  event.id = record.event_id;
  event.previous_event_id = record.previous_event_id;
  std::visit(Describer{event}, record.body);
  return event;
}

}  // namespace sfn::engine
