#pragma once
// Shards: the executions that are in memory, each with its mailbox. An execution belongs to one of
// 256 logical shards by a stable hash that is stored in its row. A shard's mutex guards its map and
// the mailboxes in it and is held to look up, push and swap only, never while a turn is taken: the
// mailbox's `running` flag is what gives an execution to one thread at a time.
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/execution/execution.h"
#include "engine/execution/signal.h"
#include "engine/runtime/commit_queue.h"
#include "engine/runtime/lane.h"
#include "engine/runtime/log_target.h"

namespace sfn::engine {

inline constexpr std::size_t kShards = 256;

// FNV-1a of the ARN, folded to a byte. Stored in rows, so it never changes.
[[nodiscard]] std::uint16_t shard_of(std::string_view execution_arn);

// What became of a signal.
struct Delivered {
  // The execution's state then; nullptr if it had ended before, or could not be read.
  const Execution* execution = nullptr;
  CommitResult result = CommitResult::Failed;
  bool is_taken = false;  // false: dropped, for nothing waits for it (any more)
};

// A signal, and who wants to know when what follows from it is committed.
struct Mail {
  Signal signal;
  // Called after the commit of what follows from it. Runs on the thread that committed.
  std::function<void(const Delivered&)> done;
};

// Whom a child of a map run tells of its end.
struct ParentLink {
  std::int64_t execution = 0;
  EffectId map_run;
  std::int32_t index = 0;
};

// An execution in memory. Fields above the line belong to whoever runs it; those below are guarded
// by the shard's mutex.
struct Resident {
  std::int64_t number = 0;
  std::int64_t machine = 0;
  std::int64_t revision = 0;
  std::unique_ptr<Execution> execution;  // null: to be folded from the journal
  // Of an execution that is being started: told with its start time when its first batch is
  // committed.
  std::function<void(CommitResult, WorkflowTime)> first_commit;
  bool inserted = false;  // its row is in a batch already
  // Its journal is not stored (EXPRESS): a turn needs no commit, and the execution is in memory
  // from its start to its end, for it could not be folded.
  bool transient = false;
  bool has_used_share = false;       // of records, in its last turn, and wants more
  std::optional<ParentLink> parent;  // of a child of a map run
  // Told at the end of one that is transient; nullptr: the engine has lost it.
  std::function<void(const Execution*)> ended;
  std::shared_ptr<const LogTarget> logging;  // null: it logs nothing
  std::optional<std::string> broken;  // a rule of the engine that it broke: its next turn ends it

  std::vector<Mail> mailbox;
  // Of turns whose batch was not written; they come before the mailbox.
  std::vector<Signal> returned;
  bool running = false;  // a thread has it, or will
  bool held = false;     // it runs, but waits until all of its batches are through
  bool discard = false;  // a batch failed: what is in memory is ahead of the journal
  // Batches on their way; only without any may the execution leave memory.
  std::size_t uncommitted = 0;
  Lane lane = Lane::First;  // of the last of them
  bool may_leave = false;   // it has ended, or only timers can wake it
};

class Shards {
 public:
  // Adds an execution that is new. Precondition: its number is not there.
  void insert(std::shared_ptr<Resident> resident);
  // Puts mail into the mailbox, and the execution into memory if it is not there. True if the
  // caller is to see that it runs.
  [[nodiscard]] bool deliver(std::int64_t number, Mail mail, std::shared_ptr<Resident>& resident);

  // --- for the thread that runs the execution ---

  // What is in the mailbox. `discard` says that the execution is to be folded anew first.
  struct Collected {
    std::vector<Mail> mail;
    bool discard = false;
  };
  // nullopt: batches on their way come first, and committed() says when to run it again. A journal
  // can be folded only when nothing is to be added to it, and an execution that is far ahead of the
  // disk would fill the memory with what is to be written.
  [[nodiscard]] std::optional<Collected> collect(Resident& resident);
  // The lane of a batch that is about to be on its way. Batches of one execution keep their order,
  // so while one of them is behind, the next is, too.
  [[nodiscard]] Lane count_uncommitted(Resident& resident);
  // Where something comes right after the execution's batches.
  [[nodiscard]] Lane lane_of(const Resident& resident);
  // Puts mail before what is in the mailbox. The caller runs the execution again, after others.
  void give_back(Resident& resident, std::vector<Mail> mail);
  // Keeps the signals of a turn that could not be taken now, until the execution is woken.
  void keep(Resident& resident, std::vector<Signal> signals);
  // Gives the execution back, and out of memory if it may leave. True: there is new mail, so go on
  // running it.
  [[nodiscard]] bool release(const std::shared_ptr<Resident>& resident, bool may_leave);

  // After a commit: one batch fewer is on its way. Where it was not written, the execution is to be
  // folded anew and gets the signals of its turn again once it is woken. True: it was held and goes
  // on, so run it.
  [[nodiscard]] bool committed(const std::shared_ptr<Resident>& resident, CommitResult result,
                               std::vector<Signal> signals);
  // Forgets an execution that never came to be: its first batch was not written.
  void drop(const std::shared_ptr<Resident>& resident);

  [[nodiscard]] std::size_t size() const { return size_.load(std::memory_order_relaxed); }

 private:
  // So many batches of one execution may be on their way when it takes its next turn.
  static constexpr std::size_t kBatchesAhead = 2;

  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<std::int64_t, std::shared_ptr<Resident>> residents;
  };
  // By number: it spreads better than the stored shard, and both stay with one execution.
  [[nodiscard]] Shard& shard(std::int64_t number) {
    return shards_[static_cast<std::size_t>(number) % kShards];
  }
  void leave_if_idle(Shard& home, const std::shared_ptr<Resident>& resident);
  void remove(Shard& home, const std::shared_ptr<Resident>& resident);

  std::array<Shard, kShards> shards_;
  std::atomic<std::size_t> size_{0};
};

}  // namespace sfn::engine
