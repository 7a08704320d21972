#include "server/app/upkeep.h"

#include <chrono>

namespace sfn::server {
namespace {

// Often enough for the log of a busy store to stay short, and cheap where nothing was written.
constexpr std::chrono::milliseconds kPeriod{250};

}  // namespace

Upkeep::Upkeep(persistence::Store& store, Log& log)
    : store_(store), log_(log), thread_([this] { run(); }) {}

Upkeep::~Upkeep() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Upkeep::run() {
  std::unique_lock lock{mutex_};
  while (!wake_.wait_for(lock, kPeriod, [this] { return stopping_; })) {
    lock.unlock();
    try {
      store_.maintain();
    } catch (const persistence::StoreError& e) {
      log_.error("upkeep_failed", {{"reason", e.what()}});
    }
    lock.lock();
  }
}

}  // namespace sfn::server
