#include "persistence/sqlite/sqlite_executions.h"

#include "persistence/batch_check.h"
#include "persistence/sqlite/limit.h"

namespace sfn::persistence::sqlite {
namespace {

// FNV-1a. Stored, so it never changes; ARNs that share a value are told apart by their text.
std::int64_t arn_hash(std::string_view arn) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char byte : arn) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3U;
  }
  return static_cast<std::int64_t>(hash);
}

ExecutionRow read_execution(const Statement& row) {
  return {.number = row.integer(0),
          .arn = row.text(1),
          .machine = row.integer(2),
          .revision = row.integer(3),
          .shard = static_cast<std::uint16_t>(row.integer(4)),
          .name = row.text(5),
          .status = static_cast<ExecutionStatus>(row.integer(6)),
          .started_at = row.integer(7),
          .stopped_at = row.optional_integer(8),
          .last_seq = row.integer(9),
          .redrive_count = row.integer(10),
          .sleeps_until = row.optional_integer(11),
          .map_run = row.optional_integer(12),
          .map_run_index = static_cast<std::int32_t>(row.integer(13)),
          .item_count = row.integer(14)};
}

}  // namespace

SqliteExecutionWriter::SqliteExecutionWriter(Database& database)
    : find_(database, "SELECT number FROM execution WHERE arn_hash = ?1 AND arn = ?2"),
      insert_(database,
              "INSERT INTO execution"
              " (number, arn_hash, arn, machine, revision, shard, name, status, started_at,"
              " stopped_at, last_seq, redrive_count, sleeps_until,"
              " map_run, map_run_index, item_count)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
              " ON CONFLICT DO NOTHING"),
      update_(database,
              "UPDATE execution SET status = ?2, stopped_at = ?3, last_seq = ?4,"
              " redrive_count = ?5, sleeps_until = ?6 WHERE number = ?1") {}

bool SqliteExecutionWriter::insert(const InsertExecution& insert) {
  const ExecutionRow& row = insert.execution;
  const std::int64_t hash = arn_hash(row.arn);
  if (find_.one(&read_integer, hash, row.arn)) return false;
  return insert_.run(row.number, hash, row.arn, row.machine, row.revision, row.shard, row.name,
                     static_cast<int>(row.status), row.started_at, row.stopped_at, row.last_seq,
                     row.redrive_count, row.sleeps_until, row.map_run, row.map_run_index,
                     row.item_count) == 1;
}

bool SqliteExecutionWriter::update(const UpdateExecution& update) {
  return update_.run(update.number, static_cast<int>(update.status), update.stopped_at,
                     update.last_seq, update.redrive_count, update.sleeps_until) == 1;
}

