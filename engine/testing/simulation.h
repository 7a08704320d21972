#pragma once
// Simulation: the engine's core with a fake clock and scripted services, in one thread. It keeps what a store would keep, the
// encoded journal, and can throw the execution away after each batch and fold it again, as a killed server does.
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/json.h"
#include "base/random.h"
#include "engine/asl/definition.h"
#include "engine/execution/execution.h"
#include "engine/execution/record_codec.h"
#include "engine/execution/signal.h"
#include "engine/execution/turn.h"

namespace sfn::engine::testing {

// What a task's target answers to one attempt.
struct Answer {
  CallResult result;
  std::chrono::milliseconds latency{0};
};
[[nodiscard]] Answer answers(std::string_view json, std::chrono::milliseconds latency = {});
[[nodiscard]] Answer fails(std::string name, std::string cause, std::chrono::milliseconds latency = {});

enum class Restart : std::uint8_t { Never, AfterEachBatch };

struct SimulationOptions {
  Restart restart = Restart::Never;
  std::size_t record_share = 500;
  std::uint64_t seed = 1;
  WorkflowTime start = from_epoch_milliseconds(1'767'225'600'000);  // 2026-01-01T00:00:00Z
};

// One execution of one definition.
class Simulation {
 public:
  // Throws std::invalid_argument with the diagnostics if the definition is refused.
  explicit Simulation(std::string_view definition, SimulationOptions options = {});

  // The answers of a Task state to its attempts, in order; the last one stands for all further attempts.
  void script(const std::string& state, std::vector<Answer> answers);

  void start(std::string_view input);
  // Runs until nothing is due any more, jumping to the next timer or answer.
  void run_until_idle();
  // Runs what is due up to that moment and stands there.
  void run_for(std::chrono::milliseconds time);
  void stop(std::optional<std::string> error, std::optional<std::string> cause);
  // Throws the execution away and folds the journal; what was in flight is started again.
  void restart();

  [[nodiscard]] const Execution& execution() const { return *execution_; }
  [[nodiscard]] std::chrono::milliseconds elapsed() const { return now_ - options_.start; }
  [[nodiscard]] std::vector<Record> records() const;
  // "ExecutionStarted PassStateEntered …"
  [[nodiscard]] std::string event_types() const;
  // One line for each visible event: `3<-2 TaskScheduled {…details…}`; without times.
  [[nodiscard]] std::string history() const;
  // The calls that were made, by state, in order.
  [[nodiscard]] const std::vector<CallEffect>& calls() const { return calls_; }
  [[nodiscard]] std::size_t batches() const { return batches_; }

 private:
  struct JournalEntry {
    std::int64_t seq = 0;
    std::int64_t event_id = 0;
    WorkflowTime at;
    EncodedRecord record;
  };
  struct Pending {
    WorkflowTime due;
    std::int64_t order = 0;
    Signal signal;
  };
  struct Later {
    bool operator()(const Pending& a, const Pending& b) const {
      return a.due != b.due ? a.due > b.due : a.order > b.order;
    }
  };

  void take_turns(Signal signal);
  void begin(const std::vector<ArmedEffect>& effects);
  void expect(WorkflowTime due, Signal signal);
  [[nodiscard]] const Answer& answer_for(const CallEffect& call) const;
  [[nodiscard]] std::unique_ptr<Execution> blank() const;

  SimulationOptions options_;
  WorkflowTime now_;
  Random random_;
  ExecutionHeader header_;
  std::unique_ptr<Execution> execution_;
  std::vector<JournalEntry> journal_;
  std::priority_queue<Pending, std::vector<Pending>, Later> pending_;
  std::int64_t next_order_ = 0;
  std::map<std::string, std::vector<Answer>> script_;
  std::vector<CallEffect> calls_;
  std::size_t batches_ = 0;
};

}  // namespace sfn::engine::testing
