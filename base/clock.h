#pragma once
// Where the time comes from. One object for each clock, made in server/app/composition.cpp and
// passed down; tests pass base/testing/fake_clock.h. Thread-safe.
#include <atomic>

#include "base/time.h"

namespace sfn {

class WorkflowTimeSource {
 public:
  virtual ~WorkflowTimeSource() = default;
  // Never goes back, not even when the wall clock is set back.
  [[nodiscard]] virtual WorkflowTime now() const = 0;
};

// Milliseconds since the epoch, as the system says.
[[nodiscard]] std::int64_t system_milliseconds();

// Wall time plus an offset. Where the wall clock is set back, time goes on from where it was and
// the offset grows.
class WallWorkflowTimeSource final : public WorkflowTimeSource {
 public:
  using WallClock = std::int64_t (*)();
  explicit WallWorkflowTimeSource(std::chrono::milliseconds offset = std::chrono::milliseconds{0},
                                  WallClock wall_milliseconds = &system_milliseconds);
  [[nodiscard]] WorkflowTime now() const override;

  // Moves workflow time forward. Precondition: by >= 0.
  void skip(std::chrono::milliseconds by);
  [[nodiscard]] std::chrono::milliseconds offset() const;
  // Time will not be earlier than this from now on: what a restarted server learns from its store.
  void not_before(WorkflowTime time);

 private:
  const WallClock wall_milliseconds_;
  mutable std::atomic<std::int64_t> offset_milliseconds_;
  mutable std::atomic<std::int64_t> latest_;
};

}  // namespace sfn
