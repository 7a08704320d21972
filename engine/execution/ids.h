#pragma once
// The ids that a journal gives out.
#include <cstdint>

#include "base/strong.h"

namespace sfn::engine {

// A passage through one state; the sequence number of the record that entered it. 0 is the
// execution itself.
using VisitId = Strong<struct VisitIdTag, std::int64_t>;

// What an effect is for; at most one of each kind is armed by one record.
enum class EffectPurpose : std::uint8_t {
  Call = 0,              // of the task's target
  TaskTimeout = 1,       // TimeoutSeconds of a Task
  Heartbeat = 2,         // HeartbeatSeconds of a Task
  Wait = 3,              // the end of a Wait
  Retry = 4,             // the next attempt
  ExecutionTimeout = 5,  // TimeoutSeconds of the machine
  MapRun = 6,            // the children of a distributed Map
};

// An armed effect: the record that armed it, and what for. Never reused, so a late signal finds
// nothing.
class EffectId {
 public:
  constexpr EffectId() = default;
  constexpr EffectId(std::int64_t armed_by_seq, EffectPurpose purpose)
      : value_(armed_by_seq * 8 + static_cast<std::int64_t>(purpose)) {}
  constexpr static EffectId from_value(std::int64_t value) {
    EffectId id;
    id.value_ = value;
    return id;
  }
  [[nodiscard]] constexpr std::int64_t value() const { return value_; }
  // The sequence number of the record that armed it.
  [[nodiscard]] constexpr std::int64_t armed_by() const { return value_ / 8; }
  [[nodiscard]] constexpr EffectPurpose purpose() const {
    return static_cast<EffectPurpose>(value_ % 8);
  }
  friend constexpr auto operator<=>(const EffectId&, const EffectId&) = default;

 private:
  std::int64_t value_ = 0;
};

}  // namespace sfn::engine
