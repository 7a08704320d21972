#include "engine/runtime/engine.h"

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <future>
#include <thread>
#include <utility>

#include "base/async/from_callback.h"
#include "engine/runtime/activities.h"
#include "engine/runtime/commit_queue.h"
#include "engine/runtime/effect_runner.h"
#include "engine/runtime/execution_ends.h"
#include "engine/runtime/feed.h"
#include "engine/runtime/local_responder.h"
#include "engine/runtime/machines.h"
#include "engine/runtime/missed_ends.h"
#include "engine/runtime/network_responder.h"
#include "engine/runtime/pause.h"
#include "engine/runtime/shard.h"
#include "engine/runtime/stop_outbox.h"
#include "engine/runtime/timer_queue.h"
#include "engine/runtime/turn_pool.h"

namespace sfn::engine {
namespace asio = boost::asio;
namespace {

constexpr std::size_t kRunningPerRead = 1000;
constexpr std::chrono::seconds kLongestGoodbye{1};

std::vector<std::unique_ptr<Responder>> responders_of(std::unique_ptr<Responder> local,
                                                      asio::io_context& context,
                                                      const EngineOptions& options) {
  auto chain = options.make_responders ? options.make_responders(context)
                                       : make_responders(context, options.integrations);
  chain.insert(chain.begin(), std::move(local));
  return chain;
}

// Two at least: while one commits, what the other brings gathers for the next transaction.
std::size_t threads_or_default(std::size_t threads) {
  return threads != 0 ? threads : std::max<std::size_t>(2, std::thread::hardware_concurrency());
}

}  // namespace

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
       const EngineOptions& options)
      : store_(store),
        log_(log),
        pause_(context_, options.pause_after_failure),
        commits_(store, log),
        machines_(store),
        clock_(clock),
        execution_log_(options.execution_log),
        most_open_express_(options.open_express),
        turns_({store, clock, log, commits_, machines_, feed_, shards_, ends_, next_execution_,
                execution_log_},
               threads_or_default(options.turn_threads), options.record_share),
        timers_(context_, clock, options.longest_sleep,
                [this](const TimerEntry& entry) { fire(entry); }),
        activities_(context_, options.longest_poll,
                    [this](std::int64_t execution, signal::ActivityTaken taken,
                           std::function<void(bool)> done) {
                      signal(execution, std::move(taken),
                             [done = std::move(done)](const SignalResult& told) {
                               done(told.result == CommitResult::Written && told.is_taken);
                             });
                    }),
        effects_(context_, timers_, activities_,
                 responders_of(make_local_responder(store, ends_, local_api_), context_, options),
                 log,
                 [this](std::int64_t execution, Signal signal) {
                   turns_.deliver(execution, {std::move(signal), {}});
                 }),
        stops_(context_, store, log,
               {[this](std::int64_t execution, std::function<void(CommitResult)> reply) {
                  stop_child(execution, std::move(reply));
                },
                [this](persistence::RowWrite row) { write_row(std::move(row)); }},
               pause_),
        missed_ends_(store, log, turns_, pause_),
        next_machine_(store.next_machine_id()),
        next_revision_(store.next_revision_number()),
        next_execution_(store.next_execution_number()) {
    turns_.set_effects(effects_);
    turns_.set_pause([this](std::int64_t execution) { pause(execution); });
    turns_.set_stops(stops_);
    effects_.set_map_runs([this](std::int64_t execution, EffectId map_run) {
      missed_ends_.look_at_children(execution, map_run);
    });
    thread_ = std::thread{[this] {
      run();
      finished_.set_value();
    }};
  }

  ~Body() { stop_all(); }

  void stop_all() {
    if (!thread_.joinable()) return;
    timers_.stop();
    asio::post(context_, [this] {
      activities_.release_pollers();
      effects_.stop();
    });
    work_.reset();
    // Calls that are cancelled end at once, but for a name that is being resolved.
    if (finished_.get_future().wait_for(kLongestGoodbye) == std::future_status::timeout)
      context_.stop();
    thread_.join();
    turns_.stop();
    commits_.stop();
  }

  void recover() {
    // Each execution that is folded now may offer tasks that are older than those of the one
    // before: workers get them once all have been looked at. What goes with the last letter says
    // so, however that one ends.
    activities_.hold_offers();
    const std::shared_ptr<void> all_are_folded{
        nullptr, [this](void*) { asio::post(context_, [this] { activities_.open_offers(); }); }};
    stops_.take_up();
    std::int64_t after = 0;
    while (true) {
      const auto rows = store_.list_running(after, kRunningPerRead);
      for (const persistence::ExecutionRow& row : rows) {
        after = row.number;
        if (row.sleeps_until) {
          // The zero effect: what is due is found when the journal is folded.
          timers_.add({from_epoch_milliseconds(*row.sleeps_until), row.number, EffectId{}});
        } else {
          turns_.deliver(row.number, {signal::Continue{}, [all_are_folded](const Delivered&) {}});
        }
      }
      if (rows.size() < kRunningPerRead) return;
    }
  }

  void start(StartCommand command, std::function<void(StartResult)> reply) {
    auto resident = resident_of(std::move(command), ExecutionKind::Standard);
    resident->first_commit = [reply = std::move(reply)](CommitResult result,
                                                        WorkflowTime started_at) {
      reply({result, started_at});
    };
    turns_.start(std::move(resident), {});
  }

  // Nothing that could fail is between here and its first turn, so its start is told before.
  // nullopt: too many are open.
  std::optional<WorkflowTime> start_transient(StartCommand command, ExecutionKind kind,
                                              std::function<void(const Execution*)> ended) {
    const bool is_room = open_express_.fetch_add(1, std::memory_order_relaxed) < most_open_express_;
    // Counted until nobody is to be told of its end any more, whatever becomes of it.
    std::shared_ptr<void> place{
        nullptr, [this](void*) { open_express_.fetch_sub(1, std::memory_order_relaxed); }};
    if (!is_room) return std::nullopt;
    auto resident = resident_of(std::move(command), kind);
    resident->transient = true;
    resident->ended = [place = std::move(place),
                       ended = std::move(ended)](const Execution* execution) {
      if (ended) ended(execution);
    };
    const WorkflowTime now = clock_.now();
    turns_.start(std::move(resident), {now});
    return now;
  }

  std::shared_ptr<Resident> resident_of(StartCommand command, ExecutionKind kind) {
    auto resident = std::make_shared<Resident>();
    resident->number = next_execution_.fetch_add(1, std::memory_order_relaxed);
    resident->machine = command.machine->row.id;
    resident->revision = command.machine->revision.number;
    resident->execution = std::make_unique<Execution>();
    Execution& execution = *resident->execution;
    execution.header = {std::move(command.execution_arn),
                        std::move(command.execution_name),
                        command.machine->row.arn,
                        command.machine->row.name,
                        std::move(command.region),
                        command.machine->definition,
                        resident->number,
                        kind};
    execution.input = std::move(command.input);
    execution.role_arn = command.machine->revision.role_arn;
    execution.trace_header = std::move(command.trace_header);
    execution.started_by = std::move(command.started_by);
    if (execution_log_ != nullptr) resident->logging = machines_.logging(resident->revision);
    return resident;
  }

  void stop(std::int64_t number, StopCommand command, std::function<void(StopResult)> reply) {
    turns_.deliver(number,
                   {signal::StopRequested{std::move(command.error), std::move(command.cause)},
                    [reply = std::move(reply)](const Delivered& told) {
                      const bool stopped =
                          told.execution != nullptr && told.execution->status == Status::Aborted;
                      reply({told.result, stopped ? told.execution->stopped_at : std::nullopt});
                    }});
  }

  void signal(std::int64_t number, Signal signal, std::function<void(SignalResult)> reply) {
    turns_.deliver(number, {std::move(signal), [reply = std::move(reply)](const Delivered& told) {
                              reply({told.result, told.is_taken});
                            }});
  }

  asio::awaitable<bool> tell(std::int64_t execution, Signal signal);
  asio::awaitable<TaskReply> tell_task(TaskToken token, Signal signal);

  PollNumber new_poll() { return next_poll_.fetch_add(1, std::memory_order_relaxed); }

  void poll(PollNumber number, PollCommand command, asio::any_io_executor waiting_on,
            std::function<void(PollReply)> reply) {
    Activities::Poll poll{number, std::move(command.activity_arn), std::move(command.worker),
                          [is_there = std::move(command.is_client_there),
                           waiting_on](std::function<void(bool)> then) {
                            asio::post(waiting_on, [is_there, then = std::move(then)] {
                              then(!is_there || is_there());
                            });
                          },
                          std::move(reply)};
    asio::post(context_,
               [this, poll = std::move(poll)]() mutable { activities_.poll(std::move(poll)); });
  }

  void leave_poll(const std::string& activity_arn, PollNumber number) {
    asio::post(context_, [this, activity_arn, number] { activities_.leave(activity_arn, number); });
  }

  void release_pollers() {
    asio::post(context_, [this] { activities_.release_pollers(); });
  }

  // AWS StopExecution, as Step Functions itself calls it: what it says as error and cause is not
  // known, so nothing is said.
  void stop_child(std::int64_t number, std::function<void(CommitResult)> reply) {
    turns_.deliver(number,
                   {signal::StopRequested{std::nullopt, std::nullopt},
                    [reply = std::move(reply)](const Delivered& told) { reply(told.result); }});
  }

  // Nobody waits for it: what is not written now is written after the next restart.
  void write_row(persistence::RowWrite row) {
    turns_.post([this, row = std::move(row)]() mutable {
      commits_.submit({{}, {std::move(row)}}, Lane::First, [](CommitResult) {});
    });
  }

  void write(std::vector<persistence::RowWrite> rows, std::function<void(CommitResult)> reply) {
    // Whoever submits may be the one that commits; the others' writes gather meanwhile.
    turns_.post([this, rows = std::move(rows), reply = std::move(reply)]() mutable {
      commits_.submit({{}, std::move(rows)}, Lane::First,
                      [this, reply = std::move(reply)](CommitResult result) {
                        machines_.forget_all();
                        reply(result);
                      });
    });
  }

  void run() {
    // Calls tell of their own failures; what still comes here must not end the process.
    while (true) {
      try {
        context_.run();
        return;
      } catch (const std::exception& error) {
        log_.error("engine_thread_failed", {{"reason", error.what()}});
      }
    }
  }

  void fire(const TimerEntry& entry) {
    turns_.deliver(entry.execution, entry.effect == EffectId{}
                                        ? Mail{signal::Continue{}, {}}
                                        : Mail{signal::TimerFired{entry.effect}, {}});
  }

  void pause(std::int64_t execution) {
    pause_.then([this, execution] { turns_.deliver(execution, {signal::Continue{}, {}}); });
  }

  persistence::Store& store_;
  Log& log_;
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
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

