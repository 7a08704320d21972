#include "base/async/task_group.h"

namespace sfn {

void TaskGroup::start(boost::asio::awaitable<void> task, Ended ended) {
  ++running_;
  boost::asio::co_spawn(context_, std::move(task),
                        [this, ended = std::move(ended)](const std::exception_ptr& failure) {
                          --running_;
                          ended(failure);
                        });
}

}  // namespace sfn
