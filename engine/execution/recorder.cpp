#include "engine/execution/recorder.h"

#include <algorithm>

#include "api-models/quotas.h"
#include "base/assert.h"
#include "base/overloaded.h"
#include "engine/execution/apply.h"

namespace sfn::engine {
namespace {

bool is_of_map_run(const RecordBody& body) {
  return std::holds_alternative<record::MapRunChildrenStarted>(body) ||
         std::holds_alternative<record::MapRunChildEnded>(body) ||
         std::holds_alternative<record::MapRunUpdated>(body);
}

bool is_private(const RecordBody& body) {
  return std::holds_alternative<record::WaitArmed>(body) ||
         std::holds_alternative<record::RetryScheduled>(body) ||
         std::holds_alternative<record::HeartbeatReceived>(body) ||
         std::holds_alternative<record::TaskAnswered>(body) || is_of_map_run(body);
}

bool is_end(const RecordBody& body) {
  return std::holds_alternative<record::ExecutionSucceeded>(body) ||
         std::holds_alternative<record::ExecutionFailed>(body) ||
         std::holds_alternative<record::ExecutionTimedOut>(body) ||
         std::holds_alternative<record::ExecutionAborted>(body);
}

// Observed on AWS: the 25,000th event is the failure itself.
record::ExecutionFailed history_is_full() {
  return {std::string(error_names::kRuntime),
          "The execution reached the maximum number of history events (" +
              std::to_string(api::quotas::kHistoryEvents) + ")."};
}

// Private records are no events, so attempts that fail before their first event could go on for
// ever. AWS has no such limit: an execution that does something between two private records never
// gets here.
constexpr std::int64_t kJournalRecords = 4 * api::quotas::kHistoryEvents;
// Heartbeats and what is recorded of the children of map runs come on top, for they come from
// outside: more than one a second for ten days, and what the store can number.
constexpr std::int64_t kFromOutside = 900'000;

record::ExecutionFailed journal_is_full() {
  return {std::string(error_names::kRuntime),
          "The execution reached the maximum number of attempts and waits without an event."};
}

// The state data that a record brings into the execution; what others carry has been recorded
// before.
const Json* new_data(const RecordBody& body) {
  return std::visit(
      Overloaded{
          [](const record::StateExited& exited) -> const Json* { return &exited.output; },
          [](const record::TaskScheduled& scheduled) -> const Json* {
            return &scheduled.parameters;
          },
          [](const record::TaskSubmitted& submitted) -> const Json* { return &submitted.output; },
          [](const record::TaskSucceeded& succeeded) -> const Json* { return &succeeded.output; },
          [](const record::TaskAnswered& answered) -> const Json* {
            return answered.output ? &*answered.output : nullptr;
          },
          [](const record::ParallelStarted& started) -> const Json* { return &started.input; },
          [](const record::MapStarted& started) -> const Json* { return &started.items; },
          [](const record::MapIterationStarted& started) -> const Json* {
            return started.input ? &*started.input : nullptr;
          },
          [](const record::MapRunChildEnded& ended) -> const Json* {
            return ended.output ? &*ended.output : nullptr;
          },
          [](const auto&) -> const Json* { return nullptr; },
      },
      body);
}

// What the record assigns to variables; nullptr where nothing.
const Json::Members* assigned_by(const RecordBody& body) {
  const auto* const exited = std::get_if<record::StateExited>(&body);
  return exited == nullptr ? nullptr : &exited->assigned;
}

// They are stored two levels further in (record_codec.cpp).
bool are_too_deep(const Json::Members& assigned) {
  return std::any_of(assigned.begin(), assigned.end(), [](const Json::Member& variable) {
    return variable.second.is_deeper_than(kJsonDepth - 2);
  });
}

// A journal with such data could be written, but never be read again. AWS names no limit of its
// own.
record::ExecutionFailed data_too_deep() {
  return {std::string(error_names::kRuntime), "The execution's data is nested more deeply than " +
                                                  std::to_string(kJsonDepth) + " levels."};
}

}  // namespace

void Recorder::record(RecordBody body) { write(previous_event(body), now_, std::move(body)); }

void Recorder::record_after(std::int64_t previous_event, RecordBody body) {
  write(previous_event, now_, std::move(body));
}

void Recorder::record_at(WorkflowTime at, RecordBody body) {
  write(previous_event(body), at, std::move(body));
}

// AWS HistoryEvent.previousEventId. Observed: the event before in the same state; a state's first
// event follows the Exited event of the state before it, or the Started event of its Parallel; the
// first state of all, an abort and a time-out follow nothing.
std::int64_t Recorder::previous_event(const RecordBody& body) {
  const auto last_of = [&](VisitId id) {
    const Visit* const visit = execution_.find_visit(id);
    return visit == nullptr ? 0 : visit->last_event;
  };
  return std::visit(Overloaded{
                        [](const record::ExecutionStarted&) -> std::int64_t { return 0; },
                        [](const record::ExecutionTimedOut&) -> std::int64_t { return 0; },
                        [](const record::ExecutionAborted&) -> std::int64_t { return 0; },
                        // The last Exited event, which was recorded just before.
                        [&](const record::ExecutionSucceeded&) { return execution_.last_event_id; },
                        [&](const record::ExecutionFailed&) { return execution_.last_event_id; },
                        [&](const record::StateEntered& entered) -> std::int64_t {
                          const Branch& branch =
                              execution_.branch({entered.parent, entered.branch});
                          return branch.pending ? branch.pending->previous_event : 0;
                        },
                        [&](const auto& of_visit) { return last_of(of_visit.visit); },
                    },
                    body);
}

void Recorder::write(std::int64_t previous_event, WorkflowTime at, RecordBody body) {
  if (!execution_.is_open()) return;  // the history became full earlier in this decision
  const Json* const data = new_data(body);
  const Json::Members* const assigned = assigned_by(body);
  if (data != nullptr) bytes_ += data->text_bytes();
  if (assigned != nullptr) bytes_ += bytes_of(*assigned);
  // AWS "Quotas": the history of an EXPRESS execution has no limit but its five minutes.
  const bool is_limited = !is_end(body) && !execution_.header.is_express();
  if (is_limited && !is_private(body) &&
      execution_.last_event_id + 1 >= api::quotas::kHistoryEvents) {
    previous_event = execution_.last_event_id;
    body = history_is_full();
  } else if (is_limited &&
             (execution_.heartbeats + execution_.map_run_records >= kFromOutside ||
              (!is_of_map_run(body) &&
               execution_.last_seq + 1 - execution_.heartbeats - execution_.map_run_records >=
                   kJournalRecords))) {
    previous_event = execution_.last_event_id;
    body = journal_is_full();
  } else if ((data != nullptr && data->is_deeper_than(kJsonDepth)) ||
             (assigned != nullptr && are_too_deep(*assigned))) {
    body = data_too_deep();
  }
  const bool hidden = is_private(body);
  Record record;
  record.seq = execution_.last_seq + 1;
  record.event_id = hidden ? 0 : execution_.last_event_id + 1;
  record.previous_event_id = hidden ? 0 : previous_event;
  record.at =
      std::max(at, execution_.last_at);  // AWS HistoryEvent.timestamp never decreases with the id
  record.body = std::move(body);
  apply(execution_, record);
  records_.push_back(std::move(record));
}

}  // namespace sfn::engine
