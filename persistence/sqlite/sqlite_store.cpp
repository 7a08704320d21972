#include "persistence/sqlite/sqlite_store.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/overloaded.h"
#include "persistence/batch_check.h"
#include "persistence/sqlite/database.h"
#include "persistence/sqlite/file_system.h"
#include "persistence/sqlite/schema.h"
#include "persistence/sqlite/sqlite_activities.h"
#include "persistence/sqlite/sqlite_executions.h"
#include "persistence/sqlite/sqlite_journal.h"
#include "persistence/sqlite/sqlite_machines.h"
#include "persistence/sqlite/sqlite_map_runs.h"
#include "persistence/sqlite/sqlite_stops.h"
#include "persistence/sqlite/transaction.h"
#include "persistence/sqlite/write_ahead_log.h"

namespace sfn::persistence::sqlite {
namespace {

constexpr const char* kStoreFile = "store.db";
constexpr const char* kLogSuffix = "-wal";

// The path without links, dots and a slash at the end, as far as it exists. Links are followed
// before `..` is taken.
std::filesystem::path prepare_directory(const std::filesystem::path& directory) {
  std::error_code ec;
  std::filesystem::path real = std::filesystem::absolute(directory, ec);
  if (!ec) real = std::filesystem::weakly_canonical(real, ec);
  if (ec) throw_errno("look at the data directory", directory, ec.value());
  if (!real.has_filename()) real = real.parent_path();
  ensure_private_directory(real);
  return real;
}

void create_if_missing(const std::filesystem::path& file) {
  std::error_code ec;
  const std::filesystem::file_status status = std::filesystem::status(file, ec);
  if (std::filesystem::exists(status)) {
    if (!std::filesystem::is_regular_file(status)) throw StoreError("it is not a regular file");
    if (std::filesystem::file_size(file, ec) == 0) {
      throw StoreError(
          "it is empty, and the server never leaves it so; move it away to begin anew");
    }
    return;
  }
  std::filesystem::path log = file;
  log += kLogSuffix;
  if (std::filesystem::exists(log, ec)) {
    // SQLite would replay it into the new database.
    throw StoreError("it is missing, but its log " + log.string() +
                     " is there; restore it or move the log away");
  }
  create_database(file);
}

std::string read_text(const Statement& row) { return row.text(0); }

std::unique_ptr<Database> connect(const std::filesystem::path& file, Durability durability) {
  auto database = std::make_unique<Database>(file);
  database->execute("PRAGMA cell_size_check = ON");  // damage is an error, not a crash
  database->execute("PRAGMA temp_store = MEMORY");
  if (durability == Durability::Full) {
    database->execute("PRAGMA synchronous = FULL");
  } else {
    database->execute("PRAGMA synchronous = NORMAL");
  }
  return database;
}

std::unique_ptr<Database> connect_writer(const std::filesystem::path& file, Durability durability) {
  create_if_missing(file);
  auto database = connect(file, durability);
  if (database->is_read_only()) throw StoreError("it may not be written by this user");
  migrate(*database);
  if (Statement(*database, "PRAGMA journal_mode = WAL").one(&read_text) != "wal") {
    throw StoreError("its file system lacks the shared memory that the write-ahead log needs");
  }
  // The pages between two commits: a group of a few hundred batches stays in memory.
  database->execute("PRAGMA cache_size = -8192");
  // Debian's SQLite overwrites freed space with zeros; rows only ever move here.
  database->execute("PRAGMA secure_delete = OFF");
  database->watch_log();
  return database;
}

std::unique_ptr<Database> connect_reader(const std::filesystem::path& file, Durability durability) {
  auto database = connect(file, durability);
  database->execute("PRAGMA query_only = ON");
  database->execute("PRAGMA cache_size = -1024");
  return database;
}

}  // namespace

class SqliteStore::Writer {
 public:
  explicit Writer(std::unique_ptr<Database> connection)
      : database(std::move(connection)),
        transactions(*database),
        journal_(*database),
        machines_(*database),
        executions_(*database),
        activities_(*database),
        stops_(*database),
        map_runs_(*database),
        put_setting_(*database,
                     "INSERT INTO setting (key, value) VALUES (?1, ?2)"
                     " ON CONFLICT (key) DO UPDATE SET value = excluded.value") {}

  WriteOutcome write(const Batch& batch) {
    for (const JournalAppend& append : batch.journals) {
      if (!journal_.follows(append)) return WriteOutcome::Stale;
    }
    if (!conflicts_late(batch)) return write_in_order(batch);
    Savepoint savepoint(transactions);
    const WriteOutcome outcome = write_in_order(batch);
    if (outcome == WriteOutcome::Written) {
      savepoint.keep();
    } else {
      savepoint.undo();
    }
    return outcome;
  }

