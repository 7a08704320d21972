#pragma once
// AWS ListMapRuns: the map runs of an execution, newest first.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct ListMapRunsInput {
  std::string execution_arn;
  std::optional<std::int64_t> max_results;
  std::optional<std::string> next_token;
};

struct MapRunListItem {
  std::string execution_arn;
  std::string map_run_arn;
  std::string state_machine_arn;
  WorkflowTime start_date;
  std::optional<WorkflowTime> stop_date;
};

struct ListMapRunsOutput {
  std::vector<MapRunListItem> map_runs;
  std::optional<std::string> next_token;
};

template <>
struct Shape<ListMapRunsInput> {
  static std::span<const Field<ListMapRunsInput>> fields();
};
template <>
struct Shape<MapRunListItem> {
  static std::span<const Field<MapRunListItem>> fields();
};
template <>
struct Shape<ListMapRunsOutput> {
  static std::span<const Field<ListMapRunsOutput>> fields();
};

}  // namespace sfn::api
