// What the store makes of the data directory that it is given.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>

#include "base/testing/catch.h"
#include "persistence/sqlite/database.h"
#include "persistence/sqlite/file_descriptor.h"
#include "persistence/sqlite/statement.h"
#include "persistence/store.h"
#include "persistence/testing/open_store.h"
#include "persistence/testing/sample_rows.h"
#include "persistence/testing/temporary_directory.h"

namespace sfn::persistence::testing {
namespace {

namespace fs = std::filesystem;

constexpr auto kMigrations = std::to_array<sqlite::Sql>({
#include "sqlite_migrations.inc"
});

void write_file(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

unsigned permissions(const fs::path& path) {
  struct stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

// A store with some executions, closed again.
void fill(const fs::path& directory, std::int64_t executions) {
  const auto store = open_store(directory);
  std::vector<Batch> batches;
  for (std::int64_t number = 1; number <= executions; ++number) {
    batches.push_back(start_batch(number, 5));
  }
  (void)store->write(batches);
}

TEST_CASE("Data directory: is made for its owner alone, with a .gitignore", "[persistence]") {
  const TemporaryDirectory temporary;
  const fs::path directory = temporary.path() / "some" / "where";
  const auto store = open_store(directory.string() + "/");
  REQUIRE(store->write(std::vector{start_batch(1, 1)}).front() == WriteOutcome::Written);
  CHECK(permissions(directory) == 0700);
  CHECK(read_file(directory / ".gitignore") == "*\n");
  int files = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    CAPTURE(entry.path());
    CHECK(permissions(entry.path()) == 0600);
    ++files;
  }
  CHECK(files == 5);  // .gitignore, lock, database, log, shared memory
}

TEST_CASE("Data directory: one that exists is used and otherwise left alone", "[persistence]") {
  const TemporaryDirectory temporary;
  fs::permissions(temporary.path(), fs::perms(0755));
  write_file(temporary.path() / "notes.txt", "mine");
  fill(temporary.path(), 1);
  CHECK(permissions(temporary.path()) == 0755);
  CHECK_FALSE(fs::exists(temporary.path() / ".gitignore"));
  CHECK(read_file(temporary.path() / "notes.txt") == "mine");
}

TEST_CASE("Data directory: a file in its place is refused", "[persistence]") {
  const TemporaryDirectory temporary;
  write_file(temporary.path() / "file", "text");
  CHECK(contains(refusal(temporary.path() / "file"), "is not a directory"));
  CHECK(contains(refusal(temporary.path() / "file" / "below"), "Not a directory"));
  CHECK(read_file(temporary.path() / "file") == "text");
}

TEST_CASE("Data directory: one that may not be written is refused", "[persistence]") {
  const TemporaryDirectory temporary;
  // A lock file that cannot be opened stands for missing permissions, which the superuser does not
  // miss.
  fs::create_directory(temporary.path() / "server.lock");
  CHECK(contains(refusal(temporary.path()), "cannot write to the data directory"));
  if (::geteuid() != 0) {
    fs::remove(temporary.path() / "server.lock");
    fs::permissions(temporary.path(), fs::perms(0500));
    CHECK(contains(refusal(temporary.path()), "Permission denied"));
    fs::permissions(temporary.path(), fs::perms(0700));
  }
}

TEST_CASE("Data directory: a second store on it is refused and names the holder", "[persistence]") {
  const TemporaryDirectory temporary;
  const auto first = open_store(temporary.path());
  const std::string reason = refusal(temporary.path());
  CHECK(contains(reason, temporary.path().string()));
  CHECK(contains(reason, "is in use by another server (process " + std::to_string(::getpid())));
  CHECK(first->write(std::vector{start_batch(1, 1)}).front() == WriteOutcome::Written);
}

TEST_CASE("Data directory: is the same one by whatever path it is reached", "[persistence]") {
  const TemporaryDirectory temporary;
  const fs::path directory = temporary.path() / "data";
  const fs::path link = temporary.path() / "link";
  fs::create_directory(directory);
  fs::create_directory_symlink(directory, link);
  {
    const auto first = open_store(link);
    REQUIRE(first->write(std::vector{start_batch(1, 1)}).front() == WriteOutcome::Written);
    for (const fs::path& path :
         {directory, link, temporary.path() / "data" / ".." / "link" / "."}) {
      CAPTURE(path);
      CHECK(contains(refusal(path),
                     "is in use by another server (process " + std::to_string(::getpid())));
    }
  }
  CHECK(open_store(directory)->counts().executions == 1);
}

TEST_CASE("Data directory: `..` after a link means what it means to the system", "[persistence]") {
  const TemporaryDirectory temporary;
  fs::create_directories(temporary.path() / "far" / "away");
  fs::create_directory_symlink(temporary.path() / "far" / "away", temporary.path() / "link");
  fill(temporary.path() / "link" / ".." / "data", 1);
  CHECK(fs::exists(temporary.path() / "far" / "data" / "store.db"));
  CHECK_FALSE(fs::exists(temporary.path() / "data"));
}

TEST_CASE("Data directory: a link that leads nowhere is refused", "[persistence]") {
  const TemporaryDirectory temporary;
  fs::create_directory_symlink(temporary.path() / "gone", temporary.path() / "link");
  const std::string reason = refusal(temporary.path() / "link");
  CAPTURE(reason);
  CHECK(contains(reason, (temporary.path() / "link").string()));
  CHECK(contains(reason, "No such file or directory"));
}

TEST_CASE("Data directory: is free when the store is closed", "[persistence]") {
  const TemporaryDirectory temporary;
  fill(temporary.path(), 1);
  CHECK(refusal(temporary.path()).empty());
}

TEST_CASE("Data directory: its lock does not pass to programs that the holder starts",
          "[persistence]") {
  const TemporaryDirectory temporary;
  const auto store = open_store(temporary.path());
  int inherited = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc/self/fd")) {
    std::error_code ec;
    const fs::path target = fs::read_symlink(entry.path(), ec);
    if (ec || !contains(target.string(), temporary.path().string())) continue;
    const int descriptor = std::stoi(entry.path().filename().string());
    if ((::fcntl(descriptor, F_GETFD) & FD_CLOEXEC) == 0) ++inherited;
  }
  CHECK(inherited == 0);
}

TEST_CASE("Data directory: a killed server keeps what it acknowledged and leaves no lock",
          "[persistence]") {
  const TemporaryDirectory temporary;
  int channel[2];
  REQUIRE(::pipe(channel) == 0);
  const sqlite::FileDescriptor from_child(channel[0]);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    // Only what is safe in a fork of a test: no assertions, no way back into the test's main.
    try {
      const auto store = open_store(temporary.path());
      for (std::int64_t number = 1;; ++number) {
        if (store->write(std::vector{start_batch(number, 3)}).front() != WriteOutcome::Written) {
          break;
        }
        if (::write(channel[1], "x", 1) != 1) break;
      }
    } catch (const StoreError&) {
    }
    ::_exit(1);
  }
  ::close(channel[1]);
  std::int64_t acknowledged = 0;
  char byte = 0;
  while (acknowledged < 40 && ::read(from_child.get(), &byte, 1) == 1) ++acknowledged;
  const std::string reason = refusal(temporary.path());
  ::kill(child, SIGKILL);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(contains(reason, "(process " + std::to_string(child) + ")"));
  REQUIRE(acknowledged == 40);
  const auto store = open_store(temporary.path());
  const std::int64_t stored = store->counts().executions;
  CHECK(stored >= acknowledged);
  CHECK(store->next_execution_number() == stored + 1);
  for (std::int64_t number = 1; number <= stored; ++number) {
    CHECK(store->read_journal({.execution = number}).size() == 3);
  }
}

// A store of one of the schemas that there were, with a machine's execution in it, as the first
// version wrote it: every later one can hold that.
void fill_as_older_version(const fs::path& directory, std::size_t version) {
  fill(directory, 0);
  fs::remove(directory / "store.db");
  write_file(directory / "store.db", "");
  sqlite::Database database(directory / "store.db");
  database.execute("PRAGMA journal_mode = WAL");
  database.execute("PRAGMA application_id = 1397116485");
  for (std::size_t i = 0; i < version; ++i) database.execute(kMigrations.at(i));
  database.execute(
      "INSERT INTO execution (number, arn_hash, arn, machine, revision, shard, name, status,"
      " started_at, stopped_at, last_seq, redrive_count, sleeps_until)"
      " VALUES (3, 0, 'old', 1, 10, 7, 'run-3', 1, 1000, 2000, 1, 0, NULL);"
      "INSERT INTO journal (key, event_id, kind, at, payload)"
      " VALUES (3 * 1048576 + 1, 1, 2, 1000, 'p')");
}

TEST_CASE("Data directory: one of an older schema opens with what it holds", "[persistence]") {
  for (std::size_t version = 1; version <= kMigrations.size(); ++version) {
    CAPTURE(version);
    const TemporaryDirectory temporary;
    fill_as_older_version(temporary.path(), version);
    for (const bool is_new : {false, true}) {
      const auto store = open_store(temporary.path());
      const ExecutionRow row = store->find_execution_by_number(3).value();
      CHECK(row.arn == "old");
      CHECK(row.stopped_at == 2'000);
      CHECK_FALSE(row.map_run);
      CHECK(row.map_run_index == 0);
      CHECK(row.item_count == 0);
      CHECK(store->read_journal({.execution = 3}).size() == 1);
      const auto listed = store->list_executions(
          {.machine = 1, .status = ExecutionStatus::Succeeded, .before_number = {}});
      CHECK(listed == std::vector{row});
      CHECK_FALSE(store->find_activity("none"));
      CHECK(store->list_stops({}, 10).empty());
      CHECK(store->find_map_run_by_number(1).has_value() == is_new);
      const Batch batch =
          rows_batch({InsertMapRun{sample_map_run(1, 3)}, InsertExecution{sample_child(4, 1, 0)}});
      CHECK(store->write(std::span(&batch, 1)).front() ==
            (is_new ? WriteOutcome::Conflict : WriteOutcome::Written));
      CHECK(store->list_children(1, -1, 9) == std::vector{sample_child(4, 1, 0)});
    }
  }
}

TEST_CASE("Data directory: a file that is no store is refused and kept", "[persistence]") {
  const TemporaryDirectory temporary;
  const fs::path file = temporary.path() / "store.db";
  const auto refused_and_kept = [&](const std::string& bytes, const std::string& reason) {
    write_file(file, bytes);
    const std::string text = refusal(temporary.path());
    CAPTURE(text);
    CHECK(contains(text, "cannot use " + file.string()));
    CHECK(contains(text, reason));
    CHECK(read_file(file) == bytes);
  };
  SECTION("empty") { refused_and_kept("", "it is empty"); }
  SECTION("text") { refused_and_kept(std::string(20'000, 't'), "not a database"); }
  SECTION("a few bytes") { refused_and_kept("SQLite", "not a database"); }
  SECTION("another program's database") {
    write_file(file, "");
    {
      sqlite::Database other(file);
      other.execute("CREATE TABLE mine (a); INSERT INTO mine VALUES (1)");
    }
    refused_and_kept(read_file(file), "a database of another program");
  }
  SECTION("a newer schema") {
    fill(temporary.path(), 1);
    sqlite::Database(file).execute("PRAGMA user_version = 9999");
    // Closing the connection above has emptied the log.
    refused_and_kept(read_file(file), "newer version of this server (schema 9999");
  }
  SECTION("no schema") {
    fill(temporary.path(), 1);
    sqlite::Database(file).execute("PRAGMA user_version = 0");
    refused_and_kept(read_file(file), "it has no schema version");
  }
  SECTION("truncated") {
    fill(temporary.path(), 200);
    const std::string bytes = read_file(file);
    refused_and_kept(bytes.substr(0, bytes.size() / 2), "malformed");
  }
  SECTION("header overwritten") {
    fill(temporary.path(), 1);
    std::string bytes = read_file(file);
    bytes.replace(0, 100, 100, '\x5a');
    refused_and_kept(bytes, "not a database");
  }
  SECTION("schema overwritten") {
    fill(temporary.path(), 1);
    std::string bytes = read_file(file);
    bytes.replace(100, 8'000, 8'000, '\x5a');
    refused_and_kept(bytes, "malformed");
  }
  SECTION("a table is missing") {
    fill(temporary.path(), 1);
    sqlite::Database(file).execute("DROP TABLE journal");
    refused_and_kept(read_file(file), "no such table");
  }
}

TEST_CASE("Data directory: something else than a file under the store's name is refused",
          "[persistence]") {
  const TemporaryDirectory temporary;
  fs::create_directory(temporary.path() / "store.db");
  CHECK(contains(refusal(temporary.path()), "not a regular file"));
}

TEST_CASE("Data directory: a log without its database is refused and kept", "[persistence]") {
  const TemporaryDirectory temporary;
  write_file(temporary.path() / "store.db-wal", "log");
  CHECK(contains(refusal(temporary.path()), "it is missing, but its log"));
  CHECK(read_file(temporary.path() / "store.db-wal") == "log");
}

TEST_CASE("Data directory: what an interrupted first start left is replaced", "[persistence]") {
  const TemporaryDirectory temporary;
  write_file(temporary.path() / "store.db.new", "half");
  fill(temporary.path(), 1);
  CHECK_FALSE(fs::exists(temporary.path() / "store.db.new"));
  CHECK(open_store(temporary.path())->counts().executions == 1);
}

TEST_CASE("SqliteStore: damaged pages are errors, never crashes", "[persistence][sqlite]") {
  const TemporaryDirectory temporary;
  const fs::path file = temporary.path() / "store.db";
  fill(temporary.path(), 300);
  const std::string whole = read_file(file);
  constexpr std::size_t kPage = 8'192;
  int errors = 0;
  for (std::size_t page = 1; page * kPage < whole.size(); ++page) {
    std::string damaged = whole;
    damaged.replace(page * kPage, 64, 64, '\xa5');
    write_file(file, damaged);
    try {
      const auto store = open_store(temporary.path());
      for (std::int64_t number = 1; number <= 300; ++number) {
        (void)store->find_execution(sample_execution(number).arn);
        (void)store->read_journal({.execution = number});
      }
      (void)store->list_executions({.machine = 1, .status = {}, .before_number = {}});
      (void)store->list_running(0, 1000);
      (void)store->write(std::vector{start_batch(301, 5)});
    } catch (const StoreError&) {
      ++errors;
    }
  }
  CHECK(errors > 10);
}

TEST_CASE("SqliteStore: the log does not grow with what is written", "[persistence][sqlite]") {
  const TemporaryDirectory temporary;
  const auto store = open_store(temporary.path());
  const fs::path log = temporary.path() / "store.db-wal";
  std::uintmax_t longest = 0;
  JournalAppend append = sample_append(1, 1, 1);
  append.rows.front().payload = std::string(std::size_t{4} << 20, 'x');
  for (std::int64_t number = 1; number <= 60; ++number) {  // 240 MiB
    append.execution = number;
    REQUIRE(store->write(std::vector{Batch{.journals = {append}, .rows = {}}}).front() ==
            WriteOutcome::Written);
    longest = std::max(longest, fs::file_size(log));
  }
  CHECK(longest < std::uintmax_t{80} << 20);
  store->maintain();  // sees the newest commits
  store->maintain();  // and that none came since
  CHECK(fs::file_size(log) == 0);
  CHECK(store->read_journal({.execution = 60}) == append.rows);
}

}  // namespace
}  // namespace sfn::persistence::testing