  std::unique_ptr<Database> database;
  TransactionStatements transactions;

 private:
  // Whether a conflict can show when something of the batch is written already. The usual batches,
  // a start or a step of one execution, need no savepoint: their only row comes before the journal.
  static bool conflicts_late(const Batch& batch) {
    bool first = true;
    for (const RowWrite& write : batch.rows) {
      const bool harmless =
          std::visit(Overloaded{
                         [](const InsertMachine&) { return false; },  // two rows that may conflict
                         [](const ReviseMachine&) { return false; },  // the same
                         [](const DeleteMachine&) { return true; },
                         [&](const InsertExecution&) { return first; },
                         [&](const UpdateExecution&) { return first; },
                         [](const PutSetting&) { return true; },
                         [&](const InsertActivity&) { return first; },
                         [](const DeleteActivity&) { return true; },
                         [](const PutStop&) { return true; },
                         [](const RemoveStop&) { return true; },
                         [&](const InsertMapRun&) { return first; },
                         [&](const UpdateMapRun&) { return first; },
                     },
                     write);
      if (!harmless) return true;
      first = false;
    }
    return false;
  }

  WriteOutcome write_in_order(const Batch& batch) {
    for (const RowWrite& write : batch.rows) {
      const bool written =
          std::visit(Overloaded{
                         [&](const InsertMachine& insert) { return machines_.insert(insert); },
                         [&](const ReviseMachine& revise) { return machines_.revise(revise); },
                         [&](const DeleteMachine& remove) {
                           machines_.remove(remove);
                           return true;
                         },
                         [&](const InsertExecution& insert) { return executions_.insert(insert); },
                         [&](const UpdateExecution& update) { return executions_.update(update); },
                         [&](const PutSetting& put) {
                           put_setting_.run(put.key, put.value);
                           return true;
                         },
                         [&](const InsertActivity& insert) { return activities_.insert(insert); },
                         [&](const DeleteActivity& remove) {
                           activities_.remove(remove);
                           return true;
                         },
                         [&](const PutStop& put) {
                           stops_.put(put.stop);
                           return true;
                         },
                         [&](const RemoveStop& remove) {
                           stops_.remove(remove.stop);
                           return true;
                         },
                         [&](const InsertMapRun& insert) { return map_runs_.insert(insert); },
                         [&](const UpdateMapRun& update) { return map_runs_.update(update); },
                     },
                     write);
      if (!written) return WriteOutcome::Conflict;
    }
    for (const JournalAppend& append : batch.journals) journal_.append(append);
    return WriteOutcome::Written;
  }

  SqliteJournalWriter journal_;
  SqliteMachineWriter machines_;
  SqliteExecutionWriter executions_;
  SqliteActivityWriter activities_;
  SqliteStopWriter stops_;
  SqliteMapRunWriter map_runs_;
  Statement put_setting_;
};

class SqliteStore::Reader {
 public:
  explicit Reader(std::unique_ptr<Database> connection)
      : database_(std::move(connection)),
        machines(*database_),
        executions(*database_),
        activities(*database_),
        map_runs(*database_),
        journal(*database_),
        stops(*database_),
        find_setting(*database_, "SELECT value FROM setting WHERE key = ?1") {}

 private:
  std::unique_ptr<Database> database_;  // goes after the statements

 public:
  SqliteMachineReader machines;
  SqliteExecutionReader executions;
  SqliteActivityReader activities;
  SqliteMapRunReader map_runs;
  SqliteJournalReader journal;
  SqliteStopReader stops;
  Statement find_setting;
};

// A reader taken out of the pool for one call. There are as many readers as threads ever read at
// one time.
class SqliteStore::BorrowedReader {
 public:
  explicit BorrowedReader(const SqliteStore& store) : store_(store) {
    {
      const std::lock_guard lock(store.readers_mutex_);
      if (!store.readers_.empty()) {
        reader_ = std::move(store.readers_.back());
        store.readers_.pop_back();
      }
    }
    if (!reader_) {
      reader_ = std::make_unique<Reader>(connect_reader(store.file_, store.durability_));
    }
  }
  ~BorrowedReader() {
    const std::lock_guard lock(store_.readers_mutex_);
    store_.readers_.push_back(std::move(reader_));
  }
  BorrowedReader(const BorrowedReader&) = delete;
  BorrowedReader& operator=(const BorrowedReader&) = delete;

  Reader* operator->() const { return reader_.get(); }

