#pragma once
// RunningEngine: the real engine with its threads, over a store in memory that can fail, a fake
// clock, and services that answer as a test says. It can be stopped and started again on the same
// store, as a killed server is.
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/assert.h"
#include "base/testing/fake_clock.h"
#include "engine/execution/record.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/revision_settings.h"
#include "engine/runtime/testing/fake_local_api.h"
#include "engine/runtime/testing/faulty_store.h"

namespace sfn::engine::testing {

// What services answer, by the name of the state that calls. Thread-safe; outlives the engines that
// use it.
class Services {
 public:
  void answer(const std::string& state, std::string json);
  // Calls of this state wait until it is released.
  void hold(const std::string& state);
  void release(const std::string& state);
  [[nodiscard]] std::size_t calls(const std::string& state) const;

  [[nodiscard]] std::vector<std::unique_ptr<Responder>> responders(
      boost::asio::io_context& context);

 private:
  friend class ServicesResponder;
  std::optional<std::string> answer_of(const std::string& state) const;  // nullopt: not yet
  void count(const std::string& state);

  mutable std::mutex mutex_;
  std::map<std::string, std::string> answers_;
  std::set<std::string> held_;
  std::map<std::string, std::size_t> calls_;
};

// Breaks a rule in a turn of the engine, which reads the time first of all.
class BreakableClock final : public WorkflowTimeSource {
 public:
  explicit BreakableClock(const WorkflowTimeSource& clock) : clock_(clock) {}
  [[nodiscard]] WorkflowTime now() const override {
    ++readings_;
    SFN_ASSERT(--until_broken_ != 0, "the clock works");
    return clock_.now();
  }
  void break_reading(int which) { until_broken_ = which; }
  [[nodiscard]] bool has_broken() const { return until_broken_ <= 0; }
  [[nodiscard]] std::size_t readings() const { return readings_; }

 private:
  const WorkflowTimeSource& clock_;
  mutable std::atomic<std::size_t> readings_{0};
  mutable std::atomic<int> until_broken_{0};
};

class RunningEngine {
 public:
  explicit RunningEngine(EngineOptions options = {});
  ~RunningEngine();
  RunningEngine(const RunningEngine&) = delete;
  RunningEngine& operator=(const RunningEngine&) = delete;

  // Creates a machine of that name.
  void define(const std::string& machine, const std::string& definition,
              const RevisionSettings& settings = {});
  void define_express(const std::string& machine, const std::string& definition,
                      const RevisionSettings& settings = {});
  // Starts an execution; throws what Engine::start throws.
  StartReply start(const std::string& machine, const std::string& name, std::string input = "{}");
  void define_activity(const std::string& activity);
  void delete_activity(const std::string& activity);
  PollReply poll(const std::string& activity, std::optional<std::string> worker,
                 std::function<bool()> is_client_there = {});
  TaskReply report(const TaskToken& token, CallResult result);
  TaskReply heartbeat(const TaskToken& token);
  // From the parameters {"Payload":{"token":…}} of the task that was scheduled last.
  [[nodiscard]] TaskToken task_token(const std::string& machine, const std::string& name);
  std::optional<WorkflowTime> stop(const std::string& machine, const std::string& name);
  bool update_map_run(UpdateMapRunCommand update);
  // Of an EXPRESS machine; the second one waits for the end.
  WorkflowTime start_express(const std::string& machine, const std::string& input = "{}");
  Ended run_to_end(const std::string& machine, const std::string& input = "{}");
  [[nodiscard]] StartCommand express_command(const std::string& machine, const std::string& input);
  [[nodiscard]] StartCommand start_command(const std::string& machine, const std::string& name);

  // Adds a record that no version of the engine has written. The execution must not be in memory.
  void break_journal(const std::string& machine, const std::string& name);

  // Ends the engine without telling anybody, and goes on with a new one.
  void restart();
  void shut_down() { engine_.reset(); }

  // Waits, for real, until something is so; fails the test after a long time.
  template <typename Condition>
  void wait_until(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end)
        throw std::runtime_error("what the test waits for does not happen");
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
  }
  void wait_for_end(const std::string& machine, const std::string& name);

  [[nodiscard]] std::optional<persistence::ExecutionRow> row(const std::string& machine,
                                                             const std::string& name);
  [[nodiscard]] persistence::ExecutionStatus status(const std::string& machine,
                                                    const std::string& name);
  // "ExecutionStarted PassStateEntered …"; throws if the journal has gaps.
  [[nodiscard]] std::string event_types(const std::string& machine, const std::string& name);
  // Of an execution that has ended: its output, or "error: cause".
  [[nodiscard]] std::string result(const std::string& machine, const std::string& name);

  [[nodiscard]] Engine& engine() { return *engine_; }
  [[nodiscard]] FaultyStore& store() { return store_; }
  [[nodiscard]] sfn::testing::FakeClock& clock() { return clock_; }
  [[nodiscard]] Services& services() { return services_; }
  [[nodiscard]] FakeLocalApi& api() { return api_; }
  // That turn from now on meets a bug, and the one after it not. No timer may be armed then, for it
  // reads the time, too.
  void break_turn(int which) { turn_clock_.break_reading(which); }
  [[nodiscard]] bool has_broken() const { return turn_clock_.has_broken(); }
  // As many as turns while no timer is armed, and one for each start of an EXPRESS execution.
  [[nodiscard]] std::size_t clock_readings() const { return turn_clock_.readings(); }

 private:
  void make_engine();
  template <typename T>
  T run(boost::asio::awaitable<T> task);
  std::vector<Record> records(const std::string& machine, const std::string& name);
  void insert(const std::string& machine, const std::string& type, const std::string& definition,
              const RevisionSettings& settings);
  StartCommand command(const std::string& machine, const std::string& arn, const std::string& name,
                       std::string input);

  EngineOptions options_;
  FaultyStore store_;
  sfn::testing::FakeClock clock_{sfn::testing::at("2026-01-01T00:00:00Z")};
  BreakableClock turn_clock_{clock_};
  Log log_{LogLevel::Off};
  Services services_;
  FakeLocalApi api_{store_};
  std::unique_ptr<Engine> engine_;
};

}  // namespace sfn::engine::testing
