#pragma once
// Timeouts: TimeoutSeconds and HeartbeatSeconds of a Task, and their Path forms. ASL "Timeouts"
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "api-models/quotas.h"
#include "engine/asl/fields.h"
#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/dataflow/value_source.h"

namespace sfn::engine {

inline constexpr std::string_view kTimeoutSecondsPath = "TimeoutSecondsPath";
inline constexpr std::string_view kHeartbeatSeconds = "HeartbeatSeconds";
inline constexpr std::string_view kHeartbeatSecondsPath = "HeartbeatSecondsPath";

inline constexpr auto kTimeoutFields = std::to_array<asl::Field>({
    asl::or_expression(asl::integer(asl::fields::kTimeoutSeconds, 1, api::quotas::kSecondsMax)),
    asl::path(kTimeoutSecondsPath),
    asl::or_expression(asl::integer(kHeartbeatSeconds, 1, api::quotas::kSecondsMax)),
    asl::path(kHeartbeatSecondsPath),
});
inline constexpr auto kTimeoutForms =
    std::to_array<std::string_view>({asl::fields::kTimeoutSeconds, kTimeoutSecondsPath});
inline constexpr auto kHeartbeatForms =
    std::to_array<std::string_view>({kHeartbeatSeconds, kHeartbeatSecondsPath});

struct TaskDeadlines {
  std::optional<std::int64_t> timeout_seconds;
  std::optional<std::int64_t> heartbeat_seconds;
};

class Timeouts {
 public:
  [[nodiscard]] static Timeouts parse(const asl::StateSource& source);

  [[nodiscard]] bool is_empty() const { return !timeout_ && !heartbeat_; }
  // For one attempt; scope.input is the effective input. Absent where the definition names none.
  [[nodiscard]] StateResult<TaskDeadlines> resolve(const query::Scope& scope,
                                                   query::Budget& budget) const;

 private:
  std::optional<TimeoutSource> timeout_;
  std::optional<TimeoutSource> heartbeat_;
};

}  // namespace sfn::engine
