#pragma once
// TaskToken: names one attempt of one task to whoever works on it: `$$.Task.Token`, the taskToken
// of GetActivityTask. Opaque text; nothing is kept for it, and it is good over a restart. Pure.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "engine/execution/execution.h"
#include "engine/execution/ids.h"

namespace sfn::engine {

// Tells executions apart that have the same number in two stores, so that a worker that outlives a
// server in memory cannot answer a task of the next one.
using RunMark = Strong<struct RunMarkTag, std::uint64_t>;
[[nodiscard]] RunMark run_mark(std::string_view execution_arn, WorkflowTime started_at);

struct TaskToken {
  std::int64_t execution = 0;  // its number
  EffectId effect;             // the attempt's call
  RunMark run;
  friend bool operator==(const TaskToken&, const TaskToken&) = default;
};

// Of the attempt whose TaskScheduled has that sequence number.
[[nodiscard]] TaskToken task_token_of(const Execution& execution, std::int64_t scheduled_by);

[[nodiscard]] std::string encode_task_token(const TaskToken& token);
// nullopt for what encode_task_token did not make.
[[nodiscard]] std::optional<TaskToken> decode_task_token(std::string_view text);

}  // namespace sfn::engine
