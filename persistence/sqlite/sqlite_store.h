#pragma once
// SqliteStore: a store in one SQLite file of a data directory. One connection writes, each thread
// that reads borrows one of its own from a pool, one does the upkeep; SQLite's write-ahead log
// keeps them out of each other's way. Thread-safe as Store says.
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "persistence/sqlite/directory_lock.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {

class WriteAheadLog;

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::filesystem::path& directory, Durability durability);
  ~SqliteStore() override;
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  [[nodiscard]] std::vector<WriteOutcome> write(std::span<const Batch> batches) override;

  [[nodiscard]] std::int64_t next_machine_id() const override;
  [[nodiscard]] std::int64_t next_revision_number() const override;
  [[nodiscard]] std::int64_t next_execution_number() const override;

  [[nodiscard]] std::optional<MachineRow> find_machine(std::string_view arn) const override;
  [[nodiscard]] std::optional<MachineRow> find_machine_by_id(std::int64_t id) const override;
  [[nodiscard]] std::vector<MachineRow> list_machines(const MachinePage& page) const override;
  [[nodiscard]] std::optional<RevisionRow> find_revision(std::int64_t number) const override;
  [[nodiscard]] std::optional<ActivityRow> find_activity(std::string_view arn) const override;
  [[nodiscard]] std::vector<ActivityRow> list_activities(const ActivityPage& page) const override;
  [[nodiscard]] std::optional<ExecutionRow> find_execution(std::string_view arn) const override;
  [[nodiscard]] std::optional<ExecutionRow> find_execution_by_number(
      std::int64_t number) const override;
  [[nodiscard]] std::vector<ExecutionRow> list_executions(const ExecutionPage& page) const override;
  [[nodiscard]] std::vector<ExecutionRow> list_running(std::int64_t after_number,
                                                       std::size_t limit) const override;
  [[nodiscard]] std::vector<ExecutionRow> list_children(std::int64_t map_run,
                                                        std::int32_t after_index,
                                                        std::size_t limit) const override;
  [[nodiscard]] std::optional<MapRunRow> find_map_run(std::string_view arn) const override;
  [[nodiscard]] std::optional<MapRunRow> find_map_run_by_number(std::int64_t number) const override;
  [[nodiscard]] std::vector<MapRunRow> list_map_runs(const MapRunPage& page) const override;
  [[nodiscard]] std::vector<JournalRow> read_journal(const JournalPage& page) const override;
  [[nodiscard]] std::optional<std::string> find_setting(std::string_view key) const override;
  [[nodiscard]] std::vector<StopRow> list_stops(const StopRow& after,
                                                std::size_t limit) const override;
  [[nodiscard]] StoreCounts counts() const override;

  void maintain() override;

 private:
  class Writer;
  class Reader;
  class BorrowedReader;

  std::filesystem::path file_;
  Durability durability_;
  DirectoryLock lock_;  // before the connections, so that it goes after them
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<WriteAheadLog> log_;

  mutable std::mutex readers_mutex_;
  mutable std::vector<std::unique_ptr<Reader>> readers_;  // those that nobody uses
};

}  // namespace sfn::persistence::sqlite
