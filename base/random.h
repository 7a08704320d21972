#pragma once
// Randomness as a dependency: retry jitter, task tokens, UUIDs, States.MathRandom. Not thread-safe;
// each turn has its own.
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace sfn {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::uint64_t next() { return engine_(); }
  // Uniform in [0, 1).
  [[nodiscard]] double unit();
  // A version 4 UUID in lower case, e.g. "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed".
  [[nodiscard]] std::string uuid();

 private:
  std::mt19937_64 engine_;
};

// A UUID that is the same for the same text. Stored, so the rule never changes.
[[nodiscard]] std::string uuid_of(std::string_view text);

// A seed from the operating system.
[[nodiscard]] std::uint64_t seed_from_system();

}  // namespace sfn
