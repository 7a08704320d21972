#pragma once
// AWS ListExecutions: the executions of a machine or the children of a map run, newest first.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "base/time.h"

namespace sfn::api {

enum class RedriveFilter : std::uint8_t { Redriven, NotRedriven };
template <>
struct EnumNames<RedriveFilter> {
  static constexpr std::string_view names[] = {"REDRIVEN", "NOT_REDRIVEN"};
  static constexpr std::string_view set = "REDRIVEN, NOT_REDRIVEN";
};

struct ListExecutionsInput {
  std::optional<std::string> state_machine_arn;
  std::optional<ExecutionStatus> status_filter;
  std::optional<std::int64_t> max_results;
  std::optional<std::string> next_token;
  std::optional<std::string> map_run_arn;
  std::optional<RedriveFilter> redrive_filter;
};

struct ExecutionListItem {
  std::string execution_arn;
  std::string state_machine_arn;
  std::string name;
  ExecutionStatus status = ExecutionStatus::Running;
  WorkflowTime start_date;
  std::optional<WorkflowTime> stop_date;
  std::optional<std::string> map_run_arn;
  std::optional<std::int64_t> item_count;
  std::int64_t redrive_count = 0;
};

struct ListExecutionsOutput {
  std::vector<ExecutionListItem> executions;
  std::optional<std::string> next_token;
};

template <>
struct Shape<ListExecutionsInput> {
  static std::span<const Field<ListExecutionsInput>> fields();
};
template <>
struct Shape<ExecutionListItem> {
  static std::span<const Field<ExecutionListItem>> fields();
};
template <>
struct Shape<ListExecutionsOutput> {
  static std::span<const Field<ListExecutionsOutput>> fields();
};

}  // namespace sfn::api
