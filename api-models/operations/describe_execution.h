#pragma once
// AWS DescribeExecution: an execution as it is now.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "base/time.h"

namespace sfn::api {

enum class RedriveStatus : std::uint8_t { Redrivable, NotRedrivable, RedrivableByMapRun };
template <>
struct EnumNames<RedriveStatus> {
  static constexpr std::string_view names[] = {"REDRIVABLE", "NOT_REDRIVABLE",
                                               "REDRIVABLE_BY_MAP_RUN"};
  static constexpr std::string_view set = "REDRIVABLE, NOT_REDRIVABLE, REDRIVABLE_BY_MAP_RUN";
};

struct DescribeExecutionInput {
  std::string execution_arn;
  std::optional<IncludedData> included_data;
};

struct DescribeExecutionOutput {
  std::string execution_arn;
  std::string state_machine_arn;
  std::string name;
  ExecutionStatus status = ExecutionStatus::Running;
  WorkflowTime start_date;
  std::optional<WorkflowTime> stop_date;
  std::optional<std::string> input;
  std::optional<CloudWatchEventsExecutionDataDetails> input_details;
  std::optional<std::string> output;
  std::optional<CloudWatchEventsExecutionDataDetails> output_details;
  std::optional<std::string> trace_header;
  std::optional<std::string> map_run_arn;
  std::optional<std::string> error;
  std::optional<std::string> cause;
  std::int64_t redrive_count = 0;
  RedriveStatus redrive_status = RedriveStatus::NotRedrivable;
  std::optional<std::string> redrive_status_reason;
};

template <>
struct Shape<DescribeExecutionInput> {
  static std::span<const Field<DescribeExecutionInput>> fields();
};
template <>
struct Shape<DescribeExecutionOutput> {
  static std::span<const Field<DescribeExecutionOutput>> fields();
};

}  // namespace sfn::api
