#include "api-models/shapes/configuration.h"

#include "api-models/quotas.h"

namespace sfn::api {

std::span<const Field<CloudWatchLogsLogGroup>> Shape<CloudWatchLogsLogGroup>::fields() {
  static constexpr Field<CloudWatchLogsLogGroup> kFields[] = {
      optional<&CloudWatchLogsLogGroup::log_group_arn>("logGroupArn",
                                                       length(1, quotas::kArnLength)),
  };
  return kFields;
}

std::span<const Field<LogDestination>> Shape<LogDestination>::fields() {
  static constexpr Field<LogDestination> kFields[] = {
      optional<&LogDestination::cloud_watch_logs_log_group>("cloudWatchLogsLogGroup"),
  };
  return kFields;
}

std::span<const Field<LoggingConfiguration>> Shape<LoggingConfiguration>::fields() {
  static constexpr Field<LoggingConfiguration> kFields[] = {
      optional<&LoggingConfiguration::level>("level"),
      optional<&LoggingConfiguration::include_execution_data>("includeExecutionData"),
      optional<&LoggingConfiguration::destinations>("destinations"),
  };
  return kFields;
}

std::span<const Field<TracingConfiguration>> Shape<TracingConfiguration>::fields() {
  static constexpr Field<TracingConfiguration> kFields[] = {
      optional<&TracingConfiguration::enabled>("enabled"),
  };
  return kFields;
}

std::span<const Field<EncryptionConfiguration>> Shape<EncryptionConfiguration>::fields() {
  static constexpr Field<EncryptionConfiguration> kFields[] = {
      optional<&EncryptionConfiguration::kms_key_id>("kmsKeyId",
                                                     length(1, quotas::kKmsKeyIdLength)),
      optional<&EncryptionConfiguration::kms_data_key_reuse_period_seconds>(
          "kmsDataKeyReusePeriodSeconds",
          range(quotas::kKmsReuseSecondsMin, quotas::kKmsReuseSecondsMax)),
      required<&EncryptionConfiguration::type>("type"),
  };
  return kFields;
}

std::span<const Field<Tag>> Shape<Tag>::fields() {
  static constexpr Field<Tag> kFields[] = {
      optional<&Tag::key>("key", length(1, quotas::kTagKeyLength)),
      optional<&Tag::value>("value", length(0, quotas::kTagValueLength)),
  };
  return kFields;
}

std::span<const Field<CloudWatchEventsExecutionDataDetails>>
Shape<CloudWatchEventsExecutionDataDetails>::fields() {
  static constexpr Field<CloudWatchEventsExecutionDataDetails> kFields[] = {
      required<&CloudWatchEventsExecutionDataDetails::included>("included"),
  };
  return kFields;
}

}  // namespace sfn::api
