#pragma once
// WriteAheadLog: keeps SQLite's log short while commits go on. SQLite begins the log anew only at a
// commit that finds all of it in the database file. The upkeep copies what has gathered, again and
// again until next to nothing is left, and leaves the rest to the next commit: so no commit waits
// for more than a few pages to be copied.
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

#include "persistence/sqlite/database.h"

namespace sfn::persistence::sqlite {

class WriteAheadLog {
 public:
  // The writer watches its log (Database::watch_log) and must outlive this; the upkeep is another
  // connection to the same database.
  WriteAheadLog(Database& writer, std::unique_ptr<Database> upkeep, std::filesystem::path log);

  // After each commit, by whoever committed. The commit stands, so this never fails.
  void after_commit();
  // Now and then, from any thread. Throws a StoreError when the disk fails.
  void maintain();

 private:
  void copy_all_but_the_last();

  Database& writer_;
  std::filesystem::path log_;

  std::mutex upkeep_mutex_;
  std::unique_ptr<Database> upkeep_;
  std::int64_t seen_commits_ = 0;

  std::atomic<std::int64_t> commits_ = 0;
  std::atomic<std::int64_t> frames_ = 0;  // pages in the log after the newest commit
  std::atomic<bool> is_writers_turn_ = false;
};

}  // namespace sfn::persistence::sqlite
