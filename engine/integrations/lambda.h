#pragma once
// Lambda, by its Invoke API: a function ARN as Resource, and the optimized integration
// lambda:invoke.
#include "engine/integrations/integration.h"

namespace sfn::engine {

[[nodiscard]] StateResult<IntegrationRequest> lambda_function_request(
    const CallEffect& call, const IntegrationSettings& settings);
[[nodiscard]] CallResult lambda_function_result(const CallEffect& call, const HttpOutcome& outcome);

[[nodiscard]] StateResult<IntegrationRequest> lambda_invoke_request(
    const CallEffect& call, const IntegrationSettings& settings);
[[nodiscard]] CallResult lambda_invoke_result(const CallEffect& call, const HttpOutcome& outcome);

}  // namespace sfn::engine
