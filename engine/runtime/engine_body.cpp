#include "engine/runtime/engine_body.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

#include "base/async/from_callback.h"
#include "base/urgency.h"
#include "engine/runtime/local_responder.h"
#include "engine/runtime/network_responder.h"

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

void throw_not_stored() { throw persistence::StoreError("the request could not be stored"); }

Engine::Body::Body(persistence::Store& store, const WorkflowTimeSource& clock, Log& log,
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

void Engine::Body::stop_all() {
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

void Engine::Body::recover() {
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

void Engine::Body::start(StartCommand command, std::function<void(StartResult)> reply) {
  auto resident = resident_of(std::move(command), ExecutionKind::Standard);
  resident->first_commit = [reply = std::move(reply)](CommitResult result,
                                                      WorkflowTime started_at) {
    reply({result, started_at});
  };
  turns_.start(std::move(resident), {});
}

std::optional<WorkflowTime> Engine::Body::start_transient(
    StartCommand command, ExecutionKind kind, std::function<void(const Execution*)> ended) {
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

std::shared_ptr<Resident> Engine::Body::resident_of(StartCommand command, ExecutionKind kind) {
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

void Engine::Body::stop(std::int64_t number, StopCommand command,
                        std::function<void(StopResult)> reply) {
  turns_.deliver(number,
                 {signal::StopRequested{std::move(command.error), std::move(command.cause)},
                  [reply = std::move(reply)](const Delivered& told) {
                    const bool stopped =
                        told.execution != nullptr && told.execution->status == Status::Aborted;
                    reply({told.result, stopped ? told.execution->stopped_at : std::nullopt});
                  }});
}

void Engine::Body::signal(std::int64_t number, Signal signal,
                          std::function<void(SignalResult)> reply) {
  turns_.deliver(number, {std::move(signal), [reply = std::move(reply)](const Delivered& told) {
                            reply({told.result, told.is_taken});
                          }});
}

void Engine::Body::poll(PollNumber number, PollCommand command, asio::any_io_executor waiting_on,
                        std::function<void(PollReply)> reply) {
  Activities::Poll poll{
      number, std::move(command.activity_arn), std::move(command.worker),
      [is_there = std::move(command.is_client_there), waiting_on](std::function<void(bool)> then) {
        asio::post(waiting_on,
                   [is_there, then = std::move(then)] { then(!is_there || is_there()); });
      },
      std::move(reply)};
  asio::post(context_,
             [this, poll = std::move(poll)]() mutable { activities_.poll(std::move(poll)); });
}

void Engine::Body::leave_poll(const std::string& activity_arn, PollNumber number) {
  asio::post(context_, [this, activity_arn, number] { activities_.leave(activity_arn, number); });
}

void Engine::Body::release_pollers() {
  asio::post(context_, [this] { activities_.release_pollers(); });
}

void Engine::Body::stop_child(std::int64_t number, std::function<void(CommitResult)> reply) {
  turns_.deliver(number,
                 {signal::StopRequested{std::nullopt, std::nullopt},
                  [reply = std::move(reply)](const Delivered& told) { reply(told.result); }});
}

void Engine::Body::write_row(persistence::RowWrite row) {
  turns_.post([this, row = std::move(row)]() mutable {
    commits_.submit({{}, {std::move(row)}}, Lane::First, [](CommitResult) {});
  });
}

void Engine::Body::write(std::vector<persistence::RowWrite> rows,
                         std::function<void(CommitResult)> reply) {
  // Whoever submits may be the one that commits; the others' writes gather meanwhile.
  turns_.post([this, rows = std::move(rows), reply = std::move(reply)]() mutable {
    commits_.submit({{}, std::move(rows)}, Lane::First,
                    [this, reply = std::move(reply)](CommitResult result) {
                      machines_.forget_all();
                      reply(result);
                    });
  });
}

void Engine::Body::run() {
  set_urgency(Urgency::Prompt);
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

void Engine::Body::fire(const TimerEntry& entry) {
  turns_.deliver(entry.execution, entry.effect == EffectId{}
                                      ? Mail{signal::Continue{}, {}}
                                      : Mail{signal::TimerFired{entry.effect}, {}});
}

void Engine::Body::pause(std::int64_t execution) {
  pause_.then([this, execution] { turns_.deliver(execution, {signal::Continue{}, {}}); });
}

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

}  // namespace sfn::engine
