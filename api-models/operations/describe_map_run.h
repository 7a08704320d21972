#pragma once
// AWS DescribeMapRun: a map run as it is now.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "api-models/shapes/map_run_state.h"
#include "base/time.h"

namespace sfn::api {

enum class MapRunStatus : std::uint8_t { Running, Succeeded, Failed, Aborted };
template <>
struct EnumNames<MapRunStatus> {
  static constexpr std::string_view names[] = {"RUNNING", "SUCCEEDED", "FAILED", "ABORTED"};
  static constexpr std::string_view set = "RUNNING, SUCCEEDED, FAILED, ABORTED";
};

struct DescribeMapRunInput {
  std::string map_run_arn;
};

struct DescribeMapRunOutput {
  std::string map_run_arn;
  std::string execution_arn;
  MapRunStatus status = MapRunStatus::Running;
  WorkflowTime start_date;
  std::optional<WorkflowTime> stop_date;
  std::int64_t max_concurrency = 0;
  double tolerated_failure_percentage = 0;
  std::int64_t tolerated_failure_count = 0;
  MapRunCounts item_counts;
  MapRunCounts execution_counts;
  std::int64_t redrive_count = 0;
};

template <>
struct Shape<DescribeMapRunInput> {
  static std::span<const Field<DescribeMapRunInput>> fields();
};
template <>
struct Shape<DescribeMapRunOutput> {
  static std::span<const Field<DescribeMapRunOutput>> fields();
};

}  // namespace sfn::api
