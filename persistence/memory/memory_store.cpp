#include "persistence/memory/memory_store.h"

#include <algorithm>
#include <mutex>

#include "persistence/batch_check.h"

namespace sfn::persistence {
namespace {

template <typename Row>
std::optional<Row> find_row(const std::map<std::int64_t, Row>& rows, std::int64_t key) {
  const auto found = rows.find(key);
  if (found == rows.end()) return std::nullopt;
  return found->second;
}

template <typename Row>
std::int64_t next_key(const std::map<std::int64_t, Row>& rows) {
  return rows.empty() ? 1 : rows.rbegin()->first + 1;
}

}  // namespace

std::vector<WriteOutcome> MemoryStore::write(std::span<const Batch> batches) {
  check_batches(batches);
  const std::unique_lock lock(mutex_);
  std::vector<WriteOutcome> outcomes;
  outcomes.reserve(batches.size());
  UndoLog undo;
  try {
    for (const Batch& batch : batches) {
      const std::size_t before = undo.size();
      outcomes.push_back(write_one(batch, undo));
      if (outcomes.back() != WriteOutcome::Written) undo_back_to(undo, before);
    }
  } catch (...) {  // out of memory: nothing of this call may stay
    undo_back_to(undo, 0);
    throw;
  }
  return outcomes;
}

void MemoryStore::undo_back_to(UndoLog& undo, std::size_t size) {
  while (undo.size() > size) {
    undo.back()();
    undo.pop_back();
  }
}

WriteOutcome MemoryStore::write_one(const Batch& batch, UndoLog& undo) {
  for (const JournalAppend& append : batch.journals) {
    const auto journal = journals_.find(append.execution);
    const std::size_t stored = journal == journals_.end() ? 0 : journal->second.size();
    if (append.rows.front().seq != static_cast<std::int64_t>(stored) + 1) {
      return WriteOutcome::Stale;
    }
  }
  for (const RowWrite& write : batch.rows) {
    const bool applied = std::visit([&](const auto& row) { return apply(row, undo); }, write);
    if (!applied) return WriteOutcome::Conflict;
  }
  for (const JournalAppend& journal : batch.journals) append(journal, undo);
  return WriteOutcome::Written;
}

bool MemoryStore::apply(const InsertMachine& insert, UndoLog& undo) {
  const MachineRow& row = insert.machine;
  if (machines_.contains(row.id) || machine_by_arn_.contains(row.arn) ||
      revisions_.contains(insert.revision.number)) {
    return false;
  }
  undo.emplace_back([this, row, number = insert.revision.number] {
    unindex(row);
    machines_.erase(row.id);
    revisions_.erase(number);
  });
  revisions_.emplace(insert.revision.number, insert.revision);
  machines_.emplace(row.id, row);
  index(row);
  return true;
}

bool MemoryStore::apply(const ReviseMachine& revise, UndoLog& undo) {
  const auto machine = machines_.find(revise.machine);
  if (machine == machines_.end() || machine->second.deleted ||
      revisions_.contains(revise.revision.number)) {
    return false;
  }
  undo.emplace_back([this, id = revise.machine, before = machine->second.revision,
                     number = revise.revision.number] {
    machines_.at(id).revision = before;
    revisions_.erase(number);
  });
  revisions_.emplace(revise.revision.number, revise.revision);
  machine->second.revision = revise.revision.number;
  return true;
}

bool MemoryStore::apply(const DeleteMachine& remove, UndoLog& undo) {
  const auto machine = machines_.find(remove.machine);
  if (machine == machines_.end() || machine->second.deleted) return true;
  undo.emplace_back([this, id = remove.machine] {
    MachineRow& row = machines_.at(id);
    row.deleted = false;
    index(row);
  });
  unindex(machine->second);
  machine->second.deleted = true;
  return true;
}

bool MemoryStore::apply(const InsertExecution& insert, UndoLog& undo) {
  const ExecutionRow& row = insert.execution;
  if (executions_.contains(row.number) || execution_by_arn_.contains(row.arn) ||
      is_child_taken(row)) {
    return false;
  }
  undo.emplace_back([this, number = row.number] {
    const auto stored = executions_.find(number);
    if (stored == executions_.end()) return;
    unindex(stored->second);
    executions_.erase(stored);
  });
  executions_.emplace(row.number, row);
  index(row);
  return true;
}

bool MemoryStore::apply(const UpdateExecution& update, UndoLog& undo) {
  const auto execution = executions_.find(update.number);
  if (execution == executions_.end()) return false;
  ExecutionRow& row = execution->second;
  undo.emplace_back([this, before = row] {
    ExecutionRow& stored = executions_.at(before.number);
    unindex_status(stored);
    stored = before;
    index_status(stored);
  });
  unindex_status(row);
  row.status = update.status;
  row.stopped_at = update.stopped_at;
  row.last_seq = update.last_seq;
  row.redrive_count = update.redrive_count;
  row.sleeps_until = update.sleeps_until;
  index_status(row);
  return true;
}

bool MemoryStore::apply(const PutSetting& put, UndoLog& undo) {
  undo.emplace_back(
      [this, key = put.key,
       before = settings_.contains(put.key) ? std::optional(settings_.at(put.key)) : std::nullopt] {
        if (before) {
          settings_[key] = *before;
        } else {
          settings_.erase(key);
        }
      });
  settings_[put.key] = put.value;
  return true;
}

bool MemoryStore::apply(const InsertActivity& insert, UndoLog& undo) {
  const ActivityRow& row = insert.activity;
  if (activities_.contains(row.arn)) return false;
  undo.emplace_back([this, arn = row.arn, key = std::pair(row.scope, row.name)] {
    activities_.erase(arn);
    activity_by_name_.erase(key);
  });
  activities_.emplace(row.arn, row);
  activity_by_name_.emplace(std::pair(row.scope, row.name), row.arn);
  return true;
}

bool MemoryStore::apply(const DeleteActivity& remove, UndoLog& undo) {
  const auto found = activities_.find(remove.arn);
  if (found == activities_.end()) return true;
  undo.emplace_back([this, row = found->second] {
    activities_.insert_or_assign(row.arn, row);
    activity_by_name_.insert_or_assign(std::pair(row.scope, row.name), row.arn);
  });
  activity_by_name_.erase(std::pair(found->second.scope, found->second.name));
  activities_.erase(found);
  return true;
}

bool MemoryStore::apply(const PutStop& put, UndoLog& undo) {
  if (stops_.contains(put.stop)) return true;
  undo.emplace_back([this, stop = put.stop] { stops_.erase(stop); });
  stops_.insert(put.stop);
  return true;
}

bool MemoryStore::apply(const RemoveStop& remove, UndoLog& undo) {
  if (!stops_.contains(remove.stop)) return true;
  undo.emplace_back([this, stop = remove.stop] { stops_.insert(stop); });
  stops_.erase(remove.stop);
  return true;
}

bool MemoryStore::apply(const InsertMapRun& insert, UndoLog& undo) {
  const MapRunRow& row = insert.map_run;
  if (map_runs_.contains(row.number) || map_run_by_arn_.contains(row.arn)) return false;
  undo.emplace_back([this, number = row.number, arn = row.arn, execution = row.execution] {
    map_runs_by_execution_[execution].erase(number);
    map_run_by_arn_.erase(arn);
    map_runs_.erase(number);
  });
  map_runs_.emplace(row.number, row);
  map_run_by_arn_.emplace(row.arn, row.number);
  map_runs_by_execution_[row.execution].insert(row.number);
  return true;
}

bool MemoryStore::apply(const UpdateMapRun& update, UndoLog& undo) {
  const auto map_run = map_runs_.find(update.number);
  if (map_run == map_runs_.end()) return false;
  MapRunRow& row = map_run->second;
  undo.emplace_back([this, before = row] { map_runs_.at(before.number) = before; });
  row.status = update.status;
  row.stopped_at = update.stopped_at;
  row.state = update.state;
  return true;
}

void MemoryStore::append(const JournalAppend& append, UndoLog& undo) {
  std::vector<JournalRow>& journal = journals_[append.execution];
  undo.emplace_back([this, execution = append.execution, before = journal.size()] {
    if (before == 0) {
      journals_.erase(execution);
    } else {
      journals_.at(execution).resize(before);
    }
  });
  journal.insert(journal.end(), append.rows.begin(), append.rows.end());
}

void MemoryStore::index(const MachineRow& row) {
  machine_by_arn_.insert_or_assign(row.arn, row.id);
  machine_by_name_.emplace(row.scope, row.name, row.id);
}

void MemoryStore::unindex(const MachineRow& row) {
  machine_by_arn_.erase(row.arn);
  machine_by_name_.erase({row.scope, row.name, row.id});
}

bool MemoryStore::is_child_taken(const ExecutionRow& row) const {
  return row.map_run && child_by_index_.contains({*row.map_run, row.map_run_index});
}

void MemoryStore::index(const ExecutionRow& row) {
  execution_by_arn_.emplace(row.arn, row.number);
  if (row.map_run) {
    children_by_map_run_[*row.map_run].insert(row.number);
    child_by_index_.emplace(std::pair(*row.map_run, row.map_run_index), row.number);
  } else {
    executions_by_machine_[row.machine].insert(row.number);
  }
  index_status(row);
}

void MemoryStore::unindex(const ExecutionRow& row) {
  unindex_status(row);
  if (row.map_run) {
    child_by_index_.erase({*row.map_run, row.map_run_index});
    children_by_map_run_[*row.map_run].erase(row.number);
  } else {
    executions_by_machine_[row.machine].erase(row.number);
  }
  execution_by_arn_.erase(row.arn);
}

void MemoryStore::index_status(const ExecutionRow& row) {
  if (row.map_run) {
    children_by_status_[{*row.map_run, row.status}].insert(row.number);
  } else {
    executions_by_status_[{row.machine, row.status}].insert(row.number);
  }
  if (row.status == ExecutionStatus::Running) running_.insert(row.number);
}

void MemoryStore::unindex_status(const ExecutionRow& row) {
  if (row.map_run) {
    children_by_status_[{*row.map_run, row.status}].erase(row.number);
  } else {
    executions_by_status_[{row.machine, row.status}].erase(row.number);
  }
  running_.erase(row.number);
}

std::int64_t MemoryStore::next_machine_id() const {
  const std::shared_lock lock(mutex_);
  return next_key(machines_);
}

std::int64_t MemoryStore::next_revision_number() const {
  const std::shared_lock lock(mutex_);
  return next_key(revisions_);
}

std::int64_t MemoryStore::next_execution_number() const {
  const std::shared_lock lock(mutex_);
  return std::max(next_key(executions_), next_key(journals_));
}

std::optional<MachineRow> MemoryStore::find_machine(std::string_view arn) const {
  const std::shared_lock lock(mutex_);
  const auto found = machine_by_arn_.find(arn);
  if (found == machine_by_arn_.end()) return std::nullopt;
  return machines_.at(found->second);
}

std::optional<MachineRow> MemoryStore::find_machine_by_id(std::int64_t id) const {
  const std::shared_lock lock(mutex_);
  return find_row(machines_, id);
}

std::vector<MachineRow> MemoryStore::list_machines(const MachinePage& page) const {
  const std::shared_lock lock(mutex_);
  std::vector<MachineRow> rows;
  auto at = machine_by_name_.lower_bound({page.scope, page.after_name, 0});
  for (; at != machine_by_name_.end() && rows.size() < page.limit; ++at) {
    const auto& [scope, name, id] = *at;
    if (scope != page.scope) break;
    if (name > page.after_name) rows.push_back(machines_.at(id));
  }
  return rows;
}

std::optional<RevisionRow> MemoryStore::find_revision(std::int64_t number) const {
  const std::shared_lock lock(mutex_);
  return find_row(revisions_, number);
}

std::optional<ActivityRow> MemoryStore::find_activity(std::string_view arn) const {
  const std::shared_lock lock(mutex_);
  const auto found = activities_.find(arn);
  if (found == activities_.end()) return std::nullopt;
  return found->second;
}

std::vector<ActivityRow> MemoryStore::list_activities(const ActivityPage& page) const {
  const std::shared_lock lock(mutex_);
  std::vector<ActivityRow> rows;
  auto at = activity_by_name_.upper_bound(std::pair(page.scope, page.after_name));
  for (; at != activity_by_name_.end() && rows.size() < page.limit; ++at) {
    if (at->first.first != page.scope) break;
    rows.push_back(activities_.at(at->second));
  }
  return rows;
}

std::optional<ExecutionRow> MemoryStore::find_execution(std::string_view arn) const {
  const std::shared_lock lock(mutex_);
  const auto found = execution_by_arn_.find(arn);
  if (found == execution_by_arn_.end()) return std::nullopt;
  return executions_.at(found->second);
}

std::optional<ExecutionRow> MemoryStore::find_execution_by_number(std::int64_t number) const {
  const std::shared_lock lock(mutex_);
  return find_row(executions_, number);
}

const std::set<std::int64_t>* MemoryStore::listed_executions(const ExecutionPage& page) const {
  const std::int64_t owner = page.map_run.value_or(page.machine);
  if (page.status) {
    const NumbersByStatus& lists = page.map_run ? children_by_status_ : executions_by_status_;
    const auto found = lists.find({owner, *page.status});
    return found == lists.end() ? nullptr : &found->second;
  }
  const auto& lists = page.map_run ? children_by_map_run_ : executions_by_machine_;
  const auto found = lists.find(owner);
  return found == lists.end() ? nullptr : &found->second;
}

std::vector<ExecutionRow> MemoryStore::list_executions(const ExecutionPage& page) const {
  const std::shared_lock lock(mutex_);
  const std::set<std::int64_t>* numbers = listed_executions(page);
  std::vector<ExecutionRow> rows;
  if (numbers == nullptr) return rows;
  auto at = page.before_number ? numbers->lower_bound(*page.before_number) : numbers->end();
  while (at != numbers->begin() && rows.size() < page.limit) rows.push_back(executions_.at(*--at));
  return rows;
}

std::vector<ExecutionRow> MemoryStore::list_running(std::int64_t after_number,
                                                    std::size_t limit) const {
  const std::shared_lock lock(mutex_);
  std::vector<ExecutionRow> rows;
  auto at = running_.upper_bound(after_number);
  for (; at != running_.end() && rows.size() < limit; ++at) rows.push_back(executions_.at(*at));
  return rows;
}

std::vector<ExecutionRow> MemoryStore::list_children(std::int64_t map_run, std::int32_t after_index,
                                                     std::size_t limit) const {
  const std::shared_lock lock(mutex_);
  std::vector<ExecutionRow> rows;
  auto at = child_by_index_.upper_bound({map_run, after_index});
  for (; at != child_by_index_.end() && rows.size() < limit; ++at) {
    if (at->first.first != map_run) break;
    rows.push_back(executions_.at(at->second));
  }
  return rows;
}

std::optional<MapRunRow> MemoryStore::find_map_run(std::string_view arn) const {
  const std::shared_lock lock(mutex_);
  const auto found = map_run_by_arn_.find(arn);
  if (found == map_run_by_arn_.end()) return std::nullopt;
  return map_runs_.at(found->second);
}

std::optional<MapRunRow> MemoryStore::find_map_run_by_number(std::int64_t number) const {
  const std::shared_lock lock(mutex_);
  return find_row(map_runs_, number);
}

std::vector<MapRunRow> MemoryStore::list_map_runs(const MapRunPage& page) const {
  const std::shared_lock lock(mutex_);
  std::vector<MapRunRow> rows;
  const auto found = map_runs_by_execution_.find(page.execution);
  if (found == map_runs_by_execution_.end()) return rows;
  const std::set<std::int64_t>& numbers = found->second;
  auto at = page.before_number ? numbers.lower_bound(*page.before_number) : numbers.end();
  while (at != numbers.begin() && rows.size() < page.limit) rows.push_back(map_runs_.at(*--at));
  return rows;
}

std::vector<JournalRow> MemoryStore::read_journal(const JournalPage& page) const {
  const std::shared_lock lock(mutex_);
  std::vector<JournalRow> rows;
  const auto found = journals_.find(page.execution);
  if (found == journals_.end()) return rows;
  const std::vector<JournalRow>& journal = found->second;
  const auto newest = static_cast<std::int64_t>(journal.size());
  const bool forward = page.direction == Direction::Forward;
  const std::int64_t step = forward ? 1 : -1;
  std::int64_t seq = page.from_seq;
  if (forward) {
    seq = std::max<std::int64_t>(seq, 1);
  } else {
    seq = seq == 0 ? newest : std::min(seq, newest);
  }
  for (; seq >= 1 && seq <= newest && rows.size() < page.limit; seq += step) {
    const JournalRow& row = journal[static_cast<std::size_t>(seq - 1)];
    if (!page.visible_only || row.event_id != 0) rows.push_back(row);
  }
  return rows;
}

std::optional<std::string> MemoryStore::find_setting(std::string_view key) const {
  const std::shared_lock lock(mutex_);
  const auto found = settings_.find(key);
  if (found == settings_.end()) return std::nullopt;
  return found->second;
}

std::vector<StopRow> MemoryStore::list_stops(const StopRow& after, std::size_t limit) const {
  const std::shared_lock lock(mutex_);
  std::vector<StopRow> rows;
  auto at = stops_.upper_bound(after);
  for (; at != stops_.end() && rows.size() < limit; ++at) rows.push_back(*at);
  return rows;
}

StoreCounts MemoryStore::counts() const {
  const std::shared_lock lock(mutex_);
  return {.machines = static_cast<std::int64_t>(machine_by_arn_.size()),
          .executions = static_cast<std::int64_t>(executions_.size()),
          .running = static_cast<std::int64_t>(running_.size())};
}

}  // namespace sfn::persistence
