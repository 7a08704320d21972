#pragma once
// TurnPool: takes the turns of executions on a few threads, makes a batch of each, and sees to what
// follows the commit: effects, waiters, logs, the feed. One thread at a time runs an execution
// (shard.h); turns of one execution may be taken before an earlier batch of it is committed, their
// effects not. A transient execution has no batches: the same follows its turns at once.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "engine/execution/turn.h"
#include "engine/runtime/commit_queue.h"
#include "engine/runtime/effect_runner.h"
#include "engine/runtime/execution_ends.h"
#include "engine/runtime/execution_log.h"
#include "engine/runtime/feed.h"
#include "engine/runtime/machines.h"
#include "engine/runtime/ready_queue.h"
#include "engine/runtime/shard.h"
#include "engine/runtime/stop_outbox.h"
#include "persistence/store.h"

namespace sfn::engine {

class TurnPool {
 public:
  struct Parts {  // all outlive the pool
    persistence::Store& store;
    const WorkflowTimeSource& clock;
    Log& log;
    CommitQueue& commits;
    Machines& machines;
    Feed& feed;
    Shards& shards;
    ExecutionEnds& ends;
    std::atomic<std::int64_t>& next_execution;
    ExecutionLog* execution_log = nullptr;  // nullptr: executions log nowhere
  };

  TurnPool(Parts parts, std::size_t threads, std::size_t record_share);
  ~TurnPool();
  TurnPool(const TurnPool&) = delete;
  TurnPool& operator=(const TurnPool&) = delete;
  // Before the first turn.
  void set_effects(EffectRunner& effects) { effects_ = &effects; }
  // Called with an execution whose batch could not be written: it is to be woken again after a
  // pause.
  void set_pause(std::function<void(std::int64_t execution)> pause) { pause_ = std::move(pause); }
  // Stops what is in the outbox now, once the call that may have started it is over.
  void set_stops(StopOutbox& stops) { stops_ = &stops; }

  // A new execution; its Resident holds everything of it but its first signal.
  void start(std::shared_ptr<Resident> resident, signal::Start first);
  void deliver(std::int64_t execution, Mail mail);
  // Other work of the engine that may block on the disk, which a thread that serves connections
  // must not.
  void post(std::function<void()> work);
  void stop();

 private:
  void work();

  struct Batched {
    persistence::Batch batch;
    Committed committed;
  };

  // What a turn logs; the target is null where that is nothing.
  struct Logged {
    std::shared_ptr<const LogTarget> target;
    LogLines lines;
  };

  // A child of a map run whose start is in a batch and that has not run yet.
  struct Child {
    std::shared_ptr<Resident> resident;
    std::vector<ArmedEffect> started;
  };

  // What becomes of an execution after a run of it.
  enum class Next : std::uint8_t {
    Again,  // others get their turn before
    Stay,
    Leave,  // memory, once nothing of it is on its way
  };

  void post_run(std::shared_ptr<Resident> resident);
  void run(const std::shared_ptr<Resident>& resident);
  [[nodiscard]] Next take_turn_of(const std::shared_ptr<Resident>& resident,
                                  std::vector<Mail>& mail);
  [[nodiscard]] Turn turn_of(Resident& resident, const std::vector<Mail>& mail) const;
  // Its journal cannot be read, or what came of the turn cannot be kept.
  [[nodiscard]] Next postpone(const std::shared_ptr<Resident>& resident, std::vector<Mail>& mail);
  void give_up(Resident& resident, std::vector<Mail>& mail);
  [[nodiscard]] bool may_leave(const Resident& resident) const;
  // Answers whoever waits without an execution to show.
  static void answer(std::vector<Mail>& mail, CommitResult result);
  // The same, once all that was decided before is in the store. `taken` says it of each letter.
  void answer_in_order(const Resident& resident, std::vector<Mail> mail, std::vector<bool> taken);
  enum class Folded : std::uint8_t { Open, Over, Unusable };
  [[nodiscard]] Folded fold(Resident& resident);
  void submit(const std::shared_ptr<Resident>& resident, Turn turn, std::vector<Mail> mail);
  // What follows a commit, besides those who wait for it.
  struct Aftermath {
    Turn turn;
    Logged log;
    std::vector<Signal> signals;  // of the turn, that nobody repeats
    std::vector<Child> children;
    std::optional<signal::ChildEnded> end;  // what the parent of a child is told
  };
  void after_commit(const std::shared_ptr<Resident>& resident, const Committed& committed,
                    CommitResult result, Aftermath aftermath);
  [[nodiscard]] Logged log_of(const Resident& resident, const Turn& turn) const;
  // What follows from a turn for others, once nothing can take its records back.
  void follow(std::int64_t execution, Turn turn, Logged log);
  [[nodiscard]] Batched to_batch(Resident& resident, const Turn& turn) const;
  [[nodiscard]] static persistence::ExecutionRow to_execution_row(const Resident& resident);
  [[nodiscard]] std::vector<Child> add_children(const Resident& parent, const Turn& turn,
                                                persistence::Batch& batch) const;
  void run_children(std::vector<Child> children);
  void stop_abandoned(std::int64_t execution, const std::vector<ArmedEffect>& abandoned);

  Parts parts_;
  std::size_t record_share_;
  EffectRunner* effects_ = nullptr;
  StopOutbox* stops_ = nullptr;
  std::function<void(std::int64_t)> pause_;
  ReadyQueue ready_;
  std::vector<std::thread> threads_;
};

}  // namespace sfn::engine
