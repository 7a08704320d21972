#include "server/app/composition.h"

#include <sys/resource.h>

#include <algorithm>
#include <ostream>
#include <system_error>

#include "api-models/codec/shape.h"
#include "base/clock.h"
#include "base/random.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/execution_log.h"
#include "server/app/signals.h"
#include "server/app/upkeep.h"
#include "server/http/http_server.h"
#include "server/http/routes.h"
#include "server/operations/own_api.h"
#include "server/operations/uuid_source.h"

namespace sfn::server {
namespace {

// What a stopping server gives its requests; with the engine's own goodbye it is gone within two
// seconds.
constexpr std::chrono::milliseconds kGrace{700};
// Files, pipes and connections to functions, beside the clients'.
constexpr std::size_t kOtherDescriptors = 512;

// Shells allow 1024 descriptors where the system allows many more.
void allow_descriptors(std::size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = std::min<rlim_t>(limit.rlim_max, connections + kOtherDescriptors);
  if (wanted <= limit.rlim_cur) return;
  limit.rlim_cur = wanted;
  static_cast<void>(
      setrlimit(RLIMIT_NOFILE, &limit));  // where it fails, accepting pauses at the old limit
}

// Workflow time must not go back over a restart, even if the wall clock did: nothing that was
// stored lies in the future.
WorkflowTime newest_time(const persistence::Store& store) {
  const auto execution = store.find_execution_by_number(store.next_execution_number() - 1);
  if (!execution) return WorkflowTime{};
  persistence::JournalPage page;
  page.execution = execution->number;
  page.direction = persistence::Direction::Backward;
  page.limit = 1;
  const auto rows = store.read_journal(page);
  return from_epoch_milliseconds(rows.empty() ? execution->started_at : rows.front().at);
}

std::string health_body(const persistence::Store& store, const engine::Engine& engine,
                        const HttpServer& http) {
  const persistence::StoreCounts stored = store.counts();
  const engine::Engine::Counts counts = engine.counts();
  const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  api::Encoder encoder;
  encoder.begin_object();
  encoder.key("status");
  encoder.value(std::string_view("ok"));
  encoder.key("version");
  encoder.value(version());
  encoder.key("stateMachines");
  encoder.value(stored.machines);
  encoder.key("executions");
  encoder.value(stored.executions);
  encoder.key("runningExecutions");
  encoder.value(stored.running);
  encoder.key("executionsInMemory");
  encoder.value(number(counts.executions_in_memory));
  encoder.key("timers");
  encoder.value(number(counts.timers));
  encoder.key("callsInFlight");
  encoder.value(number(counts.calls_in_flight));
  encoder.key("connections");
  encoder.value(number(http.connections()));
  encoder.end_object();
  return encoder.take();
}

std::unique_ptr<engine::ExecutionLog> make_execution_log(const std::string& directory, Log& log) {
  if (directory.empty()) return nullptr;
  return std::make_unique<engine::ExecutionLog>(
      directory == "-" ? engine::make_log_output() : engine::make_log_folder(directory), log);
}

// Everything, in the order in which it needs each other.
class Composition {
 public:
  explicit Composition(const ServeCommand& command)
      : log_(command.log_level),
        http_(command.http, log_),
        store_(persistence::make_store(command.store)),
        uuids_(seed_from_system()),
        execution_log_(make_execution_log(command.log_dir, log_)),
        engine_(*store_, clock_, log_,
                {.turn_threads = command.turn_threads,
                 .integrations = command.integrations,
                 .execution_log = execution_log_.get()}),
        app_{engine_, *store_, clock_, log_, uuids_, command.default_caller},
        own_api_(app_),
        routes_(app_, command.browsers, [this] { return health_body(*store_, engine_, http_); }),
        upkeep_(*store_, log_) {}

  // The engine's calls end before what answers them goes.
  ~Composition() { engine_.stop_all(); }
  Composition(const Composition&) = delete;
  Composition& operator=(const Composition&) = delete;

  void start() {
    clock_.not_before(newest_time(*store_));
    engine_.set_local_api(own_api_);
    engine_.recover();
    http_.start(routes_);
  }

  void stop() {
    engine_.release_pollers();  // they would wait longer than the others may
    http_.stop(kGrace);
    engine_.stop_all();
    if (execution_log_ != nullptr) execution_log_->stop();
  }

  [[nodiscard]] Log& log() { return log_; }
  [[nodiscard]] const HttpServer& http() const { return http_; }

 private:
  Log log_;
  WallWorkflowTimeSource clock_;
  HttpServer http_;  // its contexts outlive the engine, whose answers come back to them
  std::unique_ptr<persistence::Store> store_;
  UuidSource uuids_;
  std::unique_ptr<engine::ExecutionLog> execution_log_;  // null: executions log nowhere
  engine::Engine engine_;
  App app_;
  OwnApi own_api_;  // what calls it ends with engine_.stop_all()
  Routes routes_;
  Upkeep upkeep_;
};

std::string where(const ServeCommand& command) {
  const bool is_v6 = command.http.host.find(':') != std::string::npos;
  return (is_v6 ? "[" + command.http.host + "]" : command.http.host) + ":" +
         std::to_string(command.http.port);
}

}  // namespace

int serve(const ServeCommand& command, std::ostream& output, std::ostream& errors) {
  Signals signals;
  allow_descriptors(command.http.limits.connections);
  try {
    Composition composition{command};
    composition.start();
    for (const std::string& warning : command.warnings)
      composition.log().warning("option", {{"reason", warning}});
    if (!composition.http().is_loopback()) {
      composition.log().warning(
          "reachable_from_other_machines",
          {{"host", command.http.host}, {"reason", "the server asks nobody for credentials"}});
    }
    output << "Starting server on port " << composition.http().port() << std::endl;
    signals.wait();
    composition.log().info("stopping");
    composition.stop();
    return 0;
  } catch (const persistence::StoreError& e) {
    errors << "sfn-emulator: " << e.what() << std::endl;
  } catch (const engine::LogSinkError& e) {
    errors << "sfn-emulator: " << e.what() << std::endl;
  } catch (const std::system_error& e) {
    errors << "sfn-emulator: cannot listen on " << where(command) << ": " << e.code().message()
           << std::endl;
  }
  return 2;
}

}  // namespace sfn::server
