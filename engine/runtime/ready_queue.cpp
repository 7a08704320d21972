#include "engine/runtime/ready_queue.h"

#include <utility>

namespace sfn::engine {
namespace {

constexpr std::size_t kTurnsBetween = 7;

}  // namespace

void ReadyQueue::push(Work work, Lane lane) {
  {
    const std::lock_guard lock{mutex_};
    (lane == Lane::First ? first_ : behind_).push_back(std::move(work));
  }
  changed_.notify_one();
}

std::deque<ReadyQueue::Work>& ReadyQueue::next_line() {
  if (first_.empty() || (!behind_.empty() && passed_by_ >= kTurnsBetween)) {
    passed_by_ = 0;
    return behind_;
  }
  if (!behind_.empty()) ++passed_by_;
  return first_;
}

std::optional<ReadyQueue::Work> ReadyQueue::take() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return stopped_ || !first_.empty() || !behind_.empty(); });
  if (stopped_) return std::nullopt;
  std::deque<Work>& line = next_line();
  Work work = std::move(line.front());
  line.pop_front();
  return work;
}

void ReadyQueue::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
  }
  changed_.notify_all();
}

}  // namespace sfn::engine
