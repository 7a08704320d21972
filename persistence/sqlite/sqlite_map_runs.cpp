#include "persistence/sqlite/sqlite_map_runs.h"

#include <limits>

#include "persistence/sqlite/limit.h"

namespace sfn::persistence::sqlite {
namespace {

MapRunRow read_map_run(const Statement& row) {
  return {.number = row.integer(0),
          .arn = row.text(1),
          .execution = row.integer(2),
          .machine = row.integer(3),
          .revision = row.integer(4),
          .label = row.text(5),
          .status = static_cast<MapRunStatus>(row.integer(6)),
          .started_at = row.integer(7),
          .stopped_at = row.optional_integer(8),
          .state = row.text(9)};
}

}  // namespace

SqliteMapRunWriter::SqliteMapRunWriter(Database& database)
    : insert_(database,
              "INSERT INTO map_run"
              " (number, arn, execution, machine, revision, label, status, started_at, stopped_at,"
              " state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING"),
      update_(database,
              "UPDATE map_run SET status = ?2, stopped_at = ?3, state = ?4 WHERE number = ?1") {}

bool SqliteMapRunWriter::insert(const InsertMapRun& insert) {
  const MapRunRow& row = insert.map_run;
  return insert_.run(row.number, row.arn, row.execution, row.machine, row.revision, row.label,
                     static_cast<int>(row.status), row.started_at, row.stopped_at, row.state) == 1;
}

bool SqliteMapRunWriter::update(const UpdateMapRun& update) {
  return update_.run(update.number, static_cast<int>(update.status), update.stopped_at,
                     update.state) == 1;
}

SqliteMapRunReader::SqliteMapRunReader(Database& database)
    : find_(database,
            "SELECT number, arn, execution, machine, revision, label, status, started_at,"
            " stopped_at, state FROM map_run WHERE arn = ?1"),
      find_by_number_(database,
                      "SELECT number, arn, execution, machine, revision, label, status, started_at,"
                      " stopped_at, state FROM map_run WHERE number = ?1"),
      list_(database,
            "SELECT number, arn, execution, machine, revision, label, status, started_at,"
            " stopped_at, state FROM map_run WHERE execution = ?1 AND number < ?2"
            " ORDER BY number DESC LIMIT ?3") {}

std::optional<MapRunRow> SqliteMapRunReader::find(std::string_view arn) {
  return find_.one(&read_map_run, arn);
}

std::optional<MapRunRow> SqliteMapRunReader::find_by_number(std::int64_t number) {
  return find_by_number_.one(&read_map_run, number);
}

std::vector<MapRunRow> SqliteMapRunReader::list(const MapRunPage& page) {
  constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
  return list_.all(&read_map_run, page.execution, page.before_number.value_or(kEnd),
                   sql_limit(page.limit));
}

}  // namespace sfn::persistence::sqlite
