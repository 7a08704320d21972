#include "persistence/sqlite/database.h"

#include <sqlite3.h>

#include <string>

#include "persistence/store.h"

namespace sfn::persistence::sqlite {

Database::Database(const std::filesystem::path& file) : file_(file.string()) {
  // NOMUTEX: the connection is never shared between threads at one time.
  const int code = sqlite3_open_v2(file_.c_str(), &handle_,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) {
    const std::string reason = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_);
    sqlite3_close_v2(handle_);
    throw StoreError("cannot open " + file_ + ": " + reason);
  }
  sqlite3_extended_result_codes(handle_, 1);
  // Only tools that a person runs on the file, such as a backup, ever hold its lock.
  sqlite3_busy_timeout(handle_, 5000);
  // A damaged or planted file must not make the engine run what its schema says.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

Database::~Database() { sqlite3_close_v2(handle_); }

void Database::execute(Sql sql) {
  if (sqlite3_exec(handle_, sql.text(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql.text());
}

bool Database::in_transaction() const noexcept { return sqlite3_get_autocommit(handle_) == 0; }

bool Database::is_read_only() const noexcept { return sqlite3_db_readonly(handle_, "main") == 1; }

std::int64_t Database::changes() const noexcept { return sqlite3_changes64(handle_); }

Checkpoint Database::checkpoint(CheckpointMode mode) {
  int frames = 0;
  int copied = 0;
  const int code = sqlite3_wal_checkpoint_v2(
      handle_, "main",
      mode == CheckpointMode::Passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE,
      &frames, &copied);
  if ((code & 0xff) == SQLITE_BUSY) return {};
  if (code != SQLITE_OK) fail("checkpoint");
  return {.complete = frames == copied, .log_frames = frames};
}

void Database::sync_file() {
  // By SQLite's own descriptor: to close another one would end the locks of the whole process.
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(handle_, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK)
    fail("find the file");
  if (file->pMethods == nullptr) return;
  const int code = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
  if (code != SQLITE_OK)
    throw StoreError("the store " + file_ + " failed: " + sqlite3_errstr(code) + " (in: sync)");
}

void Database::watch_log() {
  sqlite3_wal_hook(
      handle_,
      [](void* self, sqlite3*, const char*, int frames) {
        static_cast<Database*>(self)->log_frames_ = frames;
        return SQLITE_OK;
      },
      this);
}

void Database::fail(std::string_view doing) const {
  throw StoreError("the store " + file_ + " failed: " + sqlite3_errmsg(handle_) + " (code " +
                   std::to_string(sqlite3_extended_errcode(handle_)) +
                   ", in: " + std::string(doing.substr(0, 200)) + ")");
}

}  // namespace sfn::persistence::sqlite
