#pragma once
// The two clocks, which share no type. WorkflowTime is what executions live by (Wait, Retry,
// time-outs, event times): wall time plus a stored offset that never goes back, in whole
// milliseconds as AWS shows them. SteadyTime is for sockets and budgets. Neither type has a now():
// base/clock.h brings it to the outermost layers, everything else is told the time.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sfn {

struct WorkflowClock {
  using duration = std::chrono::milliseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<WorkflowClock>;
  static constexpr bool is_steady = false;
};
using WorkflowTime = WorkflowClock::time_point;
using SteadyTime = std::chrono::steady_clock::time_point;

[[nodiscard]] constexpr std::int64_t to_epoch_milliseconds(WorkflowTime time) {
  return time.time_since_epoch().count();
}
[[nodiscard]] constexpr WorkflowTime from_epoch_milliseconds(std::int64_t milliseconds) {
  return WorkflowTime{std::chrono::milliseconds{milliseconds}};
}

// "2023-11-21T06:27:31.545Z": UTC, always three fractional digits.
// Observed: test_execution_dateformat.
[[nodiscard]] std::string to_iso8601(WorkflowTime time);

// Seconds since the epoch with up to three fractional digits, e.g. "1735689600.123": a JSON number
// as AWS JSON 1.0 wants it.
[[nodiscard]] std::string to_epoch_seconds_text(WorkflowTime time);

// An ISO-8601 extended offset date-time: `T` and a zone (`Z` or ±hh:mm) are required, a fraction of
// up to nine digits is optional. Digits beyond the millisecond round up, so that a Wait never ends
// early. nullopt for anything else, impossible dates included. ASL "Timestamps"; Observed:
// test_wait_timestamp, test_wait_timestamp_invalid.
[[nodiscard]] std::optional<WorkflowTime> parse_iso8601(std::string_view text);

// The same instant to the nanosecond since the epoch, for comparing timestamps in Choice rules.
// nullopt where parse_iso8601 says so, or where it lies outside the years 1678 to 2261.
[[nodiscard]] std::optional<std::chrono::sys_time<std::chrono::nanoseconds>>
parse_iso8601_nanoseconds(std::string_view text);

}  // namespace sfn
