#pragma once
// MemoryStore: a store that forgets everything when it goes. For servers that were told to keep
// nothing, and for tests of the layers above. Thread-safe as Store says.
#include <functional>
#include <map>
#include <set>
#include <shared_mutex>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "persistence/store.h"

namespace sfn::persistence {

class MemoryStore final : public Store {
 public:
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

  void maintain() override {}  // memory needs no upkeep

 private:
  // Lets std::string keys be found by std::string_view.
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using NumberByText = std::unordered_map<std::string, std::int64_t, TextHash, std::equal_to<>>;
  // The inverse of each change, newest last. Each may run although its change did not happen.
  using UndoLog = std::vector<std::function<void()>>;
  static void undo_back_to(UndoLog& undo, std::size_t size);

  WriteOutcome write_one(const Batch& batch, UndoLog& undo);
  // False: the row write is a conflict.
  bool apply(const InsertMachine& insert, UndoLog& undo);
  bool apply(const ReviseMachine& revise, UndoLog& undo);
  bool apply(const DeleteMachine& remove, UndoLog& undo);
  bool apply(const InsertExecution& insert, UndoLog& undo);
  bool apply(const UpdateExecution& update, UndoLog& undo);
  bool apply(const PutSetting& put, UndoLog& undo);
  bool apply(const InsertActivity& insert, UndoLog& undo);
  bool apply(const DeleteActivity& remove, UndoLog& undo);
  bool apply(const PutStop& put, UndoLog& undo);
  bool apply(const RemoveStop& remove, UndoLog& undo);
  bool apply(const InsertMapRun& insert, UndoLog& undo);
  bool apply(const UpdateMapRun& update, UndoLog& undo);
  void append(const JournalAppend& append, UndoLog& undo);

  void index(const MachineRow& row);
  void unindex(const MachineRow& row);
  void index(const ExecutionRow& row);
  void unindex(const ExecutionRow& row);
  void index_status(const ExecutionRow& row);
  void unindex_status(const ExecutionRow& row);
  [[nodiscard]] const std::set<std::int64_t>* listed_executions(const ExecutionPage& page) const;
  [[nodiscard]] bool is_child_taken(const ExecutionRow& row) const;

  mutable std::shared_mutex mutex_;  // guards everything below
  std::map<std::int64_t, MachineRow> machines_;
  NumberByText machine_by_arn_;  // not the deleted ones
  std::set<std::tuple<std::string, std::string, std::int64_t>>
      machine_by_name_;  // scope, name, id; ditto
  std::map<std::int64_t, RevisionRow> revisions_;
  std::map<std::int64_t, ExecutionRow> executions_;
  NumberByText execution_by_arn_;
  // Of a machine without the children of its map runs, and of a map run.
  using Numbers = std::set<std::int64_t>;
  using NumbersByStatus = std::map<std::pair<std::int64_t, ExecutionStatus>, Numbers>;
  std::map<std::int64_t, Numbers> executions_by_machine_;
  NumbersByStatus executions_by_status_;
  std::map<std::int64_t, Numbers> children_by_map_run_;
  NumbersByStatus children_by_status_;
  std::map<std::pair<std::int64_t, std::int32_t>, std::int64_t> child_by_index_;
  Numbers running_;
  std::map<std::int64_t, MapRunRow> map_runs_;
  NumberByText map_run_by_arn_;
  std::map<std::int64_t, Numbers> map_runs_by_execution_;
  std::map<std::int64_t, std::vector<JournalRow>> journals_;  // row n has sequence n + 1
  std::map<std::string, std::string, std::less<>> settings_;
  std::map<std::string, ActivityRow, std::less<>> activities_;                   // by ARN
  std::map<std::pair<std::string, std::string>, std::string> activity_by_name_;  // scope, name: ARN
  std::set<StopRow> stops_;
};

}  // namespace sfn::persistence
