#pragma once
// A turn: decide, apply, repeat until the execution waits, ends, or has used its share of records.
// A pure function of the execution, the signals, the time and the random numbers it is given; it
// does no I/O.
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "base/random.h"
#include "engine/execution/execution.h"
#include "engine/execution/signal.h"
#include "engine/execution/step_context.h"
#include "engine/query/budget.h"

namespace sfn::engine {

struct TurnConditions {
  WorkflowTime now;
  Random& random;
  // After so many records the turn ends at the next decision, so that a looping definition does not
  // hold a thread.
  std::size_t record_share = 500;
  // Called as an evaluation begins; what it gives is asked within, whether to stop. Empty: only
  // limits stop an evaluation.
  std::function<std::function<bool()>()> watch_evaluation = {};
  query::Budget::Limits evaluation_limits = {};  // of each evaluation
  // After so many bytes of state data the turn ends, too: they wait in memory until they are on the
  // disk.
  std::size_t byte_share = 1024 * 1024;
  // Of an activity's ARN. Empty: all do.
  std::function<bool(const std::string& arn)> activity_exists = {};
};

struct Turn {
  std::vector<Record> records;  // in order; to be committed as one batch
  // To be started after that commit: armed in this turn and still armed at its end. Also what its
  // target has accepted in this turn: from then on it is waited for.
  std::vector<ArmedEffect> started;
  std::vector<ArmedEffect>
      cancelled;  // armed before this turn and no longer: to be cancelled after the commit
  // The map runs among those that did not come to their end, and the calls that their targets have
  // not answered: the task timed out, or something
  // else ended it or the execution. What they have set going nobody waits for.
  std::vector<ArmedEffect> abandoned;
  std::vector<ChildStart> children;    // of map runs: to be started in the same batch
  std::vector<std::int64_t> map_runs;  // MapRun::seq of those that have changed
  std::vector<bool> taken;             // of each signal: false if it was dropped
  bool more = false;  // the share was used up: take another turn with signal::Continue
};

// The first signal of a new execution is signal::Start with `input` and `role_arn` set in the
// execution.
[[nodiscard]] Turn take_turn(Execution& execution, std::span<const Signal> signals,
                             const TurnConditions& conditions);

}  // namespace sfn::engine
