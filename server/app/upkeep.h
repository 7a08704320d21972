#pragma once
// Upkeep: calls the store's maintain() now and then, from a thread of its own.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "persistence/store.h"

namespace sfn::server {

class Upkeep {
 public:
  // Both must outlive the upkeep.
  Upkeep(persistence::Store& store, Log& log);
  ~Upkeep();
  Upkeep(const Upkeep&) = delete;
  Upkeep& operator=(const Upkeep&) = delete;

 private:
  void run();

  persistence::Store& store_;
  Log& log_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sfn::server
