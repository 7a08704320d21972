#include "persistence/sqlite/write_ahead_log.h"

#include <fstream>
#include <memory>
#include <string>

#include "base/testing/catch.h"
#include "persistence/testing/temporary_directory.h"

namespace sfn::persistence::sqlite {
namespace {

constexpr std::int64_t kLong = 4096, kTooLong = 8192;  // frames, as write_ahead_log.cpp has them

class Log {
 public:
  Log() {
    std::ofstream{file_};  // an empty file is a database
    writer_ = std::make_unique<Database>(file_);
    writer_->execute("PRAGMA page_size = 8192");
    writer_->execute("PRAGMA journal_mode = WAL");
    writer_->execute("PRAGMA synchronous = NORMAL");
    writer_->execute("CREATE TABLE filled (text BLOB)");
    writer_->watch_log();
    log = std::make_unique<WriteAheadLog>(*writer_, std::make_unique<Database>(file_),
                                          file_ + "-wal");
  }

  // Commits of 128 pages each, until the log has so many.
  void grow_to(std::int64_t frames) {
    while (writer_->log_frames() < frames) commit();
  }
  void commit() {
    writer_->execute("INSERT INTO filled VALUES (zeroblob(1000000))");
    log->after_commit();
  }
  [[nodiscard]] std::int64_t frames() const { return writer_->log_frames(); }

  std::unique_ptr<WriteAheadLog> log;

 private:
  persistence::testing::TemporaryDirectory directory_;
  std::string file_ = (directory_.path() / "log.db").string();
  std::unique_ptr<Database> writer_;
};

TEST_CASE("WriteAheadLog: the upkeep copies a long log, and it begins anew", "[persistence]") {
  Log log;
  log.grow_to(kLong);
  log.log->maintain();
  log.commit();  // copies what the upkeep has left
  log.commit();
  CHECK(log.frames() < 500);
}

TEST_CASE("WriteAheadLog: a log that is not long goes on", "[persistence]") {
  Log log;
  log.grow_to(kLong / 2);
  const std::int64_t before = log.frames();
  log.log->maintain();
  log.commit();
  log.commit();
  CHECK(log.frames() > before);
}

TEST_CASE("WriteAheadLog: without upkeep the writer copies by itself", "[persistence]") {
  Log log;
  log.grow_to(kTooLong);
  log.commit();
  CHECK(log.frames() < 500);
}

}  // namespace
}  // namespace sfn::persistence::sqlite
