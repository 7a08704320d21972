#include "engine/integrations/registry.h"

#include <algorithm>
#include <array>

#include "engine/asl/task_resource.h"
#include "engine/integrations/lambda.h"
#include "engine/integrations/sdk_step_functions.h"
#include "engine/integrations/step_functions.h"

namespace sfn::engine {
namespace {

constexpr auto kIntegrations = std::to_array<Integration>({
    {TaskFamily::LambdaFunction, "", "", &lambda_function_request, &lambda_function_result},
    {TaskFamily::Service, "lambda", "invoke", &lambda_invoke_request, &lambda_invoke_result},
    {.resource_type = "states", .action = "startExecution", .own = kStartExecution},
    {.resource_type = "aws-sdk:sfn", .action = "", .own = kSdkStepFunctions},
});

bool is_for(const Integration& row, const TaskTarget& target, std::string_view action) {
  if (row.family != target.family) return false;
  if (row.family == TaskFamily::LambdaFunction) return true;
  return row.resource_type == target.resource_type && (row.action.empty() || row.action == action);
}

}  // namespace

std::span<const Integration> integrations() { return kIntegrations; }

const Integration* find_integration(const TaskTarget& target) {
  const std::string_view action = asl::action_of(target);
  const auto found =
      std::find_if(kIntegrations.begin(), kIntegrations.end(),
                   [&](const Integration& row) { return is_for(row, target, action); });
  return found == kIntegrations.end() ? nullptr : found;
}

bool runs_job(const TaskTarget& target) {
  const asl::Pattern pattern = asl::pattern_of(target);
  return pattern == asl::Pattern::Sync || pattern == asl::Pattern::Sync2;
}

bool waits_for_token(const TaskTarget& target) {
  return asl::pattern_of(target) == asl::Pattern::WaitForTaskToken;
}

}  // namespace sfn::engine
