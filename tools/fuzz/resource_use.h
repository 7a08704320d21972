#pragma once
// ResourceUse: the processor time and the memory that were used since it was made. One at a time.
#include <cstddef>

namespace sfn::fuzz {

class ResourceUse {
 public:
  ResourceUse();
  [[nodiscard]] double processor_seconds() const;
  // The most that was allocated at once, beyond what was allocated before.
  [[nodiscard]] std::size_t most_bytes() const;

 private:
  double start_;
};

}  // namespace sfn::fuzz
