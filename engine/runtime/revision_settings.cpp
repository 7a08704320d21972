#include "engine/runtime/revision_settings.h"

#include "base/assert.h"

namespace sfn::api {

std::span<const Field<engine::RevisionSettings>> Shape<engine::RevisionSettings>::fields() {
  static constexpr Field<engine::RevisionSettings> kFields[] = {
      required<&engine::RevisionSettings::logging>("logging"),
      required<&engine::RevisionSettings::tracing>("tracing"),
      required<&engine::RevisionSettings::encryption>("encryption"),
  };
  return kFields;
}

}  // namespace sfn::api

namespace sfn::engine {

std::string encode_settings(const RevisionSettings& settings) { return api::encode(settings); }

RevisionSettings decode_revision_settings(const std::string& text) {
  api::ApiResult<RevisionSettings> settings =
      api::decode<RevisionSettings>(Json::parse_trusted(text));
  SFN_ASSERT(settings.has_value(), "the settings of a stored revision can be read");
  return *std::move(settings);
}

}  // namespace sfn::engine
