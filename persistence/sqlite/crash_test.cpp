// What a store holds after its process was killed in the middle of commits, again and again.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

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

// One call of write(): executions that start, and the number of groups so far. Payloads are large
// enough for a commit to take several pages, so that a kill may hit the middle of one.
constexpr std::int64_t kGroup = 4;
constexpr std::int64_t kRecords = 5;

std::vector<Batch> group_batches(std::int64_t group) {
  std::vector<Batch> batches;
  for (std::int64_t i = 1; i <= kGroup; ++i) {
    batches.push_back(start_batch((group - 1) * kGroup + i, kRecords));
    for (JournalRow& row : batches.back().journals.front().rows)
      row.payload = std::string(3'000, 'p') + std::to_string(group);
  }
  batches.push_back(rows_batch({PutSetting{"groups", std::to_string(group)}}));
  return batches;
}

std::int64_t stored_groups(const Store& store) {
  return std::stoll(store.find_setting("groups").value_or("0"));
}

// Never returns. Only what is safe in a fork of a test: no assertions, no way back into the test's
// main.
[[noreturn]] void write_until_killed(const StoreOptions& options, int acknowledgements) {
  try {
    const auto store = make_store(options);
    for (std::int64_t group = stored_groups(*store) + 1;; ++group) {
      for (const WriteOutcome outcome : store->write(group_batches(group))) {
        if (outcome != WriteOutcome::Written) ::_exit(2);
      }
      if (::write(acknowledgements, "x", 1) != 1) ::_exit(3);
      if (group % 16 == 0) store->maintain();
    }
  } catch (const StoreError&) {
    ::_exit(4);
  }
}

// Kills the writer after so many acknowledgements and answers with how many there were.
std::int64_t kill_writer_after(std::int64_t wanted, const StoreOptions& options) {
  int channel[2];
  REQUIRE(::pipe(channel) == 0);
  const sqlite::FileDescriptor from_child(channel[0]);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) write_until_killed(options, channel[1]);
  ::close(channel[1]);
  std::int64_t acknowledged = 0;
  char byte = 0;
  while (acknowledged < wanted && ::read(from_child.get(), &byte, 1) == 1) ++acknowledged;
  ::kill(child, SIGKILL);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  while (::read(from_child.get(), &byte, 1) == 1) ++acknowledged;
  return acknowledged;
}

std::string integrity(const fs::path& directory) {
  sqlite::Database database(directory / "store.db");
  return sqlite::Statement(database, "PRAGMA integrity_check")
      .one([](const sqlite::Statement& row) { return row.text(0); })
      .value_or("");
}

void check_only_whole_groups(const Store& store) {
  const std::int64_t groups = stored_groups(store);
  CHECK(store.counts().executions == groups * kGroup);
  CHECK(store.next_execution_number() == groups * kGroup + 1);
  for (std::int64_t number = 1; number <= groups * kGroup; ++number) {
    const auto row = store.find_execution_by_number(number);
    REQUIRE(row.has_value());
    const auto journal = store.read_journal({.execution = number});
    REQUIRE(static_cast<std::int64_t>(journal.size()) == row->last_seq);
    REQUIRE(journal.back().payload.ends_with("p" + std::to_string((number - 1) / kGroup + 1)));
  }
}

TEST_CASE("SqliteStore: a kill in the middle of commits leaves whole commits and a sound file",
          "[persistence][sqlite]") {
  const auto durability = GENERATE(Durability::Full, Durability::Normal);
  const TemporaryDirectory temporary;
  const StoreOptions options{.directory = temporary.path().string(), .durability = durability};
  std::int64_t acknowledged = 0;
  for (const std::int64_t wanted : {1, 7, 20, 3, 33, 12}) {
    acknowledged += kill_writer_after(wanted, options);
    const auto store = make_store(options);
    const std::int64_t groups = stored_groups(*store);
    CHECK(groups >= acknowledged);
    acknowledged = groups;  // the newest may have been committed but not acknowledged
    check_only_whole_groups(*store);
  }
  CHECK(acknowledged >= 76);
  CHECK(integrity(temporary.path()) == "ok");
}

TEST_CASE("SqliteStore: a kill during the first start leaves a directory to start in",
          "[persistence][sqlite]") {
  // The child is killed at ever later moments of making the database; whatever it left, the next
  // start works.
  for (int delay_microseconds = 0; delay_microseconds < 20'000; delay_microseconds += 2'500) {
    const TemporaryDirectory temporary;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      try {
        const auto store = open_store(temporary.path());
        ::pause();
      } catch (const StoreError&) {
      }
      ::_exit(1);
    }
    ::usleep(static_cast<useconds_t>(delay_microseconds));
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CAPTURE(delay_microseconds);
    CHECK(refusal(temporary.path()).empty());
    CHECK(open_store(temporary.path())->write(std::vector{start_batch(1, 1)}).front() ==
          WriteOutcome::Written);
  }
}

}  // namespace
}  // namespace sfn::persistence::testing
