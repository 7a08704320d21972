#pragma once
// AWS "AWS SDK service integrations": aws-sdk:sfn, any action of Step Functions itself, as the AWS
// SDK for Java, version 2, would call it. This server answers.
#include "engine/integrations/integration.h"

namespace sfn::engine {

namespace detail {
[[nodiscard]] std::string sdk_action(const TaskTarget& target);
[[nodiscard]] StateResult<Json> sdk_request(const CallEffect& call);
[[nodiscard]] CallResult sdk_result(const CallEffect& call, const ApiAnswer& answer);
}  // namespace detail

inline constexpr OwnAction kSdkStepFunctions{.name = &detail::sdk_action,
                                             .to_request = &detail::sdk_request,
                                             .to_result = &detail::sdk_result};

}  // namespace sfn::engine
