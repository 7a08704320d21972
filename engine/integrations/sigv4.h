#pragma once
// AWS Signature Version 4, for requests that leave. Pure: the time comes from the caller.
#include <chrono>
#include <string>

#include "engine/integrations/integration.h"
#include "engine/integrations/settings.h"

namespace sfn::engine {

struct SigningScope {
  std::string region;
  std::string service;
  std::chrono::sys_seconds time;
};

// Adds Host, X-Amz-Date, X-Amz-Security-Token where there is one, and Authorization.
void sign_v4(HttpRequest& request, const Credentials& credentials, const SigningScope& scope);

}  // namespace sfn::engine
