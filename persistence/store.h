#pragma once
// Store: where machines, executions and journals are kept. The interface is blocking. write() may
// be called from one thread at a time; everything else from any thread at any time, also during a
// write, and sees committed data only. Failures of the environment (disk, lock, corruption) are
// StoreError; what was refused for its content is a WriteOutcome.
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "persistence/rows.h"

namespace sfn::persistence {

class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct MachinePage {
  std::string scope;
  std::string after_name;  // exclusive; empty: from the start. Order: by name, byte order
  std::size_t limit = 100;
};

struct ActivityPage {
  std::string scope;
  std::string after_name;  // exclusive; empty: from the start. Order: by name, byte order
  std::size_t limit = 100;
};

// The executions of a machine, without the children of its map runs, or the children of one map
// run.
struct ExecutionPage {
  std::int64_t machine = 0;  // ignored where a map run is given
  std::optional<ExecutionStatus> status;
  std::optional<std::int64_t> before_number;  // exclusive; order: newest first
  std::size_t limit = 100;
  std::optional<std::int64_t> map_run = std::nullopt;
};

struct MapRunPage {
  std::int64_t execution = 0;
  std::optional<std::int64_t> before_number = std::nullopt;  // exclusive; order: newest first
  std::size_t limit = 100;
};

enum class Direction : std::uint8_t { Forward, Backward };

struct JournalPage {
  std::int64_t execution = 0;
  std::int64_t from_seq =
      0;  // inclusive; forward from here, or backward from here (0 with Backward: from the newest)
  Direction direction = Direction::Forward;
  bool visible_only = false;  // only rows with an event id
  std::size_t limit = 1000;
};

struct StoreCounts {
  std::int64_t machines = 0;
  std::int64_t executions = 0;
  std::int64_t running = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  // All batches in one transaction, durable on return; one outcome for each batch. A batch that is
  // Stale or a Conflict leaves no trace and does not harm the others. Throws StoreError if nothing
  // could be written; then nothing was.
  [[nodiscard]] virtual std::vector<WriteOutcome> write(std::span<const Batch> batches) = 0;

  // The first numbers that are free; the caller counts on from there (one server at a time uses a
  // store).
  [[nodiscard]] virtual std::int64_t next_machine_id() const = 0;
  [[nodiscard]] virtual std::int64_t next_revision_number() const = 0;
  [[nodiscard]] virtual std::int64_t next_execution_number() const = 0;

  [[nodiscard]] virtual std::optional<MachineRow> find_machine(
      std::string_view arn) const = 0;  // not a deleted one
  [[nodiscard]] virtual std::optional<MachineRow> find_machine_by_id(
      std::int64_t id) const = 0;  // also a deleted one
  [[nodiscard]] virtual std::vector<MachineRow> list_machines(const MachinePage& page) const = 0;
  [[nodiscard]] virtual std::optional<RevisionRow> find_revision(std::int64_t number) const = 0;
  [[nodiscard]] virtual std::optional<ActivityRow> find_activity(std::string_view arn) const = 0;
  [[nodiscard]] virtual std::vector<ActivityRow> list_activities(
      const ActivityPage& page) const = 0;
  [[nodiscard]] virtual std::optional<ExecutionRow> find_execution(std::string_view arn) const = 0;
  [[nodiscard]] virtual std::optional<ExecutionRow> find_execution_by_number(
      std::int64_t number) const = 0;
  [[nodiscard]] virtual std::vector<ExecutionRow> list_executions(
      const ExecutionPage& page) const = 0;
  // Executions that run, by number, after the given one: what a restart goes through.
  [[nodiscard]] virtual std::vector<ExecutionRow> list_running(std::int64_t after_number,
                                                               std::size_t limit) const = 0;
  // The children of a map run by their index, after the given one (-1: from the first): what a
  // restarted map run goes through.
  [[nodiscard]] virtual std::vector<ExecutionRow> list_children(std::int64_t map_run,
                                                                std::int32_t after_index,
                                                                std::size_t limit) const = 0;
  [[nodiscard]] virtual std::optional<MapRunRow> find_map_run(std::string_view arn) const = 0;
  [[nodiscard]] virtual std::optional<MapRunRow> find_map_run_by_number(
      std::int64_t number) const = 0;
  [[nodiscard]] virtual std::vector<MapRunRow> list_map_runs(const MapRunPage& page) const = 0;
  [[nodiscard]] virtual std::vector<JournalRow> read_journal(const JournalPage& page) const = 0;
  [[nodiscard]] virtual std::optional<std::string> find_setting(std::string_view key) const = 0;
  // The outbox of stops after the given one, in byte order; a default StopRow comes before all.
  [[nodiscard]] virtual std::vector<StopRow> list_stops(const StopRow& after,
                                                        std::size_t limit) const = 0;
  [[nodiscard]] virtual StoreCounts counts() const = 0;

  // Upkeep that needs no lock on writing, e.g. a checkpoint of the write-ahead log. Called now and
  // then, from a thread of its own.
  virtual void maintain() = 0;
};

enum class Durability : std::uint8_t {
  Full,    // a commit survives a power cut
  Normal,  // a commit survives a crash of the process; a power cut may lose the newest
};

struct StoreOptions {
  std::string directory;  // empty: in memory
  Durability durability = Durability::Full;
};

// Opens or creates the store. Throws StoreError with the reason where the directory cannot be used,
// is held by another server, or holds a file that is no store or belongs to a newer version.
[[nodiscard]] std::unique_ptr<Store> make_store(const StoreOptions& options);

}  // namespace sfn::persistence