SqliteExecutionReader::SqliteExecutionReader(Database& database)
    : find_(database,
            "SELECT number, arn, machine, revision, shard, name, status, started_at, stopped_at,"
            " last_seq, redrive_count, sleeps_until, map_run, map_run_index, item_count FROM "
            "execution WHERE arn_hash = ?1 AND arn = ?2"),
      find_by_number_(
          database,
          "SELECT number, arn, machine, revision, shard, name, status, started_at, stopped_at,"
          " last_seq, redrive_count, sleeps_until, map_run, map_run_index, item_count FROM "
          "execution WHERE number = ?1"),
      // One index serves both lists: the newest of each status are merged by number, so that every
      // start and end keeps up one index less. The inner query reads numbers from the index alone.
      list_(database,
            "SELECT number, arn, machine, revision, shard, name, status, started_at, stopped_at,"
            " last_seq, redrive_count, sleeps_until, map_run, map_run_index, item_count FROM "
            "execution WHERE number IN ("
            " SELECT number FROM execution WHERE machine = ?1 AND status = 0 AND number < ?2 AND "
            "map_run IS NULL"
            " UNION ALL"
            " SELECT number FROM execution WHERE machine = ?1 AND status = 1 AND number < ?2 AND "
            "map_run IS NULL"
            " UNION ALL"
            " SELECT number FROM execution WHERE machine = ?1 AND status = 2 AND number < ?2 AND "
            "map_run IS NULL"
            " UNION ALL"
            " SELECT number FROM execution WHERE machine = ?1 AND status = 3 AND number < ?2 AND "
            "map_run IS NULL"
            " UNION ALL"
            " SELECT number FROM execution WHERE machine = ?1 AND status = 4 AND number < ?2 AND "
            "map_run IS NULL"
            " ORDER BY number DESC LIMIT ?3) ORDER BY number DESC"),
      list_status_(
          database,
          "SELECT number, arn, machine, revision, shard, name, status, started_at, stopped_at,"
          " last_seq, redrive_count, sleeps_until, map_run, map_run_index, item_count FROM "
          "execution"
          " WHERE machine = ?1 AND status = ?4 AND number < ?2 AND map_run IS NULL ORDER BY number "
          "DESC LIMIT ?3"),
      list_children_(
          database,
          "SELECT number, arn, machine, revision, shard, name, status, started_at, stopped_at,"
          " last_seq, redrive_count, sleeps_until, map_run, map_run_index, item_count FROM "
          "execution WHERE number IN ("
          " SELECT number FROM execution WHERE map_run = ?1 AND status = 0 AND number < ?2"
          " UNION ALL"
          " SELECT number FROM execution WHERE map_run = ?1 AND status = 1 AND number < ?2"
          " UNION ALL"
          " SELECT number FROM execution WHERE map_run = ?1 AND status = 2 AND number < ?2"
          " UNION ALL"
          " SELECT number FROM execution WHERE map_run = ?1 AND status = 3 AND number < ?2"
          " UNION ALL"
          " SELECT number FROM execution WHERE map_run = ?1 AND status = 4 AND number < ?2"
          " ORDER BY number DESC LIMIT ?3) ORDER BY number DESC"),
      list_children_status_(
          database,
          "SELECT number, arn, machine, revision, shard, name, status, started_at, stopped_at,"
          " last_seq, redrive_count, sleeps_until, map_run, map_run_index, item_count FROM "
          "execution"
          " WHERE map_run = ?1 AND status = ?4 AND number < ?2 ORDER BY number DESC LIMIT ?3"),
      list_by_index_(
          database,
          "SELECT number, arn, machine, revision, shard, name, status, started_at, stopped_at,"
          " last_seq, redrive_count, sleeps_until, map_run, map_run_index, item_count FROM "
          "execution"
          " WHERE map_run = ?1 AND map_run_index > ?2 ORDER BY map_run_index LIMIT ?3"),
      list_running_(
          database,
          "SELECT number, arn, machine, revision, shard, name, status, started_at, stopped_at,"
          " last_seq, redrive_count, sleeps_until, map_run, map_run_index, item_count FROM "
          "execution INDEXED BY execution_running"
          " WHERE status = 0 AND number > ?1 ORDER BY number LIMIT ?2"),
      newest_number_(database, "SELECT max(number) FROM execution"),
      count_(database, "SELECT count(*) FROM execution"),
      count_running_(database, "SELECT count(*) FROM execution WHERE status = 0") {}

std::optional<ExecutionRow> SqliteExecutionReader::find(std::string_view arn) {
  return find_.one(&read_execution, arn_hash(arn), arn);
}

std::optional<ExecutionRow> SqliteExecutionReader::find_by_number(std::int64_t number) {
  return find_by_number_.one(&read_execution, number);
}

std::vector<ExecutionRow> SqliteExecutionReader::list(const ExecutionPage& page) {
  const std::int64_t before = page.before_number.value_or(kExecutionNumberEnd);
  const std::int64_t owner = page.map_run.value_or(page.machine);
  if (page.status) {
    Statement& statement = page.map_run ? list_children_status_ : list_status_;
    return statement.all(&read_execution, owner, before, sql_limit(page.limit),
                         static_cast<int>(*page.status));
  }
  Statement& statement = page.map_run ? list_children_ : list_;
  return statement.all(&read_execution, owner, before, sql_limit(page.limit));
}

std::vector<ExecutionRow> SqliteExecutionReader::list_by_index(std::int64_t map_run,
                                                               std::int32_t after_index,
                                                               std::size_t limit) {
  return list_by_index_.all(&read_execution, map_run, after_index, sql_limit(limit));
}

std::vector<ExecutionRow> SqliteExecutionReader::list_running(std::int64_t after_number,
                                                              std::size_t limit) {
  return list_running_.all(&read_execution, after_number, sql_limit(limit));
}

std::int64_t SqliteExecutionReader::newest_number() {
  return newest_number_.one(&read_integer).value_or(0);
}

std::int64_t SqliteExecutionReader::count() { return count_.one(&read_integer).value_or(0); }

std::int64_t SqliteExecutionReader::count_running() {
  return count_running_.one(&read_integer).value_or(0);
}

}  // namespace sfn::persistence::sqlite
