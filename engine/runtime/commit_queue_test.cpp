#include "engine/runtime/commit_queue.h"

#include <future>
#include <numeric>

#include "base/testing/catch.h"
#include "engine/runtime/testing/faulty_store.h"

namespace sfn::engine {
namespace {

using testing::FaultyStore;

persistence::Batch setting(const std::string& value) {
  return {{}, {persistence::PutSetting{"key", value}}};
}

persistence::Batch journal(std::int64_t execution, std::int64_t seq) {
  return {{persistence::JournalAppend{execution, {{.seq = seq, .payload = "p"}}}}, {}};
}

// A queue whose first write is held on a thread of its own, so that what is submitted meanwhile
// gathers.
struct HeldQueue {
  FaultyStore store;
  Log log{LogLevel::Off};
  CommitQueue queue{store, log};
  std::promise<CommitResult> first;
  std::thread submitter;

  HeldQueue() {
    store.hold_writes();
    submitter = std::thread{[this] {
      queue.submit(setting("first"), Lane::First, [this](CommitResult r) { first.set_value(r); });
    }};
    store.wait_for_held_write();
  }
  ~HeldQueue() {
    store.release_writes();
    if (submitter.joinable()) submitter.join();
  }
  HeldQueue(const HeldQueue&) = delete;
  HeldQueue& operator=(const HeldQueue&) = delete;
};

}  // namespace

TEST_CASE("CommitQueue: a lone batch is committed by the thread that brings it",
          "[runtime][commit]") {
  FaultyStore store;
  Log log{LogLevel::Off};
  CommitQueue queue{store, log};
  bool called = false;
  queue.submit(setting("v"), Lane::First, [&](CommitResult result) {
    called = true;
    CHECK(result == CommitResult::Written);
    CHECK(store.find_setting("key") == "v");
  });
  CHECK(called);
}

TEST_CASE("CommitQueue: what comes during a commit is committed together, and called back in order",
          "[runtime][commit]") {
  std::vector<int> order;
  FaultyStore* store = nullptr;
  {
    HeldQueue held;
    store = &held.store;
    for (int i = 0; i < 100; ++i) {
      held.queue.submit(setting(std::to_string(i)), Lane::First,
                        [&order, i](CommitResult) { order.push_back(i); });
    }
    CHECK(order.empty());
    CHECK_FALSE(held.store.find_setting("key").has_value());
    held.store.release_writes();
    CHECK(held.first.get_future().get() == CommitResult::Written);
    held.queue.stop();
    CHECK(store->writes() == std::vector<std::size_t>{1, 100});
    CHECK(store->find_setting("key") == "99");
  }
  std::vector<int> expected(100);
  std::iota(expected.begin(), expected.end(), 0);
  CHECK(order == expected);
}

TEST_CASE("CommitQueue: a transaction has no more batches than its first can wait for",
          "[runtime][commit]") {
  HeldQueue held;
  for (int i = 0; i < 2500; ++i) held.queue.submit(setting("v"), Lane::First, {});
  held.store.release_writes();
  held.queue.stop();
  CHECK(held.store.writes() == std::vector<std::size_t>{1, 1024, 1024, 452});
}

TEST_CASE("CommitQueue: batches behind wait for those of the first lane, but for one of them",
          "[runtime][commit]") {
  std::string order;
  HeldQueue held;
  const auto submit = [&](Lane lane, char name) {
    held.queue.submit(setting({name}), lane, [&order, name](CommitResult) { order += name; });
  };
  for (const char name : {'a', 'b', 'c'}) submit(Lane::Behind, name);
  for (const char name : {'1', '2'}) submit(Lane::First, name);
  held.store.release_writes();
  held.queue.stop();
  CHECK(held.store.writes() == std::vector<std::size_t>{1, 3, 2});
  CHECK(order == "12abc");
}

TEST_CASE("CommitQueue: a transaction has no more of what can wait than is written soon",
          "[runtime][commit]") {
  HeldQueue held;
  for (std::int64_t execution = 1; execution <= 5; ++execution) {
    persistence::Batch large = journal(execution, 1);
    large.journals.front().rows.front().payload = std::string(200'000, 'x');
    held.queue.submit(std::move(large), Lane::Behind, {});
  }
  held.store.release_writes();
  held.queue.stop();
  CHECK(held.store.writes() == std::vector<std::size_t>{1, 2, 2, 1});
}

TEST_CASE("CommitQueue: batches of one execution are written in their order", "[runtime][commit]") {
  HeldQueue held;
  std::vector<CommitResult> results;
  for (std::int64_t seq = 1; seq <= 3; ++seq) {
    held.queue.submit(journal(7, seq), Lane::First,
                      [&](CommitResult result) { results.push_back(result); });
  }
  held.queue.submit(journal(7, 2), Lane::First,
                    [&](CommitResult result) { results.push_back(result); });
  held.store.release_writes();
  held.queue.stop();
  CHECK(results == std::vector<CommitResult>{CommitResult::Written, CommitResult::Written,
                                             CommitResult::Written, CommitResult::Stale});
}

TEST_CASE("CommitQueue: all batches of a transaction that fails are told, and the next goes on",
          "[runtime][commit]") {
  HeldQueue held;
  std::vector<CommitResult> results;
  const auto collect = [&](CommitResult result) { results.push_back(result); };
  held.store.fail_writes(1);  // of the first, which waits
  held.queue.submit(setting("a"), Lane::First, collect);
  held.queue.submit(setting("b"), Lane::First, collect);
  held.store.release_writes();
  CHECK(held.first.get_future().get() == CommitResult::Failed);
  held.queue.stop();
  CHECK(results == std::vector<CommitResult>{CommitResult::Written, CommitResult::Written});
}

TEST_CASE("CommitQueue: a bug of the store is a failed commit, not the end of the server",
          "[runtime][commit]") {
  HeldQueue held;
  held.store.break_write();
  CommitResult second = CommitResult::Failed;
  held.queue.submit(setting("a"), Lane::First, [&](CommitResult result) { second = result; });
  held.store.release_writes();
  CHECK(held.first.get_future().get() == CommitResult::Failed);
  held.queue.stop();
  CHECK(second == CommitResult::Written);
}

TEST_CASE("CommitQueue: a batch that no store can take does not keep the others from it",
          "[runtime][commit]") {
  HeldQueue held;
  std::vector<CommitResult> results;
  const auto collect = [&](CommitResult result) { results.push_back(result); };
  held.queue.submit(setting("a"), Lane::First, collect);
  persistence::Batch gap = journal(7, 1);
  gap.journals.front().rows.push_back({.seq = 3, .payload = "p"});
  held.queue.submit(std::move(gap), Lane::First, collect);
  held.queue.submit(journal(8, 1), Lane::First, collect);
  held.store.release_writes();
  held.queue.stop();
  CHECK(results == std::vector<CommitResult>{CommitResult::Written, CommitResult::Failed,
                                             CommitResult::Written});
  CHECK(held.store.find_setting("key") == "a");
}

TEST_CASE(
    "CommitQueue: one that is called back and throws does not keep the others from being told",
    "[runtime][commit]") {
  HeldQueue held;
  std::size_t told = 0;
  for (int i = 0; i < 3; ++i) {
    held.queue.submit(setting("v"), Lane::First, [&](CommitResult) {
      ++told;
      throw std::runtime_error("broken");
    });
  }
  held.store.release_writes();
  CHECK(held.first.get_future().get() == CommitResult::Written);
  // On the thread that brings it, too; and the next is committed.
  held.submitter.join();
  held.queue.submit(setting("w"), Lane::First,
                    [&](CommitResult) { throw std::runtime_error("broken"); });
  held.queue.submit(setting("x"), Lane::First,
                    [&](CommitResult result) { told += result == CommitResult::Written ? 1 : 0; });
  held.queue.stop();
  CHECK(told == 4);
}

TEST_CASE("CommitQueue: who is called back may submit more", "[runtime][commit]") {
  FaultyStore store;
  Log log{LogLevel::Off};
  std::promise<void> done;
  {
    CommitQueue queue{store, log};
    queue.submit(setting("1"), Lane::First, [&](CommitResult) {
      queue.submit(setting("2"), Lane::First, [&](CommitResult) { done.set_value(); });
    });
    done.get_future().wait();
  }
  CHECK(store.find_setting("key") == "2");
}

TEST_CASE("CommitQueue: what was submitted before the stop is committed", "[runtime][commit]") {
  HeldQueue held;
  std::size_t written = 0;
  for (int i = 0; i < 10; ++i) {
    held.queue.submit(setting("v"), Lane::First, [&](CommitResult result) {
      written += result == CommitResult::Written ? 1 : 0;
    });
  }
  std::thread stopper{[&] { held.queue.stop(); }};
  held.store.release_writes();
  stopper.join();
  CHECK(written == 10);
}

TEST_CASE("CommitQueue: stopping waits for the commit that another thread is in, and no longer",
          "[runtime][commit]") {
  HeldQueue held;
  auto stopped = std::async(std::launch::async, [&] { held.queue.stop(); });
  CHECK(stopped.wait_for(std::chrono::milliseconds{20}) == std::future_status::timeout);
  held.store.release_writes();
  CHECK(stopped.wait_for(std::chrono::seconds{20}) == std::future_status::ready);
  CHECK(held.first.get_future().get() == CommitResult::Written);
}

TEST_CASE("CommitQueue: many threads at once lose nothing", "[runtime][commit]") {
  constexpr std::int64_t kThreads = 8;
  constexpr std::int64_t kEach = 200;
  FaultyStore store;
  Log log{LogLevel::Off};
  std::atomic<std::int64_t> written{0};
  {
    CommitQueue queue{store, log};
    std::vector<std::thread> threads;
    for (std::int64_t execution = 1; execution <= kThreads; ++execution) {
      threads.emplace_back([&, execution] {
        for (std::int64_t seq = 1; seq <= kEach; ++seq) {
          queue.submit(journal(execution, seq), Lane::First,
                       [&](CommitResult r) { written += r == CommitResult::Written ? 1 : 0; });
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  CHECK(written == kThreads * kEach);
}

}  // namespace sfn::engine
