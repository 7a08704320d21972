// Disks that are full or may not be written.
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>

#include "base/testing/catch.h"
#include "persistence/sqlite/database.h"
#include "persistence/sqlite/file_descriptor.h"
#include "persistence/sqlite/statement.h"
#include "persistence/testing/open_store.h"
#include "persistence/testing/sample_rows.h"
#include "persistence/testing/temporary_directory.h"

namespace sfn::persistence::testing {
namespace {

namespace fs = std::filesystem;

// No file of this process grows beyond the size while it lives: to a program like a disk that is
// full.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(std::uintmax_t bytes) : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limited = before_;
    limited.rlim_cur = static_cast<rlim_t>(bytes);
    ::setrlimit(RLIMIT_FSIZE, &limited);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  void (*handler_)(int);
  rlimit before_{};
};

Batch large_start(std::int64_t number) {
  Batch batch = start_batch(number, 3);
  for (JournalRow& row : batch.journals.front().rows) row.payload = std::string(1'000'000, 'x');
  return batch;
}

std::string failure_of(const std::function<void()>& action) {
  try {
    action();
    return "";
  } catch (const StoreError& error) {
    return error.what();
  }
}

TEST_CASE("SqliteStore: a full disk fails the write, loses nothing and is overcome",
          "[persistence][sqlite]") {
  const TemporaryDirectory temporary;
  {
    const auto store = open_store(temporary.path());
    REQUIRE(store->write(std::vector{start_batch(1, 4)}).front() == WriteOutcome::Written);
    std::string failure;
    {
      const FileSizeLimit limit(fs::file_size(temporary.path() / "store.db-wal") + 100'000);
      // The good batch beside the large one is not written either.
      failure =
          failure_of([&] { (void)store->write(std::vector{start_batch(2, 1), large_start(3)}); });
      CHECK(failure_of([&] { (void)store->write(std::vector{large_start(3)}); }) != "");
      // Reading goes on, and so does writing what still fits.
      CHECK(store->counts().executions == 1);
      CHECK(store->read_journal({.execution = 1}).size() == 4);
      CHECK_FALSE(store->find_execution_by_number(2).has_value());
      CHECK(store->write(std::vector{start_batch(4, 1)}).front() == WriteOutcome::Written);
    }
    CAPTURE(failure);
    CHECK(contains(failure, (temporary.path() / "store.db").string()));
    CHECK((contains(failure, "disk I/O error") || contains(failure, "disk is full")));
    CHECK(store->write(std::vector{start_batch(2, 1), large_start(3)}) ==
          std::vector{WriteOutcome::Written, WriteOutcome::Written});
  }
  const auto store = open_store(temporary.path());
  CHECK(store->counts().executions == 4);
  CHECK(store->read_journal({.execution = 1}) == sample_append(1, 1, 4).rows);
  CHECK(store->read_journal({.execution = 3}) == large_start(3).journals.front().rows);
  sqlite::Database database(temporary.path() / "store.db");
  CHECK(sqlite::Statement(database, "PRAGMA integrity_check").one([](const sqlite::Statement& row) {
    return row.text(0);
  }) == "ok");
}

TEST_CASE("SqliteStore: upkeep that finds the disk full fails, and the store goes on",
          "[persistence][sqlite]") {
  const TemporaryDirectory temporary;
  const auto store = open_store(temporary.path());
  REQUIRE(store->write(std::vector{large_start(1), large_start(2)}).front() ==
          WriteOutcome::Written);
  {
    // The log is complete, but copying it into the database does not fit.
    const FileSizeLimit limit(100'000);
    CHECK(failure_of([&] { store->maintain(); }) != "");
  }
  store->maintain();
  CHECK(store->read_journal({.execution = 2}) == large_start(2).journals.front().rows);
}

TEST_CASE("Data directory: a first start on a full disk says so and leaves nothing half made",
          "[persistence]") {
  const TemporaryDirectory temporary;
  std::string failure;
  {
    const FileSizeLimit limit(10'000);
    failure = refusal(temporary.path());
  }
  CAPTURE(failure);
  CHECK(contains(failure, "cannot use " + (temporary.path() / "store.db").string()));
  CHECK((contains(failure, "disk I/O error") || contains(failure, "disk is full")));
  CHECK_FALSE(fs::exists(temporary.path() / "store.db"));
  CHECK(open_store(temporary.path())->write(std::vector{start_batch(1, 1)}).front() ==
        WriteOutcome::Written);
}

// Why a user without the superuser's rights cannot open the store.
std::string refusal_for_others(const fs::path& directory) {
  if (::geteuid() != 0) return refusal(directory);
  int channel[2];
  REQUIRE(::pipe(channel) == 0);
  const sqlite::FileDescriptor from_child(channel[0]);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    if (::setresuid(kNobody, kNobody, kNobody) != 0) ::_exit(1);
    const std::string reason = refusal(directory);
    ::_exit(::write(channel[1], reason.data(), reason.size()) == static_cast<ssize_t>(reason.size())
                ? 0
                : 1);
  }
  ::close(channel[1]);
  std::string reason;
  std::array<char, 1024> bytes{};
  for (ssize_t size = 0; (size = ::read(from_child.get(), bytes.data(), bytes.size())) > 0;) {
    reason.append(bytes.data(), static_cast<std::size_t>(size));
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WEXITSTATUS(status) == 0);
  return reason;
}

TEST_CASE("Data directory: what may not be written is refused with the reason", "[persistence]") {
  const TemporaryDirectory temporary;
  const fs::path directory = temporary.path() / "data";
  fs::permissions(temporary.path(), fs::perms(0755));
  fs::create_directory(directory);
  SECTION("the directory") {
    fs::permissions(directory, fs::perms(0555));
    CHECK(contains(refusal_for_others(directory), "Permission denied"));
    fs::permissions(directory, fs::perms(0755));
  }
  SECTION("the place of the directory") {
    fs::permissions(temporary.path(), fs::perms(0555));
    const std::string reason = refusal_for_others(temporary.path() / "other");
    CHECK(contains(reason,
                   "cannot create the data directory " + (temporary.path() / "other").string()));
    CHECK(contains(reason, "Permission denied"));
    fs::permissions(temporary.path(), fs::perms(0755));
  }
  SECTION("the database") {
    (void)open_store(directory)->write(std::vector{start_batch(1, 1)});
    fs::permissions(directory, fs::perms(0777));
    fs::permissions(directory / "server.lock", fs::perms(0666));
    fs::permissions(directory / "store.db", fs::perms(0444));
    const std::string reason = refusal_for_others(directory);
    CAPTURE(reason);
    CHECK(contains(reason, "cannot use " + (directory / "store.db").string()));
    CHECK(contains(reason, "it may not be written by this user"));
    fs::permissions(directory / "store.db", fs::perms(0644));
    CHECK(open_store(directory)->counts().executions == 1);
  }
}

}  // namespace
}  // namespace sfn::persistence::testing