Engine::Engine(persistence::Store& store, const WorkflowTimeSource& clock, Log& log,
               const EngineOptions& options)
    : body_(std::make_unique<Body>(store, clock, log, options)) {}
Engine::~Engine() = default;

void Engine::set_local_api(LocalApi& api) { body_->local_api_ = &api; }
void Engine::recover() { body_->recover(); }
void Engine::stop_all() { body_->stop_all(); }

namespace {

[[noreturn]] void throw_not_stored() {
  throw persistence::StoreError("the request could not be stored");
}

RunReply end_of(const Execution* execution) {
  if (execution == nullptr) return {};
  return {RunReply::Outcome::Ended,
          {execution->status, execution->started_at, execution->stopped_at.value(),
           execution->output, execution->error, execution->cause}};
}

}  // namespace

asio::awaitable<StartReply> Engine::start(StartCommand command) {
  const auto started =
      co_await from_callback<Body::StartResult>([body = body_.get(), &command](auto tell) {
        body->start(std::move(command), std::move(tell));
      });
  if (started.result == CommitResult::Conflict)
    co_return StartReply{StartReply::Outcome::ArnTaken, {}};
  if (started.result != CommitResult::Written) throw_not_stored();
  co_return StartReply{StartReply::Outcome::Started, started.started_at};
}

