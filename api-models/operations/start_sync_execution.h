#pragma once
// AWS StartSyncExecution: runs an execution of an EXPRESS machine and answers with its end.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "base/time.h"

namespace sfn::api {

enum class SyncExecutionStatus : std::uint8_t { Succeeded, Failed, TimedOut };
template <>
struct EnumNames<SyncExecutionStatus> {
  static constexpr std::string_view names[] = {"SUCCEEDED", "FAILED", "TIMED_OUT"};
  static constexpr std::string_view set = "SUCCEEDED, FAILED, TIMED_OUT";
};

struct BillingDetails {
  std::int64_t billed_memory_used_in_mb = 0;
  std::int64_t billed_duration_in_milliseconds = 0;
};

struct StartSyncExecutionInput {
  std::string state_machine_arn;
  std::optional<std::string> name;
  std::optional<std::string> input;
  std::optional<std::string> trace_header;
  std::optional<IncludedData> included_data;
};

struct StartSyncExecutionOutput {
  std::string execution_arn;
  std::string state_machine_arn;
  std::string name;
  WorkflowTime start_date;
  WorkflowTime stop_date;
  SyncExecutionStatus status = SyncExecutionStatus::Failed;
  std::optional<std::string> error;
  std::optional<std::string> cause;
  std::optional<std::string> input;
  CloudWatchEventsExecutionDataDetails input_details;
  std::optional<std::string> output;
  CloudWatchEventsExecutionDataDetails output_details;
  std::optional<std::string> trace_header;
  BillingDetails billing_details;
};

template <>
struct Shape<BillingDetails> {
  static std::span<const Field<BillingDetails>> fields();
};
template <>
struct Shape<StartSyncExecutionInput> {
  static std::span<const Field<StartSyncExecutionInput>> fields();
};
template <>
struct Shape<StartSyncExecutionOutput> {
  static std::span<const Field<StartSyncExecutionOutput>> fields();
};

}  // namespace sfn::api
