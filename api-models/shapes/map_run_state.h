#pragma once
// MapRunState: the limits of a map run and how far it is, as DescribeMapRun shows them. The engine
// encodes it into the map run's row.
#include <cstdint>
#include <span>

#include "api-models/codec/shape.h"

namespace sfn::api {

// AWS MapRunItemCounts and MapRunExecutionCounts, which have the same members.
struct MapRunCounts {
  std::int64_t pending = 0;
  std::int64_t running = 0;
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
  std::int64_t timed_out = 0;
  std::int64_t aborted = 0;
  std::int64_t total = 0;
  std::int64_t results_written = 0;

  friend bool operator==(const MapRunCounts&, const MapRunCounts&) = default;
};

struct MapRunState {
  std::int64_t max_concurrency = 0;
  double tolerated_failure_percentage = 0;
  std::int64_t tolerated_failure_count = 0;
  MapRunCounts item_counts;
  MapRunCounts execution_counts;

  friend bool operator==(const MapRunState&, const MapRunState&) = default;
};

template <>
struct Shape<MapRunCounts> {
  static std::span<const Field<MapRunCounts>> fields();
};
template <>
struct Shape<MapRunState> {
  static std::span<const Field<MapRunState>> fields();
};

}  // namespace sfn::api
