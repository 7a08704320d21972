#pragma once
// What AWS Step Functions adds to the result of an optimized integration about the answer itself.
#include "base/json/json.h"
#include "engine/integrations/integration.h"

namespace sfn::engine {

inline constexpr std::string_view kSdkHttpMetadata = "SdkHttpMetadata";
inline constexpr std::string_view kSdkResponseMetadata = "SdkResponseMetadata";

// {"AllHttpHeaders":…,"HttpHeaders":…,"HttpStatusCode":…}
[[nodiscard]] Json sdk_http_metadata(const HttpHeaders& headers, unsigned status);
// {"RequestId":…}
[[nodiscard]] Json sdk_response_metadata(std::string request_id);

}  // namespace sfn::engine