 private:
  const SqliteStore& store_;
  std::unique_ptr<Reader> reader_;
};

SqliteStore::SqliteStore(const std::filesystem::path& directory, Durability durability)
    : file_(prepare_directory(directory) / kStoreFile),
      durability_(durability),
      lock_(file_.parent_path()) {
  try {
    writer_ = std::make_unique<Writer>(connect_writer(file_, durability_));
    std::filesystem::path log = file_;
    log += kLogSuffix;
    log_ = std::make_unique<WriteAheadLog>(*writer_->database, connect(file_, durability_),
                                           std::move(log));
  } catch (const StoreError& error) {
    throw StoreError("cannot use " + file_.string() + ": " + error.what());
  }
}

SqliteStore::~SqliteStore() = default;

std::vector<WriteOutcome> SqliteStore::write(std::span<const Batch> batches) {
  check_batches(batches);
  std::vector<WriteOutcome> outcomes;
  outcomes.reserve(batches.size());
  {
    Transaction transaction(writer_->transactions);
    for (const Batch& batch : batches) outcomes.push_back(writer_->write(batch));
    transaction.commit();
  }
  log_->after_commit();
  return outcomes;
}

void SqliteStore::maintain() { log_->maintain(); }

std::int64_t SqliteStore::next_machine_id() const {
  return BorrowedReader(*this)->machines.newest_id() + 1;
}

std::int64_t SqliteStore::next_revision_number() const {
  return BorrowedReader(*this)->machines.newest_revision() + 1;
}

std::int64_t SqliteStore::next_execution_number() const {
  const BorrowedReader reader(*this);
  return std::max(reader->executions.newest_number(), reader->journal.newest_execution()) + 1;
}

std::optional<MachineRow> SqliteStore::find_machine(std::string_view arn) const {
  return BorrowedReader(*this)->machines.find(arn);
}

std::optional<MachineRow> SqliteStore::find_machine_by_id(std::int64_t id) const {
  return BorrowedReader(*this)->machines.find_by_id(id);
}

std::vector<MachineRow> SqliteStore::list_machines(const MachinePage& page) const {
  return BorrowedReader(*this)->machines.list(page);
}

std::optional<RevisionRow> SqliteStore::find_revision(std::int64_t number) const {
  return BorrowedReader(*this)->machines.find_revision(number);
}

std::optional<ActivityRow> SqliteStore::find_activity(std::string_view arn) const {
  return BorrowedReader(*this)->activities.find(arn);
}

std::vector<ActivityRow> SqliteStore::list_activities(const ActivityPage& page) const {
  return BorrowedReader(*this)->activities.list(page);
}

std::optional<ExecutionRow> SqliteStore::find_execution(std::string_view arn) const {
  return BorrowedReader(*this)->executions.find(arn);
}

std::optional<ExecutionRow> SqliteStore::find_execution_by_number(std::int64_t number) const {
  return BorrowedReader(*this)->executions.find_by_number(number);
}

std::vector<ExecutionRow> SqliteStore::list_executions(const ExecutionPage& page) const {
  return BorrowedReader(*this)->executions.list(page);
}

std::vector<ExecutionRow> SqliteStore::list_running(std::int64_t after_number,
                                                    std::size_t limit) const {
  return BorrowedReader(*this)->executions.list_running(after_number, limit);
}

std::vector<ExecutionRow> SqliteStore::list_children(std::int64_t map_run, std::int32_t after_index,
                                                     std::size_t limit) const {
  return BorrowedReader(*this)->executions.list_by_index(map_run, after_index, limit);
}

std::optional<MapRunRow> SqliteStore::find_map_run(std::string_view arn) const {
  return BorrowedReader(*this)->map_runs.find(arn);
}

std::optional<MapRunRow> SqliteStore::find_map_run_by_number(std::int64_t number) const {
  return BorrowedReader(*this)->map_runs.find_by_number(number);
}

std::vector<MapRunRow> SqliteStore::list_map_runs(const MapRunPage& page) const {
  return BorrowedReader(*this)->map_runs.list(page);
}

std::vector<JournalRow> SqliteStore::read_journal(const JournalPage& page) const {
  return BorrowedReader(*this)->journal.read(page);
}

std::optional<std::string> SqliteStore::find_setting(std::string_view key) const {
  return BorrowedReader(*this)->find_setting.one(&read_text, key);
}

std::vector<StopRow> SqliteStore::list_stops(const StopRow& after, std::size_t limit) const {
  return BorrowedReader(*this)->stops.list(after, limit);
}

StoreCounts SqliteStore::counts() const {
  const BorrowedReader reader(*this);
  return {.machines = reader->machines.count(),
          .executions = reader->executions.count(),
          .running = reader->executions.count_running()};
}

}  // namespace sfn::persistence::sqlite
