#pragma once
// Engine: what the server's operations call. It owns the turn pool, the commit queue, the timers
// and the calls to the outside; everything that changes an execution or writes to the store goes
// through it. Thread-safe; coroutines resume on the executor that they were awaited on, after the
// commit that implies their answer. What may take long, the end of an execution or the task of an
// activity, need not be waited for: cancelling the coroutine ends its wait, and nothing else.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api-models/quotas.h"
#include "base/clock.h"
#include "base/log.h"
#include "engine/asl/definition.h"
#include "engine/execution/execution.h"
#include "engine/execution/signal.h"
#include "engine/execution/task_token.h"
#include "engine/integrations/settings.h"
#include "persistence/store.h"

namespace sfn::engine {

class ExecutionLog;
class LocalApi;
class Responder;

struct EngineOptions {
  std::size_t turn_threads = 0;      // 0: as many as the machine has
  std::size_t record_share = 500;    // of one turn
  IntegrationSettings integrations;  // where functions and services are called
  // How often the clock is looked at again while timers wait, because it may jump.
  std::chrono::milliseconds longest_sleep{1000};
  // How long an execution rests whose batch could not be written or whose journal could not be
  // read, e.g. because a disk is full.
  std::chrono::milliseconds pause_after_failure{500};
  // How long GetActivityTask waits for a task.
  std::chrono::milliseconds longest_poll = std::chrono::seconds{api::quotas::kActivityPollSeconds};
  // EXPRESS executions that may be open at once; children of map runs do not count.
  std::size_t open_express = api::quotas::kOpenExpressExecutions;
  // Who answers calls that the local API does not take; empty: the network alone.
  std::function<std::vector<std::unique_ptr<Responder>>(boost::asio::io_context&)> make_responders =
      {};
  // Where machines with a loggingConfiguration log; nullptr: nowhere. Outlives the engine.
  ExecutionLog* execution_log = nullptr;
};

// A machine as StartExecution needs it: rows and compiled definition, cached until they change.
struct Machine {
  persistence::MachineRow row;
  persistence::RevisionRow revision;
  std::shared_ptr<const CompiledDefinition> definition;
};

struct StartCommand {
  std::shared_ptr<const Machine> machine;
  std::string execution_arn;
  std::string execution_name;
  std::string region;
  Json input;
  std::optional<std::string> trace_header;
  std::optional<std::string> started_by = {};  // the attempt of a task: CallEffect::attempt_name()
};

struct StartReply {
  enum class Outcome : std::uint8_t { Started, ArnTaken };
  Outcome outcome = Outcome::Started;
  WorkflowTime started_at;
};

// How an execution ended that somebody waited for.
struct Ended {
  Status status = Status::Failed;
  WorkflowTime started_at;
  WorkflowTime stopped_at;
  std::optional<Json> output;
  std::optional<std::string> error;
  std::optional<std::string> cause;
};

struct RunReply {
  enum class Outcome : std::uint8_t {
    Lost,  // the wait was cancelled, or the engine has lost the execution
    Ended,
    TooManyOpen,
  };
  Outcome outcome = Outcome::Lost;
  Ended ended;
};

struct StopCommand {
  std::string execution_arn;
  std::optional<std::string> error;
  std::optional<std::string> cause;
};

// What became of the word of a task token's holder.
enum class TaskReply : std::uint8_t {
  Taken,
  Over,     // the attempt has ended, or its execution
  Unknown,  // there never was such a task
};

struct PollCommand {
  std::string activity_arn;
  std::optional<std::string> worker;
  // Whether the client still waits for the answer; asked on the executor that awaits it.
  std::function<bool()> is_client_there;
};

struct PollReply {
  enum class Outcome : std::uint8_t { Nothing, Task, TooManyWorkers };
  Outcome outcome = Outcome::Nothing;
  std::string task_token;
  std::string input;
};

struct UpdateMapRunCommand {
  std::string map_run_arn;
  std::optional<std::int64_t> max_concurrency;
  std::optional<double> tolerated_failure_percentage;
  std::optional<std::int64_t> tolerated_failure_count;
};

class Engine {
 public:
  // store, clock and log must outlive the engine.
  Engine(persistence::Store& store, const WorkflowTimeSource& clock, Log& log,
         const EngineOptions& options);
  ~Engine();  // stops; see stop_all
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Who answers tasks whose target is this server itself. Before recover() and the first start;
  // must outlive the engine's work. Without it such tasks fail.
  void set_local_api(LocalApi& api);

  // Takes up every execution that the store says is running: arms timers, folds journals, goes on.
  // Blocking; call once, before the port opens.
  void recover();
  // Finishes what is being committed and stops the threads. Executions need no shutdown: the
  // journal has them, and those of EXPRESS machines end with the server.
  void stop_all();

  [[nodiscard]] boost::asio::awaitable<StartReply> start(StartCommand command);
  // Starts an execution of an EXPRESS machine, which is in memory only; the result is its start.
  // nullopt: too many are open.
  [[nodiscard]] std::optional<WorkflowTime> start_express(StartCommand command);
  // The same, and waits for the end.
  [[nodiscard]] boost::asio::awaitable<RunReply> run_to_end(StartCommand command);
  // When the execution stopped; nullopt if it is not running (any more).
  [[nodiscard]] boost::asio::awaitable<std::optional<WorkflowTime>> stop(StopCommand command);
  // SendTaskSuccess and SendTaskFailure; SendTaskHeartbeat.
  [[nodiscard]] boost::asio::awaitable<TaskReply> report_task(TaskToken token, CallResult result);
  [[nodiscard]] boost::asio::awaitable<TaskReply> report_heartbeat(TaskToken token);
  // GetActivityTask: waits for a task of the activity. The answer comes after the commit that
  // starts the task. Where the wait is cancelled no task is taken any more.
  [[nodiscard]] boost::asio::awaitable<PollReply> poll_activity(PollCommand command);
  // Whoever waits for an activity's task goes away with nothing, and whoever comes from now on: the
  // server is about to stop.
  void release_pollers();
  // False if the map run is not running (any more).
  [[nodiscard]] boost::asio::awaitable<bool> update_map_run(UpdateMapRunCommand command);
  // Writes rows of machines and other things that are no execution, in the same queue and with the
  // same durability.
  [[nodiscard]] boost::asio::awaitable<persistence::WriteOutcome> write(
      std::vector<persistence::RowWrite> rows);

  // The machine of that ARN, or nullptr. Cheap: answered from memory after the first time.
  [[nodiscard]] std::shared_ptr<const Machine> find_machine(const std::string& arn);
  // The compiled definition of a revision; nullptr if there is no such revision.
  [[nodiscard]] std::shared_ptr<const CompiledDefinition> definition_of(std::int64_t revision);

  [[nodiscard]] std::int64_t new_machine_id();
  [[nodiscard]] std::int64_t new_revision_number();

  // For /health and tests.
  struct Counts {
    std::size_t executions_in_memory = 0;
    std::size_t timers = 0;
    std::size_t calls_in_flight = 0;
  };
  [[nodiscard]] Counts counts() const;

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace sfn::engine
