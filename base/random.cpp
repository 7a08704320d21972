#include "base/random.h"

#include <fmt/format.h>

namespace sfn {

double Random::unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

std::string Random::uuid() {
  const std::uint64_t high = (next() & 0xFFFF'FFFF'FFFF'0FFFu) | 0x4000u;  // version 4
  const std::uint64_t low =
      (next() & 0x3FFF'FFFF'FFFF'FFFFu) | 0x8000'0000'0000'0000u;  // RFC 4122's variant
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFFu,
                     high & 0xFFFFu, low >> 48, low & 0xFFFF'FFFF'FFFFu);
}

std::string uuid_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
  for (const char byte : text) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3U;
  }
  return Random{hash}.uuid();
}

std::uint64_t seed_from_system() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

}  // namespace sfn
