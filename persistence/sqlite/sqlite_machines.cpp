#include "persistence/sqlite/sqlite_machines.h"

#include "persistence/sqlite/limit.h"

namespace sfn::persistence::sqlite {
namespace {

MachineRow read_machine(const Statement& row) {
  return {.id = row.integer(0),
          .arn = row.text(1),
          .scope = row.text(2),
          .name = row.text(3),
          .type = row.text(4),
          .created_at = row.integer(5),
          .revision = row.integer(6),
          .settings = row.text(7),
          .deleted = row.integer(8) != 0};
}

RevisionRow read_revision(const Statement& row) {
  return {.number = row.integer(0),
          .machine = row.integer(1),
          .revision_id = row.text(2),
          .definition = row.text(3),
          .role_arn = row.text(4),
          .settings = row.text(5),
          .created_at = row.integer(6)};
}

}  // namespace

SqliteMachineWriter::SqliteMachineWriter(Database& database)
    : insert_machine_(database,
                      "INSERT INTO machine"
                      " (id, arn, scope, name, type, created_at, revision, settings, deleted)"
                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0) ON CONFLICT DO NOTHING"),
      insert_revision_(database,
                       "INSERT INTO revision"
                       " (number, machine, revision_id, definition, role_arn, settings, created_at)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING"),
      revise_(database, "UPDATE machine SET revision = ?2 WHERE id = ?1 AND deleted = 0"),
      delete_(database, "UPDATE machine SET deleted = 1 WHERE id = ?1 AND deleted = 0") {}

bool SqliteMachineWriter::insert(const InsertMachine& insert) {
  const MachineRow& row = insert.machine;
  return insert_machine_.run(row.id, row.arn, row.scope, row.name, row.type, row.created_at,
                             row.revision, row.settings) == 1 &&
         insert_revision(insert.revision);
}

bool SqliteMachineWriter::revise(const ReviseMachine& revise) {
  return revise_.run(revise.machine, revise.revision.number) == 1 &&
         insert_revision(revise.revision);
}

void SqliteMachineWriter::remove(const DeleteMachine& remove) { delete_.run(remove.machine); }

bool SqliteMachineWriter::insert_revision(const RevisionRow& row) {
  return insert_revision_.run(row.number, row.machine, row.revision_id, row.definition,
                              row.role_arn, row.settings, row.created_at) == 1;
}

SqliteMachineReader::SqliteMachineReader(Database& database)
    : find_(database,
            "SELECT id, arn, scope, name, type, created_at, revision, settings, deleted"
            " FROM machine WHERE arn = ?1 AND deleted = 0"),
      find_by_id_(database,
                  "SELECT id, arn, scope, name, type, created_at, revision, settings, deleted"
                  " FROM machine WHERE id = ?1"),
      list_(database,
            "SELECT id, arn, scope, name, type, created_at, revision, settings, deleted"
            " FROM machine WHERE scope = ?1 AND name > ?2 AND deleted = 0 ORDER BY name LIMIT ?3"),
      find_revision_(database,
                     "SELECT number, machine, revision_id, definition, role_arn, settings,"
                     " created_at FROM revision WHERE number = ?1"),
      newest_id_(database, "SELECT max(id) FROM machine"),
      newest_revision_(database, "SELECT max(number) FROM revision"),
      count_(database, "SELECT count(*) FROM machine WHERE deleted = 0") {}

std::optional<MachineRow> SqliteMachineReader::find(std::string_view arn) {
  return find_.one(&read_machine, arn);
}

std::optional<MachineRow> SqliteMachineReader::find_by_id(std::int64_t id) {
  return find_by_id_.one(&read_machine, id);
}

std::vector<MachineRow> SqliteMachineReader::list(const MachinePage& page) {
  return list_.all(&read_machine, page.scope, page.after_name, sql_limit(page.limit));
}

std::optional<RevisionRow> SqliteMachineReader::find_revision(std::int64_t number) {
  return find_revision_.one(&read_revision, number);
}

std::int64_t SqliteMachineReader::newest_id() { return newest_id_.one(&read_integer).value_or(0); }

std::int64_t SqliteMachineReader::newest_revision() {
  return newest_revision_.one(&read_integer).value_or(0);
}

std::int64_t SqliteMachineReader::count() { return count_.one(&read_integer).value_or(0); }

}  // namespace sfn::persistence::sqlite
