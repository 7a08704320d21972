#pragma once
// Task: has work done elsewhere and waits for the result. ASL "Task State"
#include <memory>

#include "engine/asl/schema.h"
#include "engine/asl/service_requests.h"
#include "engine/asl/state_source.h"
#include "engine/states/credentials.h"
#include "engine/states/state.h"
#include "engine/states/timeouts.h"

namespace sfn::engine {

class TaskState final : public State {
 public:
  // `checked_request`: what a request that is built when the task starts must have, and may.
  TaskState(StateCommon common, TaskTarget target, Timeouts timeouts, TaskCredentials credentials,
            const asl::ServiceRequest* checked_request);

  [[nodiscard]] const TaskTarget& target() const { return target_; }
  // Observed: also where a job is waited for (test_sync_with_task_token).
  [[nodiscard]] bool has_task_token() const override;
  [[nodiscard]] StepOutcome enter(const Visit& visit, StepContext& ctx) const override;
  [[nodiscard]] StepOutcome resume(const Visit& visit, const Signal& signal,
                                   StepContext& ctx) const override;

 private:
  [[nodiscard]] StateResult<record::TaskScheduled> schedule(const Visit& visit,
                                                            StepContext& ctx) const;

  TaskTarget target_;
  Timeouts timeouts_;
  TaskCredentials credentials_;
  const asl::ServiceRequest* checked_request_;
};

extern const asl::ObjectSchema kTaskSchema;
[[nodiscard]] std::unique_ptr<const State> parse_task(StateCommon common,
                                                      const asl::StateSource& source);

}  // namespace sfn::engine
