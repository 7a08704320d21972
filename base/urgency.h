#pragma once
// Urgency: which threads of this process get a busy processor first. A hint: where the system does
// not grant it, nothing changes.
#include <cstdint>

namespace sfn {

enum class Urgency : std::uint8_t {
  Prompt,  // works for moments and then waits; somebody waits for it
  Bulk,    // may use all of a processor for as long as there is work
};

// Of the calling thread, for the rest of its life.
void set_urgency(Urgency urgency) noexcept;

}  // namespace sfn
