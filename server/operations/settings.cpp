#include "server/operations/settings.h"

#include <algorithm>

#include "api-models/quotas.h"
#include "base/assert.h"

namespace sfn::api {

std::span<const Field<server::MachineSettings>> Shape<server::MachineSettings>::fields() {
  static constexpr Field<server::MachineSettings> kFields[] = {
      required<&server::MachineSettings::tags>("tags"),
  };
  return kFields;
}
std::span<const Field<server::ActivitySettings>> Shape<server::ActivitySettings>::fields() {
  static constexpr Field<server::ActivitySettings> kFields[] = {
      required<&server::ActivitySettings::tags>("tags"),
      required<&server::ActivitySettings::encryption>("encryption"),
  };
  return kFields;
}

}  // namespace sfn::api

namespace sfn::server {
namespace api_error = api::api_error;

namespace {

// Observed: what CloudWatch Logs takes as the name of a resource.
bool is_log_resource(std::string_view machine_arn) {
  return std::all_of(machine_arn.begin(), machine_arn.end(), [](char c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_letter || (c >= '0' && c <= '9') ||
           std::string_view("./-_:").find(c) != std::string_view::npos;
  });
}

bool is_log_group_arn(std::string_view arn) {
  return arn.starts_with("arn:") && arn.find(":logs:") != std::string_view::npos &&
         arn.find(":log-group:") != std::string_view::npos;
}

}  // namespace

api::LoggingConfiguration completed(const std::optional<api::LoggingConfiguration>& given) {
  api::LoggingConfiguration logging = given.value_or(api::LoggingConfiguration{});
  logging.level = logging.level.value_or(api::LogLevelSetting::Off);
  logging.include_execution_data = logging.include_execution_data.value_or(false);
  return logging;
}

api::TracingConfiguration completed(const std::optional<api::TracingConfiguration>& given) {
  api::TracingConfiguration tracing = given.value_or(api::TracingConfiguration{});
  tracing.enabled = tracing.enabled.value_or(false);
  return tracing;
}

api::EncryptionConfiguration completed(const std::optional<api::EncryptionConfiguration>& given) {
  api::EncryptionConfiguration encryption = given.value_or(api::EncryptionConfiguration{});
  if (encryption.type == api::EncryptionType::CustomerManagedKmsKey &&
      !encryption.kms_data_key_reuse_period_seconds) {
    encryption.kms_data_key_reuse_period_seconds = api::quotas::kKmsReuseSecondsDefault;
  }
  return encryption;
}

api::ApiResult<void> check_logging(const api::LoggingConfiguration& logging,
                                   std::string_view machine_arn) {
  if (logging.level == api::LogLevelSetting::Off) return {};
  // Observed: test_incomplete_logging_configuration, test_multiple_destinations.
  if (!logging.destinations || logging.destinations->size() != 1) {
    return api_error::invalid_logging_configuration("Must specify exactly one Log Destination.");
  }
  const auto& group = logging.destinations->front().cloud_watch_logs_log_group;
  if (!group || !group->log_group_arn) {
    return api_error::invalid_logging_configuration("Must set valid CloudWatch Log Group ARN.");
  }
  if (!is_log_group_arn(*group->log_group_arn)) {
    return api_error::invalid_logging_configuration(
        "Provided ARN is not CloudWatch Logs Log Group ARN.");
  }
  if (!group->log_group_arn->ends_with(":*")) {
    return api_error::invalid_logging_configuration(
        "Log Group ARN must be provided with '*' qualifier.");
  }
  if (!is_log_resource(machine_arn)) {
    return api_error::invalid_logging_configuration(
        "1 validation error detected: Value '" + std::string(machine_arn) +
        R"(' at 'resourceId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9A-Za-z.\/\-_:]+$)");
  }
  return {};
}

api::ApiResult<void> check_encryption(const std::optional<api::EncryptionConfiguration>& given) {
  if (!given) return {};
  if (given->type == api::EncryptionType::CustomerManagedKmsKey) {
    if (!given->kms_key_id)
      return api_error::invalid_encryption_configuration("Must set a valid kmsKeyId.");
    return {};
  }
  if (given->kms_key_id) {
    return api_error::invalid_encryption_configuration(
        "Custom kmsKeyId is not allowed when selecting AWS_OWNED_KEY.");
  }
  if (given->kms_data_key_reuse_period_seconds) {
    return api_error::invalid_encryption_configuration(
        "Custom kmsDataKeyReusePeriodSeconds is not allowed when selecting AWS_OWNED_KEY.");
  }
  return {};
}

api::ApiResult<std::vector<api::Tag>> check_tags(
    const std::optional<std::vector<api::Tag>>& given) {
  std::vector<api::Tag> tags;
  if (!given) return tags;
  for (const api::Tag& tag : *given) {
    const auto same = std::find_if(tags.begin(), tags.end(),
                                   [&](const api::Tag& other) { return other.key == tag.key; });
    if (same == tags.end()) {
      tags.push_back(tag);
    } else {
      *same = tag;
    }
  }
  if (tags.size() > api::quotas::kTags) return api_error::too_many_tags();
  return tags;
}

std::string encode_settings(const MachineSettings& settings) { return api::encode(settings); }
std::string encode_settings(const ActivitySettings& settings) { return api::encode(settings); }

ActivitySettings decode_activity_settings(const std::string& text) {
  api::ApiResult<ActivitySettings> settings =
      api::decode<ActivitySettings>(Json::parse_trusted(text));
  SFN_ASSERT(settings.has_value(), "the settings of a stored activity can be read");
  return *std::move(settings);
}

}  // namespace sfn::server
