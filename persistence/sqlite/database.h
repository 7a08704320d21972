#pragma once
// Database: one SQLite connection. A resource; one thread at a time may use it and the statements
// prepared on it, which must go before it does.
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "persistence/sqlite/sql.h"

struct sqlite3;

namespace sfn::persistence::sqlite {

enum class CheckpointMode : std::uint8_t {
  Passive,   // copies what it can and waits for nobody
  Truncate,  // empties the log; waits for writers and readers as long as the connection's busy time
};

struct Checkpoint {
  bool complete = false;  // the whole log is in the database file
  std::int64_t log_frames = 0;
};

class Database {
 public:
  // Opens a file that exists; an empty one is a database without tables. Touches nothing until the
  // first statement.
  explicit Database(const std::filesystem::path& file);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // One statement or several, for their effect.
  void execute(Sql sql);

  [[nodiscard]] bool in_transaction() const noexcept;
  [[nodiscard]] bool is_read_only() const noexcept;
  // Rows that the newest INSERT, UPDATE or DELETE changed.
  [[nodiscard]] std::int64_t changes() const noexcept;

  // Nothing when another connection is at it.
  Checkpoint checkpoint(CheckpointMode mode);
  // Brings to the disk what checkpoints have copied. SQLite does so itself only when a checkpoint
  // leaves nothing in the log.
  void sync_file();
  // From now on, counts the pages in the write-ahead log at each commit of this connection, which
  // then never checkpoints on its own.
  void watch_log();
  [[nodiscard]] std::int64_t log_frames() const noexcept { return log_frames_; }

  // Throws a StoreError with the reason of the newest failure.
  [[noreturn]] void fail(std::string_view doing) const;
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }

 private:
  std::string file_;
  sqlite3* handle_ = nullptr;
  std::int64_t log_frames_ = 0;
};

}  // namespace sfn::persistence::sqlite
