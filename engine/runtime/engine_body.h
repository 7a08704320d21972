#pragma once
// Engine::Body: the parts of the engine, wired together, and the thread that runs its calls and
// timers. What it is asked for is answered through callbacks, on any thread; engine.cpp makes
// coroutines of them.
#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/runtime/activities.h"
#include "engine/runtime/commit_queue.h"
#include "engine/runtime/effect_runner.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/execution_ends.h"
#include "engine/runtime/feed.h"
#include "engine/runtime/machines.h"
#include "engine/runtime/missed_ends.h"
#include "engine/runtime/pause.h"
#include "engine/runtime/shard.h"
#include "engine/runtime/stop_outbox.h"
#include "engine/runtime/timer_queue.h"
#include "engine/runtime/turn_pool.h"

namespace sfn::engine {

// A StoreError, for whoever waits for what could not be written.
[[noreturn]] void throw_not_stored();

class Engine::Body {
 public:
  struct StartResult {
    CommitResult result = CommitResult::Failed;
    WorkflowTime started_at;
  };
  struct SignalResult {
    CommitResult result = CommitResult::Failed;
    bool is_taken = false;
  };
  struct StopResult {
    CommitResult result = CommitResult::Failed;
    std::optional<WorkflowTime> stopped_at;
  };

  Body(persistence::Store& store, const WorkflowTimeSource& clock, Log& log,
       const EngineOptions& options);

  ~Body() { stop_all(); }

  void stop_all();
  void recover();

  void start(StartCommand command, std::function<void(StartResult)> reply);

  // Nothing that could fail is between here and its first turn, so its start is told before.
  // nullopt: too many are open.
  std::optional<WorkflowTime> start_transient(StartCommand command, ExecutionKind kind,
                                              std::function<void(const Execution*)> ended);

  std::shared_ptr<Resident> resident_of(StartCommand command, ExecutionKind kind);

  void stop(std::int64_t number, StopCommand command, std::function<void(StopResult)> reply);
  void signal(std::int64_t number, Signal signal, std::function<void(SignalResult)> reply);

  // Whether the signal was taken, once what follows from it is stored.
  boost::asio::awaitable<bool> tell(std::int64_t execution, Signal signal);
  boost::asio::awaitable<TaskReply> tell_task(TaskToken token, Signal signal);

  PollNumber new_poll() { return next_poll_.fetch_add(1, std::memory_order_relaxed); }

  void poll(PollNumber number, PollCommand command, boost::asio::any_io_executor waiting_on,
            std::function<void(PollReply)> reply);

  void leave_poll(const std::string& activity_arn, PollNumber number);
  void release_pollers();

  // AWS StopExecution, as Step Functions itself calls it: what it says as error and cause is not
  // known, so nothing is said.
  void stop_child(std::int64_t number, std::function<void(CommitResult)> reply);

  // Nobody waits for it: what is not written now is written after the next restart.
  void write_row(persistence::RowWrite row);

  void write(std::vector<persistence::RowWrite> rows, std::function<void(CommitResult)> reply);

  void run();
  void fire(const TimerEntry& entry);
  void pause(std::int64_t execution);

  persistence::Store& store_;
  Log& log_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      context_.get_executor()};
  Pause pause_;
  LocalApi* local_api_ = nullptr;
  ExecutionEnds ends_{context_};
  Feed feed_;
  std::atomic<std::size_t> open_express_{0};  // who is in a shard gives its place back
  Shards shards_;
  CommitQueue commits_;
  Machines machines_;
  const WorkflowTimeSource& clock_;
  ExecutionLog* const execution_log_;
  const std::size_t most_open_express_;
  TurnPool turns_;
  TimerQueue timers_;
  Activities activities_;
  EffectRunner effects_;
  StopOutbox stops_;
  MissedEnds missed_ends_;
  std::atomic<std::int64_t> next_machine_;
  std::atomic<std::int64_t> next_revision_;
  std::atomic<std::int64_t> next_execution_;
  std::atomic<PollNumber> next_poll_{1};
  std::promise<void> finished_;
  std::thread thread_;
};

}  // namespace sfn::engine
