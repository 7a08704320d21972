#pragma once
// CommitQueue: every write of the server goes through it, many batches in one transaction. What
// waits for a commit is called back after it, in the order of submission to its lane, on the thread
// that committed: callbacks hand over and return.
//
// Batches of the first lane do not wait for those behind: a transaction has as much of these as
// takes some milliseconds, and just one beside any of the first lane. A batch behind is written
// after all of the first lane that were submitted before it.
//
// The commit token goes to whoever brings a batch while nobody commits, so a lone request pays no
// change of threads; under load it goes to the commit thread, and batches gather while one
// transaction is on its way to the disk. A mutex guards the queue itself and is held for a push or
// a swap only.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "base/log.h"
#include "engine/runtime/lane.h"
#include "persistence/store.h"

namespace sfn::engine {

enum class CommitResult : std::uint8_t {
  Written,
  Stale,
  Conflict,
  Failed,  // the store could not write; nothing of the batch is there
};

class CommitQueue {
 public:
  using Done = std::function<void(CommitResult)>;

  // store and log must outlive the queue.
  CommitQueue(persistence::Store& store, Log& log);
  ~CommitQueue();
  CommitQueue(const CommitQueue&) = delete;
  CommitQueue& operator=(const CommitQueue&) = delete;

  void submit(persistence::Batch batch, Lane lane, Done done);
  // Commits what was submitted, then ends the thread. Nothing may be submitted afterwards.
  void stop();

 private:
  struct Entry {
    persistence::Batch batch;
    Done done;
  };

  // With the lock held.
  [[nodiscard]] bool is_empty() const { return first_.empty() && behind_.empty(); }
  [[nodiscard]] std::vector<Entry> next_transaction();
  void commit(std::vector<Entry> entries);
  [[nodiscard]] std::vector<CommitResult> write(std::span<const persistence::Batch> batches);
  void run();

  persistence::Store& store_;
  Log& log_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Entry> first_;
  std::deque<Entry> behind_;
  bool committing_ = false;   // somebody holds the token
  bool handed_over_ = false;  // the commit thread is to take the token
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sfn::engine
