#pragma once
// CommitQueue: every write of the server goes through it, many batches in one transaction. What
// waits for a commit is called back after it, in the order of submission, on the thread that
// committed: callbacks hand over and return.
//
// The commit token goes to whoever brings a batch while nobody commits, so a lone request pays no
// change of threads; under load it goes to the commit thread, and batches gather while one
// transaction is on its way to the disk. A mutex guards the queue itself and is held for a push or
// a swap only.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "base/log.h"
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

  void submit(persistence::Batch batch, Done done);
  // Commits what was submitted, then ends the thread. Nothing may be submitted afterwards.
  void stop();

 private:
  struct Entry {
    persistence::Batch batch;
    Done done;
  };

  void commit(std::vector<Entry> entries);
  [[nodiscard]] std::vector<CommitResult> write(std::span<const persistence::Batch> batches);
  void run();

  persistence::Store& store_;
  Log& log_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Entry> waiting_;
  bool committing_ = false;   // somebody holds the token
  bool handed_over_ = false;  // the commit thread is to take the token
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sfn::engine
