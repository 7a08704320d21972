#include "persistence/sqlite/sqlite_activities.h"

#include "persistence/sqlite/limit.h"

namespace sfn::persistence::sqlite {
namespace {

ActivityRow read_activity(const Statement& row) {
  return {.arn = row.text(0),
          .scope = row.text(1),
          .name = row.text(2),
          .created_at = row.integer(3),
          .settings = row.text(4)};
}

}  // namespace

SqliteActivityWriter::SqliteActivityWriter(Database& database)
    : insert_(database,
              "INSERT INTO activity (arn, scope, name, created_at, settings)"
              " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"),
      delete_(database, "DELETE FROM activity WHERE arn = ?1") {}

bool SqliteActivityWriter::insert(const InsertActivity& insert) {
  const ActivityRow& row = insert.activity;
  return insert_.run(row.arn, row.scope, row.name, row.created_at, row.settings) == 1;
}

void SqliteActivityWriter::remove(const DeleteActivity& remove) { delete_.run(remove.arn); }

SqliteActivityReader::SqliteActivityReader(Database& database)
    : find_(database, "SELECT arn, scope, name, created_at, settings FROM activity WHERE arn = ?1"),
      list_(database,
            "SELECT arn, scope, name, created_at, settings FROM activity"
            " WHERE scope = ?1 AND name > ?2 ORDER BY name LIMIT ?3") {}

std::optional<ActivityRow> SqliteActivityReader::find(std::string_view arn) {
  return find_.one(&read_activity, arn);
}

std::vector<ActivityRow> SqliteActivityReader::list(const ActivityPage& page) {
  return list_.all(&read_activity, page.scope, page.after_name, sql_limit(page.limit));
}

}  // namespace sfn::persistence::sqlite
