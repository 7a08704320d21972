#pragma once
// Simulation: the engine's core with a fake clock and scripted services, in one thread. It keeps
// what a store would keep, the encoded journal, and can throw the execution away after each batch
// and fold it again, as a killed server does.
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
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
  std::optional<std::string> accepted =
      std::nullopt;  // JSON: said by a target that then works on by itself
  std::chrono::milliseconds accepted_after{0};
  // Of an activity's task: when a worker takes it, if one does, and what it calls itself.
  std::optional<std::chrono::milliseconds> taken_after = std::nullopt;
  std::optional<std::string> worker = std::nullopt;
  // What the holder of the task's token sends before the result, which it reports, too.
  std::vector<std::chrono::milliseconds> heartbeats = {};
};
[[nodiscard]] Answer answers(std::string_view json, std::chrono::milliseconds latency = {});
[[nodiscard]] Answer accepts(std::string_view accepted, Answer later);
[[nodiscard]] Answer fails(std::string name, std::string cause,
                           std::chrono::milliseconds latency = {});

enum class Restart : std::uint8_t { Never, AfterEachBatch };

struct SimulationOptions {
  Restart restart = Restart::Never;
  std::size_t restart_after_batch = 0;  // just once, after the n-th; 0: never
  std::size_t record_share = 500;
  std::uint64_t seed = 1;
  query::Budget::Limits evaluation_limits = {};
  WorkflowTime start = from_epoch_milliseconds(1'767'225'600'000);  // 2026-01-01T00:00:00Z
  ExecutionKind kind = ExecutionKind::Standard;
};

// One execution of one definition.
class Simulation {
 public:
  // Throws std::invalid_argument with the diagnostics if the definition is refused.
  explicit Simulation(std::string_view definition, SimulationOptions options = {});

  // The answers to a Task state's calls, in order; the last one stands for all further calls.
  void script(const std::string& state, std::vector<Answer> answers);

  void start(std::string_view input);
  // Runs until nothing is due any more, jumping to the next timer or answer.
  void run_until_idle();
  // Runs what is due up to that moment and stands there.
  void run_for(std::chrono::milliseconds time);
  void stop(std::optional<std::string> error, std::optional<std::string> cause);
  // Throws the execution away and folds the journal; what was in flight is started again. A call
  // that is made again is answered when the first one would have been, so that a restart changes no
  // order.
  void restart();
  // Hands one signal to the execution, whatever it is waiting for.
  void signal(Signal signal) { take_turns(std::move(signal)); }

  [[nodiscard]] const Execution& execution() const { return *execution_; }
  [[nodiscard]] std::chrono::milliseconds elapsed() const { return now_ - options_.start; }
  [[nodiscard]] WorkflowTime now() const { return now_; }
  [[nodiscard]] std::vector<Record> records() const;
  // "ExecutionStarted PassStateEntered …"
  [[nodiscard]] std::string event_types() const;
  // One line for each visible event: `3<-2 TaskScheduled {…details…}`; without times.
  [[nodiscard]] std::string history() const;
  // One line for each visible event: `3<-2 PassStateEntered`, and the state's name where the event
  // has one.
  [[nodiscard]] std::vector<std::string> outline() const;
  // The calls that were made, by state, in order.
  [[nodiscard]] const std::vector<CallEffect>& calls() const { return calls_; }
  [[nodiscard]] std::size_t batches() const { return batches_; }

 private:
  static constexpr std::size_t kMostTurns = 100'000;

  struct JournalEntry {
    std::int64_t seq = 0;
    std::int64_t event_id = 0;
    WorkflowTime at;
    EncodedRecord record;
  };
  // At one instant calls start before any of them ends, else what was armed first comes first: an
  // order that holds across restarts.
  enum class Rank : std::uint8_t { Started, Submitted, Due };
  struct Pending {
    WorkflowTime due;
    Rank rank = Rank::Due;
    EffectId effect;
    Signal signal;
    std::int32_t child = 0;  // of a map run
  };
  struct Later {
    bool operator()(const Pending& a, const Pending& b) const {
      return std::tie(a.due, a.rank, a.effect, a.child) >
             std::tie(b.due, b.rank, b.effect, b.child);
    }
  };

  void take_turns(Signal signal);
  void begin(const std::vector<ArmedEffect>& effects);
  void begin_call(const ArmedEffect& armed);
  // Children of map runs are run at once, by themselves: their states may not wait.
  void run_children(const std::vector<ChildStart>& children);
  void tell_of_children(const ArmedEffect& armed);
  void step(const Pending& next);
  void begin_work(const ArmedEffect& armed, const Answer& answer, WorkflowTime begun);
  [[nodiscard]] const Answer& answer_for(const ArmedEffect& armed);
  [[nodiscard]] std::unique_ptr<Execution> blank() const;

  SimulationOptions options_;
  WorkflowTime now_;
  Random random_;
  ExecutionHeader header_;
  Json input_;
  std::unique_ptr<Execution> execution_;
  std::vector<JournalEntry> journal_;
  std::priority_queue<Pending, std::vector<Pending>, Later> pending_;
  std::map<std::string, std::vector<EffectId>>
      calls_of_;  // by state; a call that is made again stands there once
  std::map<EffectId, WorkflowTime> calls_begun_;
  std::set<std::pair<EffectId, WorkflowTime>> heartbeats_sent_;
  std::map<std::string, std::vector<Answer>> script_;
  std::vector<CallEffect> calls_;
  std::map<std::pair<EffectId, std::int32_t>, signal::ChildEnded> children_;
  std::size_t batches_ = 0;
  std::size_t turns_ = 0;
};

}  // namespace sfn::engine::testing
