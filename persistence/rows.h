#pragma once
// What the store keeps, as plain rows. Payloads are opaque text that the engine and the server
// encode; times are milliseconds since the epoch. Values; no behaviour.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sfn::persistence {

// A state machine. Deleting one keeps the row with `deleted` set, because its executions stay
// readable.
struct MachineRow {
  std::int64_t id = 0;  // given by the caller from Store::next_machine_id; never reused
  std::string arn;      // unique among machines that are not deleted
  std::string scope;    // "<account>/<region>": what one caller can list
  std::string name;
  std::string type;  // STANDARD or EXPRESS
  std::int64_t created_at = 0;
  std::int64_t revision = 0;  // RevisionRow::number in force
  std::string settings;  // opaque: tags and what belongs to the machine rather than to a revision
  bool deleted = false;

  friend bool operator==(const MachineRow&, const MachineRow&) = default;
};

// What an update of a machine replaces as a whole. Never changed, so that a running execution keeps
// what it started with.
struct RevisionRow {
  std::int64_t number =
      0;  // unique in the store; given by the caller from Store::next_revision_number
  std::int64_t machine = 0;
  std::string revision_id;  // AWS's uuid; empty for the one that CreateStateMachine made
  std::string definition;
  std::string role_arn;
  std::string settings;  // opaque: logging, tracing and encryption configuration
  std::int64_t created_at = 0;

  friend bool operator==(const RevisionRow&, const RevisionRow&) = default;
};

// An activity. Deleting one deletes the row: nothing else names it but by its ARN.
struct ActivityRow {
  std::string arn;    // unique
  std::string scope;  // "<account>/<region>": what one caller can list
  std::string name;
  std::int64_t created_at = 0;
  std::string settings;  // opaque: tags and encryption configuration

  friend bool operator==(const ActivityRow&, const ActivityRow&) = default;
};

enum class ExecutionStatus : std::uint8_t {
  Running = 0,
  Succeeded = 1,
  Failed = 2,
  TimedOut = 3,
  Aborted = 4
};

// What the queries read of an execution; everything else is in its journal.
struct ExecutionRow {
  std::int64_t number =
      0;            // the journal's key; given by the caller from Store::next_execution_number
  std::string arn;  // unique
  std::int64_t machine = 0;
  std::int64_t revision = 0;
  std::uint16_t shard = 0;  // 0..255, a stable hash of the ARN
  std::string name;
  ExecutionStatus status = ExecutionStatus::Running;
  std::int64_t started_at = 0;
  std::optional<std::int64_t> stopped_at;
  std::int64_t last_seq = 0;  // of the newest journal row
  std::int64_t redrive_count = 0;
  // Set while nothing but timers can wake the execution: the earliest of them. Then a restart arms
  // one timer and need not fold.
  std::optional<std::int64_t> sleeps_until;
  // A child of a map run: MapRunRow::number. Such rows never change in what follows.
  std::optional<std::int64_t> map_run = std::nullopt;
  std::int32_t map_run_index = 0;  // from 0; unique among the children of a map run
  std::int64_t item_count = 0;     // how many of the map run's items it works on

  friend bool operator==(const ExecutionRow&, const ExecutionRow&) = default;
};

enum class MapRunStatus : std::uint8_t { Running = 0, Succeeded = 1, Failed = 2, Aborted = 3 };

// A distributed Map state that runs or ran: the parent of its child executions.
struct MapRunRow {
  std::int64_t number = 0;     // given by the caller; unique in the store
  std::string arn;             // unique
  std::int64_t execution = 0;  // the number of the execution whose state it is
  std::int64_t machine = 0;
  std::int64_t revision = 0;
  std::string label;
  MapRunStatus status = MapRunStatus::Running;
  std::int64_t started_at = 0;
  std::optional<std::int64_t> stopped_at = std::nullopt;
  std::string state;  // opaque: limits and counts

  friend bool operator==(const MapRunRow&, const MapRunRow&) = default;
};

// One record of an execution. seq is 1, 2, 3 … without gaps; event_id is AWS's, 0 for a record that
// AWS does not show.
struct JournalRow {
  std::int64_t seq = 0;
  std::int64_t event_id = 0;
  std::int32_t kind = 0;
  std::int64_t at = 0;
  std::string payload;

  friend bool operator==(const JournalRow&, const JournalRow&) = default;
};

// The outbox of stops: something that runs on its own and that nobody waits for any more, e.g. the
// child of a Task that timed out. Written in the batch that ends the waiting, so that no crash
// loses it; gone through by a restart; removed once there is nothing left to stop.
struct StopRow {
  std::string arn;         // of what is to be stopped
  std::string started_by;  // only if this has started it; empty: whoever has

  friend auto operator<=>(const StopRow&, const StopRow&) = default;
};

// Row writes. An insert that meets an existing unique key makes its whole batch a Conflict.
struct InsertMachine {
  MachineRow machine;
  RevisionRow revision;
};
struct ReviseMachine {  // UpdateStateMachine: a new revision becomes the one in force
  std::int64_t machine = 0;
  RevisionRow revision;
};
struct DeleteMachine {
  std::int64_t machine = 0;
};
struct InsertExecution {
  ExecutionRow execution;
};
struct UpdateExecution {  // what changes while an execution runs
  std::int64_t number = 0;
  ExecutionStatus status = ExecutionStatus::Running;
  std::optional<std::int64_t> stopped_at;
  std::int64_t last_seq = 0;
  std::int64_t redrive_count = 0;
  std::optional<std::int64_t> sleeps_until;
};
struct InsertMapRun {
  MapRunRow map_run;
};
struct UpdateMapRun {  // what changes while a map run runs
  std::int64_t number = 0;
  MapRunStatus status = MapRunStatus::Running;
  std::optional<std::int64_t> stopped_at = std::nullopt;
  std::string state;
};
struct PutSetting {  // a value of the whole store, such as the offset of workflow time
  std::string key;
  std::string value;
};
struct InsertActivity {
  ActivityRow activity;
};
struct DeleteActivity {
  std::string arn;
};
struct PutStop {  // one that is there already stays
  StopRow stop;
};
struct RemoveStop {  // one that is not there stays away
  StopRow stop;
};
using RowWrite = std::variant<InsertMachine, ReviseMachine, DeleteMachine, InsertExecution,
                              UpdateExecution, PutSetting, InsertActivity, DeleteActivity, PutStop,
                              RemoveStop, InsertMapRun, UpdateMapRun>;

struct JournalAppend {
  std::int64_t execution = 0;
  std::vector<JournalRow> rows;  // not empty; rows.front().seq must follow the newest stored one,
                                 // else the batch is Stale
};

// What is written whole or not at all. Batches of one execution are written in the order of the
// span they come in.
struct Batch {
  std::vector<JournalAppend> journals;  // each of another execution; Stale if one of them is
  std::vector<RowWrite> rows;
};

enum class WriteOutcome : std::uint8_t {
  Written,
  Stale,     // the journal has newer records than the writer knew
  Conflict,  // a unique key exists already
};

}  // namespace sfn::persistence
