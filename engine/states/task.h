#pragma once
// Task: has work done elsewhere and waits for the result. ASL "Task State"
#include <memory>

#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/states/state.h"
#include "engine/states/timeouts.h"

namespace sfn::engine {

class TaskState final : public State {
 public:
  TaskState(StateCommon common, TaskTarget target, Timeouts timeouts);

  [[nodiscard]] const TaskTarget& target() const { return target_; }
  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;
  [[nodiscard]] StepOutcome resume(const Visit& visit, const Signal& signal,
                                   StepContext& ctx) const override;

 private:
  [[nodiscard]] StateResult<record::TaskScheduled> schedule(const Visit& visit,
                                                            StepContext& ctx) const;

  TaskTarget target_;
  Timeouts timeouts_;
};

extern const asl::ObjectSchema kTaskSchema;
[[nodiscard]] std::unique_ptr<const State> parse_task(StateCommon common,
                                                      const asl::StateSource& source);

}  // namespace sfn::engine
