#include "engine/runtime/engine.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "base/async/from_callback.h"
#include "engine/runtime/engine_body.h"

namespace sfn::engine {
namespace asio = boost::asio;

Engine::Engine(persistence::Store& store, const WorkflowTimeSource& clock, Log& log,
               const EngineOptions& options)
    : body_(std::make_unique<Body>(store, clock, log, options)) {}
Engine::~Engine() = default;

void Engine::set_local_api(LocalApi& api) { body_->local_api_ = &api; }
void Engine::recover() { body_->recover(); }
void Engine::stop_all() { body_->stop_all(); }

namespace {

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