std::optional<WorkflowTime> Engine::start_express(StartCommand command) {
  return body_->start_transient(std::move(command), ExecutionKind::Express, {});
}

asio::awaitable<RunReply> Engine::run_to_end(StartCommand command) {
  co_return co_await from_callback_unless_cancelled<RunReply>(
      [body = body_.get(), &command](auto tell) {
        const auto started_at =
            body->start_transient(std::move(command), ExecutionKind::SyncExpress,
                                  [tell](const Execution* execution) { tell(end_of(execution)); });
        if (!started_at) tell(RunReply{RunReply::Outcome::TooManyOpen, {}});
      },
      [] {});
}

asio::awaitable<std::optional<WorkflowTime>> Engine::stop(StopCommand command) {
  const auto row = body_->store_.find_execution(command.execution_arn);
  if (!row || row->status != persistence::ExecutionStatus::Running) co_return std::nullopt;
  const auto stopped = co_await from_callback<Body::StopResult>(
      [body = body_.get(), number = row->number, &command](auto tell) {
        body->stop(number, std::move(command), std::move(tell));
      });
  if (stopped.result != CommitResult::Written) throw_not_stored();
  co_return stopped.stopped_at;
}

// Whether the signal was taken, once what follows from it is stored.
asio::awaitable<bool> Engine::Body::tell(std::int64_t execution, Signal signal) {
  const auto told = co_await from_callback<SignalResult>([this, execution, &signal](auto tell) {
    this->signal(execution, std::move(signal), std::move(tell));
  });
  if (told.result != CommitResult::Written) throw_not_stored();
  co_return told.is_taken;
}

