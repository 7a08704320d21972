#pragma once
// Execution: what a journal folds to. Only apply() changes one. One thread at a time uses it;
// nothing in it is shared but immutable values.
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/execution/armed_effects.h"
#include "engine/execution/ids.h"
#include "engine/execution/map_run.h"
#include "engine/execution/record.h"
#include "engine/execution/variables.h"

namespace sfn::engine {

class CompiledDefinition;
class State;

// AWS "Choosing workflow type in Step Functions": what an execution may do, and for how long.
enum class ExecutionKind : std::uint8_t {
  Standard,
  Express,      // by StartExecution
  SyncExpress,  // by StartSyncExecution: the caller waits for the end
};

// What is fixed when an execution is created. The definition is the revision that it started with.
struct ExecutionHeader {
  std::string execution_arn;
  std::string execution_name;
  std::string state_machine_arn;
  std::string state_machine_name;
  std::string region;
  std::shared_ptr<const CompiledDefinition> definition;
  std::int64_t number = 0;  // of its journal; 0 where none is stored
  ExecutionKind kind = ExecutionKind::Standard;

  [[nodiscard]] bool is_express() const { return kind != ExecutionKind::Standard; }
};

enum class Status : std::uint8_t { Running, Succeeded, Failed, TimedOut, Aborted };

// A place in the definition that runs by itself: the execution's top level, a branch of a Parallel,
// or an iteration of a Map.
struct Branch {
  // The state to enter next, where one was left and the next not yet entered.
  struct Pending {
    std::string state;
    Json input;
    std::int64_t previous_event = 0;
  };
  std::optional<Pending> pending;
  VisitId current;             // the open visit; 0 if none
  std::optional<Json> output;  // once the branch has ended
  Variables variables;         // that its states have assigned, until it ends
};

// Of a Map that has started, of the attempt that is under way.
struct MapProgress {
  Json items;                    // an array, or an object whose members are the items
  std::int64_t length = 0;       // iterations in all
  std::int64_t concurrency = 0;  // how many may run at once
  std::int64_t running = 0;
  std::int64_t run = 0;  // distributed: the key of Execution::map_runs, once the run has started

  [[nodiscard]] Json item(std::int32_t index) const;  // rebuilt
  // The member's name, where the items are members of an object.
  [[nodiscard]] std::optional<std::string> key(std::int32_t index) const;
};

struct TaskAttempt {
  TaskTarget target;
  bool started = false;
  std::optional<std::int64_t> heartbeat_seconds = {};
  std::optional<StateResult<Json>> answer = {};  // given before the call had handed the work over
};

struct Visit {
  VisitId id;
  VisitId parent;
  std::int32_t branch = 0;
  const State* state = nullptr;  // owned by the definition
  Json input;                    // raw, before InputPath
  std::int64_t entered_event = 0;
  std::int64_t entered_after = 0;  // what the Entered event names as its previous one
  WorkflowTime entered_at;
  std::int64_t last_event = 0;    // what the next event of this visit names as its previous one
  std::uint32_t retry_count = 0;  // `$$.State.RetryCount`
  std::vector<std::uint32_t> retries;  // by retrier
  std::optional<TaskAttempt> task;     // the attempt that is under way
  // The sequence number of its TaskScheduled, also after its end; 0 while the next one is prepared.
  std::int64_t scheduled_by = 0;
  // Of the attempt that is under way: a Parallel's, or the iterations that a Map has started.
  std::vector<Branch> branches;
  std::size_t ended_branches = 0;
  std::optional<MapProgress> map;
  bool closed = false;  // aborted or failed, and kept for a redrive

  [[nodiscard]] bool have_all_branches_ended() const;
};

// Names a branch: of a visit, or of the execution itself (visit 0, index 0).
struct BranchRef {
  VisitId visit;
  std::int32_t index = 0;
  friend bool operator==(const BranchRef&, const BranchRef&) = default;
};

struct Execution {
  ExecutionHeader header;
  Status status = Status::Running;
  Json input;
  std::string role_arn;
  std::optional<std::string> trace_header;
  std::optional<std::string> started_by;  // CallEffect::attempt_name() of the task that started it
  WorkflowTime started_at;
  std::optional<WorkflowTime> stopped_at;
  std::optional<Json> output;
  std::optional<std::string> error;
  std::optional<std::string> cause;

  std::int64_t last_seq = 0;
  std::int64_t last_event_id = 0;
  std::int64_t map_run_records = 0;  // how many records tell of the children of map runs
  WorkflowTime last_at;
  std::int64_t redrive_count = 0;
  std::int64_t heartbeats = 0;     // how many records are no more than that
  std::size_t variable_bytes = 0;  // of the variables of all branches

  Branch root;
  std::map<VisitId, Visit>
      visits;  // the open ones, and those that an end cut: what a redrive goes on from
  ArmedEffects effects;
  // By the sequence number of the record that started it. Those that have ended stay, without their
  // children.
  std::map<std::int64_t, MapRun> map_runs;
  std::deque<VisitId> map_run_agenda;  // Maps that may start children, in the order of their turn
  std::deque<BranchRef>
      agenda;  // branches with a pending state, in the order in which they get their turn

  [[nodiscard]] bool is_open() const { return status == Status::Running; }
  [[nodiscard]] Visit* find_visit(VisitId id);
  [[nodiscard]] const Visit* find_visit(VisitId id) const;
  [[nodiscard]] Branch& branch(BranchRef ref);
  [[nodiscard]] const Branch& branch(BranchRef ref) const;
  // The run of a Map that is under way; nullptr where there is none.
  [[nodiscard]] MapRun* find_map_run(const Visit& visit);
  [[nodiscard]] const MapRun* find_map_run(const Visit& visit) const;
};

}  // namespace sfn::engine
