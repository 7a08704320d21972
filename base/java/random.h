#pragma once
// JavaRandom: java.util.Random, whose numbers show through wherever AWS takes a seed. A value; not
// thread-safe.
#include <cstdint>

namespace sfn {

class JavaRandom {
 public:
  explicit JavaRandom(std::int64_t seed);

  // Random.nextInt(bound): uniform in [0, bound). Precondition: bound > 0.
  [[nodiscard]] std::int32_t next_int(std::int32_t bound);
  // Uniform in [origin, bound), as Random.ints(origin, bound) draws it. Precondition: origin <
  // bound.
  [[nodiscard]] std::int32_t next_int(std::int32_t origin, std::int32_t bound);
  // Random.nextDouble: uniform in [0, 1).
  [[nodiscard]] double next_double();

 private:
  // The upper bits of the next state; at most 32.
  [[nodiscard]] std::int32_t next(unsigned bits);

  std::uint64_t state_;
};

}  // namespace sfn
