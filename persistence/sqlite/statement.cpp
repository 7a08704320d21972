#include "persistence/sqlite/statement.h"

#include <sqlite3.h>

#include "base/assert.h"
#include "persistence/sqlite/database.h"

namespace sfn::persistence::sqlite {

Statement::Statement(Database& database, Sql sql) : database_(database) {
  // PERSISTENT: tells SQLite that the statement lives long, so that it leaves the small lookaside
  // memory to others.
  if (sqlite3_prepare_v3(database.handle(), sql.text(), -1, SQLITE_PREPARE_PERSISTENT, &handle_,
                         nullptr) != SQLITE_OK) {
    database.fail(sql.text());
  }
}

Statement::~Statement() { sqlite3_finalize(handle_); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (sqlite3_column_type(handle_, column) == SQLITE_NULL) return std::nullopt;
  return integer(column);
}

std::string Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  const int size = sqlite3_column_bytes(handle_, column);
  return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

void Statement::bind(int index, const std::optional<std::int64_t>& value) {
  if (value) {
    bind_integer(index, *value);
  } else if (sqlite3_bind_null(handle_, index) != SQLITE_OK) {
    database_.fail(sqlite3_sql(handle_));
  }
}

void Statement::bind(int index, std::string_view value) {
  // A null pointer would bind NULL, and an empty view may hold one.
  const char* bytes = value.data() == nullptr ? "" : value.data();
  if (sqlite3_bind_text64(handle_, index, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8) !=
      SQLITE_OK) {
    database_.fail(sqlite3_sql(handle_));
  }
}

void Statement::bind_integer(int index, std::int64_t value) {
  if (sqlite3_bind_int64(handle_, index, value) != SQLITE_OK) database_.fail(sqlite3_sql(handle_));
}

void Statement::check_parameters(std::size_t given) const {
  // A parameter left over would still point at the bytes of an earlier run.
  SFN_ASSERT(static_cast<std::size_t>(sqlite3_bind_parameter_count(handle_)) == given,
             "a statement got the wrong number of parameters");
}

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail(sqlite3_sql(handle_));
  return false;
}

void Statement::reset() noexcept { sqlite3_reset(handle_); }

std::int64_t Statement::changes() const { return database_.changes(); }

}  // namespace sfn::persistence::sqlite
