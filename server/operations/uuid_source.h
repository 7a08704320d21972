#pragma once
// UuidSource: names for executions that were started without one, and ids of revisions.
// Thread-safe.
#include <cstdint>
#include <mutex>
#include <string>

#include "base/random.h"

namespace sfn::server {

class UuidSource {
 public:
  explicit UuidSource(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::string next() {
    const std::lock_guard lock{mutex_};
    return random_.uuid();
  }

 private:
  std::mutex mutex_;
  Random random_;
};

}  // namespace sfn::server
