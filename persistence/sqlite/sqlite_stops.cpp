#include "persistence/sqlite/sqlite_stops.h"

#include "persistence/sqlite/limit.h"

namespace sfn::persistence::sqlite {
namespace {

StopRow read_stop(const Statement& row) { return {.arn = row.text(0), .started_by = row.text(1)}; }

}  // namespace

SqliteStopWriter::SqliteStopWriter(Database& database)
    : put_(database, "INSERT INTO stop (arn, started_by) VALUES (?1, ?2) ON CONFLICT DO NOTHING"),
      remove_(database, "DELETE FROM stop WHERE arn = ?1 AND started_by = ?2") {}

void SqliteStopWriter::put(const StopRow& stop) { put_.run(stop.arn, stop.started_by); }

void SqliteStopWriter::remove(const StopRow& stop) { remove_.run(stop.arn, stop.started_by); }

SqliteStopReader::SqliteStopReader(Database& database)
    : list_(database,
            "SELECT arn, started_by FROM stop WHERE (arn, started_by) > (?1, ?2)"
            " ORDER BY arn, started_by LIMIT ?3") {}

std::vector<StopRow> SqliteStopReader::list(const StopRow& after, std::size_t limit) {
  return list_.all(&read_stop, after.arn, after.started_by, sql_limit(limit));
}

}  // namespace sfn::persistence::sqlite
