#pragma once
// RevisionSettings: what a revision of a machine has besides definition and role. The store keeps
// it as opaque text.
#include <string>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"

namespace sfn::engine {

struct RevisionSettings {
  api::LoggingConfiguration logging;
  api::TracingConfiguration tracing;
  api::EncryptionConfiguration encryption;
  friend bool operator==(const RevisionSettings&, const RevisionSettings&) = default;
};

[[nodiscard]] std::string encode_settings(const RevisionSettings& settings);
// Throws BugError for what encode_settings did not make.
[[nodiscard]] RevisionSettings decode_revision_settings(const std::string& text);

}  // namespace sfn::engine

namespace sfn::api {
template <>
struct Shape<engine::RevisionSettings> {
  static std::span<const Field<engine::RevisionSettings>> fields();
};
}  // namespace sfn::api
