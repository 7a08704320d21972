#pragma once
// Feed: the one place that tells others what was committed. Subscribers read at their own pace and
// never block a commit; one that falls behind is told to read the store again. What must not be
// missed is an armed effect, not a subscription.
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "persistence/rows.h"

namespace sfn::engine {

struct Committed {
  std::int64_t execution = 0;
  std::int64_t first_seq = 0;
  std::int64_t last_seq = 0;
  persistence::ExecutionStatus status = persistence::ExecutionStatus::Running;
};

class Subscription {
 public:
  // At most so many entries wait; beyond that they are dropped and `missed` is set.
  explicit Subscription(std::size_t capacity) : capacity_(capacity) {}

  struct Taken {
    std::vector<Committed> entries;
    bool missed = false;  // read the store again
  };
  [[nodiscard]] Taken take();

 private:
  friend class Feed;
  void push(const Committed& entry);

  const std::size_t capacity_;
  std::mutex mutex_;
  std::deque<Committed> entries_;
  bool missed_ = false;
};

class Feed {
 public:
  // The subscription ends when the caller lets go of it.
  [[nodiscard]] std::shared_ptr<Subscription> subscribe(std::size_t capacity);
  void publish(const Committed& entry);

 private:
  std::mutex mutex_;
  std::vector<std::weak_ptr<Subscription>> subscriptions_;
};

}  // namespace sfn::engine