asio::awaitable<TaskReply> Engine::Body::tell_task(TaskToken token, Signal signal) {
  const auto row = store_.find_execution_by_number(token.execution);
  if (!row || run_mark(row->arn, from_epoch_milliseconds(row->started_at)) != token.run)
    co_return TaskReply::Unknown;
  if (row->status != persistence::ExecutionStatus::Running) co_return TaskReply::Over;
  const bool is_taken = co_await tell(row->number, std::move(signal));
  co_return is_taken ? TaskReply::Taken : TaskReply::Over;
}

asio::awaitable<bool> Engine::update_map_run(UpdateMapRunCommand command) {
  const auto row = body_->store_.find_map_run(command.map_run_arn);
  if (!row || row->status != persistence::MapRunStatus::Running) co_return false;
  Signal update = signal::MapRunUpdateRequested{
      std::move(command.map_run_arn), command.max_concurrency, command.tolerated_failure_percentage,
      command.tolerated_failure_count};
  co_return co_await body_->tell(row->execution, std::move(update));
}

asio::awaitable<TaskReply> Engine::report_task(TaskToken token, CallResult result) {
  return body_->tell_task(token, signal::TaskReported{token.effect, std::move(result)});
}

asio::awaitable<TaskReply> Engine::report_heartbeat(TaskToken token) {
  return body_->tell_task(token, signal::HeartbeatReported{token.effect});
}

asio::awaitable<PollReply> Engine::poll_activity(PollCommand command) {
  Body* const body = body_.get();
  const asio::any_io_executor waiting_on = co_await asio::this_coro::executor;
  const PollNumber number = body->new_poll();
  // Named, for they own something: GCC 12 destroys such temporaries of a co_await twice.
  auto leave = [body, number, activity_arn = command.activity_arn] {
    body->leave_poll(activity_arn, number);
  };
  auto start = [body, number, &command, &waiting_on](auto tell) {
    body->poll(number, std::move(command), waiting_on, std::move(tell));
  };
  auto reply = from_callback_unless_cancelled<PollReply>(std::move(start), std::move(leave));
  co_return co_await std::move(reply);
}

void Engine::release_pollers() { body_->release_pollers(); }

asio::awaitable<persistence::WriteOutcome> Engine::write(std::vector<persistence::RowWrite> rows) {
  const auto result = co_await from_callback<CommitResult>(
      [body = body_.get(), &rows](auto tell) { body->write(std::move(rows), std::move(tell)); });
  if (result == CommitResult::Failed) throw_not_stored();
  co_return result == CommitResult::Conflict ? persistence::WriteOutcome::Conflict
                                             : persistence::WriteOutcome::Written;
}

std::shared_ptr<const Machine> Engine::find_machine(const std::string& arn) {
  return body_->machines_.find(arn);
}
std::shared_ptr<const CompiledDefinition> Engine::definition_of(std::int64_t revision) {
  return body_->machines_.definition(revision);
}
std::int64_t Engine::new_machine_id() { return body_->next_machine_.fetch_add(1); }
std::int64_t Engine::new_revision_number() { return body_->next_revision_.fetch_add(1); }

Engine::Counts Engine::counts() const {
  return {body_->shards_.size(), body_->timers_.size(), body_->effects_.calls_in_flight()};
}

}  // namespace sfn::engine
