// How many executions of a three-state machine the store takes per second: eight events of 300
// bytes and one execution row each, by the number of batches that share a commit. usage:
// sfn_store_bench [DIRECTORY [EXECUTIONS [full|normal|memory [FILL]]]] FILL executions are stored
// before the clock starts. A thread does the upkeep, as in the server.
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "persistence/store.h"

namespace {

using namespace sfn::persistence;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kNow = 1'790'000'000'000;

std::string random_name(std::mt19937_64& random) {
  char text[37];
  const std::uint64_t a = random();
  const std::uint64_t b = random();
  std::snprintf(text, sizeof text, "%08x-%04x-%04x-%04x-%012llx", static_cast<unsigned>(a >> 32),
                static_cast<unsigned>(a >> 16 & 0xffff), static_cast<unsigned>(a & 0xffff),
                static_cast<unsigned>(b >> 48),
                static_cast<unsigned long long>(b & 0xffff'ffff'ffff));
  return text;
}

std::chrono::microseconds thread_cpu() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  const auto time = [](const timeval& value) {
    return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
  };
  return time(usage.ru_utime) + time(usage.ru_stime);
}

// The whole run in one batch, or its start and its end in two, as a machine with a task has it.
std::vector<Batch> execution_batches(std::int64_t number, std::mt19937_64& random, bool split) {
  const std::string name = random_name(random);
  ExecutionRow row{.number = number,
                   .arn = "arn:aws:states:us-east-1:123456789012:execution:benchmark:" + name,
                   .machine = 1,
                   .revision = 1,
                   .shard = static_cast<std::uint16_t>(number % 256),
                   .name = name,
                   .status = split ? ExecutionStatus::Running : ExecutionStatus::Succeeded,
                   .started_at = kNow + number,
                   .stopped_at = split ? std::nullopt : std::optional(kNow + number),
                   .last_seq = split ? 2 : 8,
                   .redrive_count = 0,
                   .sleeps_until = std::nullopt};
  JournalAppend start{.execution = number, .rows = {}};
  JournalAppend rest{.execution = number, .rows = {}};
  for (std::int64_t seq = 1; seq <= 8; ++seq) {
    JournalRow event{.seq = seq,
                     .event_id = seq,
                     .kind = 7,
                     .at = kNow + number,
                     .payload = std::string(300, 'x')};
    (split && seq > 2 ? rest : start).rows.push_back(std::move(event));
  }
  std::vector<Batch> batches;
  batches.push_back({.journals = {std::move(start)}, .rows = {InsertExecution{row}}});
  if (split) {
    batches.push_back({.journals = {std::move(rest)},
                       .rows = {UpdateExecution{.number = number,
                                                .status = ExecutionStatus::Succeeded,
                                                .stopped_at = kNow + number,
                                                .last_seq = 8,
                                                .redrive_count = 0,
                                                .sleeps_until = std::nullopt}}});
  }
  return batches;
}

void insert(Store& store, std::int64_t first, std::int64_t count, std::size_t group, bool split,
            const char* title) {
  std::mt19937_64 random(static_cast<std::uint64_t>(first));
  std::vector<std::vector<Batch>> commits;
  for (std::int64_t done = 0; done < count;) {
    std::vector<Batch> starts;
    std::vector<Batch> ends;
    for (std::size_t i = 0; i < group && done < count; ++i, ++done) {
      std::vector<Batch> batches = execution_batches(first + done, random, split);
      starts.push_back(std::move(batches.front()));
      if (split) ends.push_back(std::move(batches.back()));
    }
    commits.push_back(std::move(starts));
    if (split) commits.push_back(std::move(ends));
  }
  std::chrono::nanoseconds worst{0};
  const auto cpu = thread_cpu();
  const auto began = Clock::now();
  for (const std::vector<Batch>& batches : commits) {
    const auto before = Clock::now();
    for (const WriteOutcome outcome : store.write(batches)) {
      if (outcome != WriteOutcome::Written) std::abort();
    }
    worst = std::max<std::chrono::nanoseconds>(worst, Clock::now() - before);
  }
  const std::chrono::duration<double> took = Clock::now() - began;
  if (title == nullptr) return;
  std::printf(
      "%-22s %5zu a commit: %8.0f executions/s %9.0f rows/s  %5.1f us CPU each  slowest commit "
      "%6.1f ms\n",
      title, group, static_cast<double>(count) / took.count(),
      static_cast<double>(count) * 9 / took.count(),
      static_cast<double>((thread_cpu() - cpu).count()) / static_cast<double>(count),
      std::chrono::duration<double, std::milli>(worst).count());
}

template <typename Call>
void time_read(const char* title, Call call) {
  constexpr int kRounds = 200;
  call();
  const auto began = Clock::now();
  for (int i = 0; i < kRounds; ++i) call();
  const std::chrono::duration<double, std::micro> took = Clock::now() - began;
  std::printf("%-40s %8.1f us\n", title, took.count() / kRounds);
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path directory = argc > 1 ? argv[1] : "store-bench";
  const std::int64_t count = argc > 2 ? std::atoll(argv[2]) : 20'000;
  const std::string mode = argc > 3 ? argv[3] : "full";
  const std::int64_t fill = argc > 4 ? std::atoll(argv[4]) : 0;
  std::filesystem::remove_all(directory);
  const auto opening = Clock::now();
  const std::unique_ptr<Store> store =
      make_store({.directory = mode == "memory" ? "" : directory.string(),
                  .durability = mode == "normal" ? Durability::Normal : Durability::Full});
  const std::chrono::duration<double, std::milli> opened = Clock::now() - opening;
  std::printf("opening a new store: %.2f ms\n", opened.count());

  std::atomic<bool> stop = false;
  std::thread upkeep([&] {
    while (!stop) {
      store->maintain();
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  });
  std::int64_t next = 1;
  insert(*store, next, fill, 500, false, nullptr);
  next += fill;
  for (const bool split : {false, true}) {
    for (const std::size_t group : {1U, 8U, 64U, 100U, 1000U}) {
      const std::int64_t amount = group == 1 ? count / 10 : count;
      insert(*store, next, amount, group, split,
             split ? "start, then the rest" : "all in one batch");
      next += amount;
    }
  }
  const std::string arn = store->find_execution_by_number(next / 2)->arn;
  time_read("find_execution", [&] { (void)store->find_execution(arn); });
  time_read("list_executions, newest 100", [&] {
    (void)store->list_executions({.machine = 1, .status = {}, .before_number = {}});
  });
  time_read("list_executions, oldest 100", [&] {
    (void)store->list_executions({.machine = 1, .status = {}, .before_number = 101});
  });
  time_read("list_executions, newest 100 succeeded", [&] {
    (void)store->list_executions(
        {.machine = 1, .status = ExecutionStatus::Succeeded, .before_number = {}});
  });
  time_read("read_journal, newest row", [&] {
    (void)store->read_journal(
        {.execution = next - 1, .direction = Direction::Backward, .limit = 1});
  });
  time_read("counts", [&] { (void)store->counts(); });
  stop = true;
  upkeep.join();
  return 0;
}
