#include "engine/runtime/feed.h"

#include <utility>

namespace sfn::engine {

Subscription::Taken Subscription::take() {
  const std::lock_guard lock{mutex_};
  Taken taken{{entries_.begin(), entries_.end()}, std::exchange(missed_, false)};
  entries_.clear();
  return taken;
}

void Subscription::push(const Committed& entry) {
  const std::lock_guard lock{mutex_};
  if (missed_) return;
  if (entries_.size() >= capacity_) {
    entries_.clear();
    missed_ = true;
    return;
  }
  entries_.push_back(entry);
}

std::shared_ptr<Subscription> Feed::subscribe(std::size_t capacity) {
  auto subscription = std::make_shared<Subscription>(capacity);
  const std::lock_guard lock{mutex_};
  subscriptions_.push_back(subscription);
  return subscription;
}

void Feed::publish(const Committed& entry) {
  const std::lock_guard lock{mutex_};
  std::erase_if(subscriptions_, [&](const std::weak_ptr<Subscription>& weak) {
    const auto subscription = weak.lock();
    if (!subscription) return true;
    subscription->push(entry);
    return false;
  });
}

}  // namespace sfn::engine
