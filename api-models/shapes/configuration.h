#pragma once
// The configurations that several actions share, and the enumerations of machines and executions.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api-models/codec/shape.h"

namespace sfn::api {

enum class StateMachineType : std::uint8_t { Standard, Express };
template <>
struct EnumNames<StateMachineType> {
  static constexpr std::string_view names[] = {"STANDARD", "EXPRESS"};
  static constexpr std::string_view set = "STANDARD, EXPRESS";
};

enum class StateMachineStatus : std::uint8_t { Active, Deleting };
template <>
struct EnumNames<StateMachineStatus> {
  static constexpr std::string_view names[] = {"ACTIVE", "DELETING"};
  static constexpr std::string_view set = "ACTIVE, DELETING";
};

enum class ExecutionStatus : std::uint8_t {
  Running,
  Succeeded,
  Failed,
  TimedOut,
  Aborted,
  PendingRedrive
};
template <>
struct EnumNames<ExecutionStatus> {
  static constexpr std::string_view names[] = {"RUNNING",   "SUCCEEDED", "FAILED",
                                               "TIMED_OUT", "ABORTED",   "PENDING_REDRIVE"};
  // Observed: test_state_machine_status_filter.
  static constexpr std::string_view set =
      "SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING";
};

enum class IncludedData : std::uint8_t { AllData, MetadataOnly };
template <>
struct EnumNames<IncludedData> {
  static constexpr std::string_view names[] = {"ALL_DATA", "METADATA_ONLY"};
  static constexpr std::string_view set = "ALL_DATA, METADATA_ONLY";
};

enum class LogLevelSetting : std::uint8_t { All, Error, Fatal, Off };
template <>
struct EnumNames<LogLevelSetting> {
  static constexpr std::string_view names[] = {"ALL", "ERROR", "FATAL", "OFF"};
  static constexpr std::string_view set = "ALL, ERROR, FATAL, OFF";
};

struct CloudWatchLogsLogGroup {
  std::optional<std::string> log_group_arn;
  friend bool operator==(const CloudWatchLogsLogGroup&, const CloudWatchLogsLogGroup&) = default;
};
struct LogDestination {
  std::optional<CloudWatchLogsLogGroup> cloud_watch_logs_log_group;
  friend bool operator==(const LogDestination&, const LogDestination&) = default;
};
struct LoggingConfiguration {
  std::optional<LogLevelSetting> level;
  std::optional<bool> include_execution_data;
  std::optional<std::vector<LogDestination>> destinations;
  friend bool operator==(const LoggingConfiguration&, const LoggingConfiguration&) = default;
};

struct TracingConfiguration {
  std::optional<bool> enabled;
  friend bool operator==(const TracingConfiguration&, const TracingConfiguration&) = default;
};

enum class EncryptionType : std::uint8_t { AwsOwnedKey, CustomerManagedKmsKey };
template <>
struct EnumNames<EncryptionType> {
  static constexpr std::string_view names[] = {"AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"};
  static constexpr std::string_view set = "AWS_OWNED_KEY, CUSTOMER_MANAGED_KMS_KEY";
};
struct EncryptionConfiguration {
  std::optional<std::string> kms_key_id;
  std::optional<std::int64_t> kms_data_key_reuse_period_seconds;
  EncryptionType type = EncryptionType::AwsOwnedKey;
  friend bool operator==(const EncryptionConfiguration&, const EncryptionConfiguration&) = default;
};

struct Tag {
  std::optional<std::string> key;
  std::optional<std::string> value;
  friend bool operator==(const Tag&, const Tag&) = default;
};

// `inputDetails`, `outputDetails` of an execution.
struct CloudWatchEventsExecutionDataDetails {
  bool included = true;
};

template <>
struct Shape<CloudWatchLogsLogGroup> {
  static std::span<const Field<CloudWatchLogsLogGroup>> fields();
};
template <>
struct Shape<LogDestination> {
  static std::span<const Field<LogDestination>> fields();
};
template <>
struct Shape<LoggingConfiguration> {
  static std::span<const Field<LoggingConfiguration>> fields();
};
template <>
struct Shape<TracingConfiguration> {
  static std::span<const Field<TracingConfiguration>> fields();
};
template <>
struct Shape<EncryptionConfiguration> {
  static std::span<const Field<EncryptionConfiguration>> fields();
};
template <>
struct Shape<Tag> {
  static std::span<const Field<Tag>> fields();
};
template <>
struct Shape<CloudWatchEventsExecutionDataDetails> {
  static std::span<const Field<CloudWatchEventsExecutionDataDetails>> fields();
};

}  // namespace sfn::api
