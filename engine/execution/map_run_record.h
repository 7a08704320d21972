#pragma once
// What records say of map runs and their children. Values.
#include <cstdint>
#include <optional>

namespace sfn::engine {

// What became of a child. The numbers are stored, so they never change.
enum class ChildStatus : std::uint8_t { Running, Succeeded, Failed, TimedOut, Aborted };

// What UpdateMapRun can change. AWS "Map state": absent tolerance is none, absent or 0 concurrency
// is the most that AWS allows.
struct MapRunLimits {
  std::int64_t max_concurrency = 0;  // as DescribeMapRun shows it: 0 where none is set
  std::optional<double> tolerated_failure_percentage;
  std::optional<std::int64_t> tolerated_failure_count;

  friend bool operator==(const MapRunLimits&, const MapRunLimits&) = default;
};

}  // namespace sfn::engine
