#pragma once
// ReadyQueue: what the threads of the turn pool do next. Who is new or was just woken comes first;
// who has used a whole share of records stands behind, but for one turn in eight, so that both go
// on however many there are of the others. Thread-safe.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "engine/runtime/lane.h"

namespace sfn::engine {

class ReadyQueue {
 public:
  using Work = std::function<void()>;

  void push(Work work, Lane lane);
  // Waits for work; nullopt: the queue is stopped.
  [[nodiscard]] std::optional<Work> take();
  // What waits is not done any more.
  void stop();

 private:
  [[nodiscard]] std::deque<Work>& next_line();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work> first_;
  std::deque<Work> behind_;
  std::size_t passed_by_ = 0;  // turns since one who stands behind had his
  bool stopped_ = false;
};

}  // namespace sfn::engine
