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

struct Start {};     // the first of every execution
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
struct StopRequested {  // StopExecution
  std::optional<std::string> error;
  std::optional<std::string> cause;
};

}  // namespace signal

using Signal =
    std::variant<signal::Start, signal::Continue, signal::TimerFired, signal::CallStarted,
                 signal::CallSubmitted, signal::CallEnded, signal::StopRequested>;

}  // namespace sfn::engine
