#pragma once
// Signal: says to an execution that something happened outside. A signal for an effect that is not
// armed is dropped, so late, duplicate and post-stop signals need no special cases.
#include <optional>
#include <string>
#include <variant>

#include "base/json/json.h"
#include "engine/execution/effect.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

// What a task's target answered: its result, or the error name and cause that AWS would report.
using CallResult = StateResult<Json>;

namespace signal {

struct Start {  // the first of every execution
  // When it was said to have started, where that was before its first turn.
  std::optional<WorkflowTime> at = {};
};
struct Continue {};  // the turn's share of records was used up, or a restart found more to do
struct TimerFired {
  EffectId effect;
};
struct CallStarted {  // the request is on its way
  EffectId effect;
};
struct CallSubmitted {  // the target has accepted the work and goes on by itself
  EffectId effect;
  Json output;
};
struct CallEnded {
  EffectId effect;
  CallResult result;
};
struct ChildEnded {  // a child of a map run
  EffectId effect;
  std::int32_t index = 0;
  ChildStatus status = ChildStatus::Succeeded;
  std::optional<Json> output;  // of one that succeeded
};
struct MapRunUpdateRequested {  // UpdateMapRun: what is absent stays
  std::string map_run_arn;
  std::optional<std::int64_t> max_concurrency;
  std::optional<double> tolerated_failure_percentage;
  std::optional<std::int64_t> tolerated_failure_count;
};
struct TaskReported {  // SendTaskSuccess, SendTaskFailure
  EffectId effect;
  CallResult result;
};
struct HeartbeatReported {  // SendTaskHeartbeat
  EffectId effect;
};
struct ActivityTaken {  // GetActivityTask
  EffectId effect;
  std::optional<std::string> worker;
};
struct StopRequested {  // StopExecution
  std::optional<std::string> error;
  std::optional<std::string> cause;
};

}  // namespace signal

using Signal =
    std::variant<signal::Start, signal::Continue, signal::TimerFired, signal::CallStarted,
                 signal::CallSubmitted, signal::CallEnded, signal::ChildEnded,
                 signal::MapRunUpdateRequested, signal::StopRequested, signal::TaskReported,
                 signal::HeartbeatReported, signal::ActivityTaken>;

}  // namespace sfn::engine
