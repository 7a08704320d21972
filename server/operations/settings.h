#pragma once
// The configurations of a state machine: checked as AWS checks them, completed with its defaults,
// and kept as the opaque settings of the store's rows.
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "engine/runtime/revision_settings.h"

namespace sfn::server {

using engine::decode_revision_settings;
using engine::encode_settings;
using engine::RevisionSettings;

// What belongs to the machine, whatever its revision.
struct MachineSettings {
  std::vector<api::Tag> tags;
};
struct ActivitySettings {
  std::vector<api::Tag> tags;
  api::EncryptionConfiguration encryption;
};

// With AWS's defaults for what was not given.
[[nodiscard]] api::LoggingConfiguration completed(
    const std::optional<api::LoggingConfiguration>& given);
[[nodiscard]] api::TracingConfiguration completed(
    const std::optional<api::TracingConfiguration>& given);
[[nodiscard]] api::EncryptionConfiguration completed(
    const std::optional<api::EncryptionConfiguration>& given);

// Precondition: completed. The machine's ARN and name matter because log groups are tied to them.
[[nodiscard]] api::ApiResult<void> check_logging(const api::LoggingConfiguration& logging,
                                                 std::string_view machine_arn);
[[nodiscard]] api::ApiResult<void> check_encryption(
    const std::optional<api::EncryptionConfiguration>& given);
// Duplicate keys collapse to the last.
[[nodiscard]] api::ApiResult<std::vector<api::Tag>> check_tags(
    const std::optional<std::vector<api::Tag>>& given);

[[nodiscard]] std::string encode_settings(const MachineSettings& settings);
[[nodiscard]] std::string encode_settings(const ActivitySettings& settings);
// Throws BugError for what encode_settings did not make.
[[nodiscard]] ActivitySettings decode_activity_settings(const std::string& text);

}  // namespace sfn::server

namespace sfn::api {
template <>
struct Shape<server::MachineSettings> {
  static std::span<const Field<server::MachineSettings>> fields();
};
template <>
struct Shape<server::ActivitySettings> {
  static std::span<const Field<server::ActivitySettings>> fields();
};
}  // namespace sfn::api
