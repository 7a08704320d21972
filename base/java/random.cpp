#include "base/java/random.h"

namespace sfn {
namespace {

// The linear congruential generator that the documentation of java.util.Random prescribes.
constexpr std::uint64_t kMultiplier = 0x5DEECE66D;
constexpr std::uint64_t kIncrement = 0xB;
constexpr unsigned kStateBits = 48;
constexpr std::uint64_t kMask = (std::uint64_t{1} << kStateBits) - 1;

}  // namespace

JavaRandom::JavaRandom(std::int64_t seed)
    : state_((static_cast<std::uint64_t>(seed) ^ kMultiplier) & kMask) {}

std::int32_t JavaRandom::next(unsigned bits) {
  state_ = (state_ * kMultiplier + kIncrement) & kMask;
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(state_ >> (kStateBits - bits)));
}

std::int32_t JavaRandom::next_int(std::int32_t bound) {
  const std::int64_t wide = bound;
  std::int64_t drawn = next(31);
  // For a power of two the high bits, which are the better ones.
  if ((wide & (wide - 1)) == 0) return static_cast<std::int32_t>((wide * drawn) >> 31);
  // Numbers of the last, incomplete run of `bound` are drawn again; where Java's sum overflows,
  // this one exceeds 31 bits.
  while (drawn - drawn % wide + (wide - 1) > INT32_MAX) drawn = next(31);
  return static_cast<std::int32_t>(drawn % wide);
}

std::int32_t JavaRandom::next_int(std::int32_t origin, std::int32_t bound) {
  const std::int64_t width = std::int64_t{bound} - origin;
  if (width <= INT32_MAX) return origin + next_int(static_cast<std::int32_t>(width));
  // More than half of all integers lie in the range.
  std::int32_t drawn = next(32);
  while (drawn < origin || drawn >= bound) drawn = next(32);
  return drawn;
}

double JavaRandom::next_double() {
  const std::int64_t high = next(26);
  const std::int64_t low = next(27);
  return static_cast<double>((high << 27) + low) * 0x1.0p-53;
}

}  // namespace sfn
