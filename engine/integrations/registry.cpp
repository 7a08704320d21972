#include "engine/integrations/registry.h"

#include <algorithm>
#include <array>

#include "engine/asl/task_resource.h"
#include "engine/integrations/lambda.h"

namespace sfn::engine {
namespace {

constexpr auto kIntegrations = std::to_array<Integration>({
    {TaskFamily::LambdaFunction, "", "", &lambda_function_request, &lambda_function_result},
    {TaskFamily::Service, "lambda", "invoke", &lambda_invoke_request, &lambda_invoke_result},
});

}  // namespace

std::span<const Integration> integrations() { return kIntegrations; }

const Integration* find_integration(const TaskTarget& target) {
  const auto found =
      std::find_if(kIntegrations.begin(), kIntegrations.end(), [&](const Integration& row) {
        return row.family == target.family && (row.family == TaskFamily::LambdaFunction ||
                                               (row.resource_type == target.resource_type &&
                                                row.resource == asl::action_of(target)));
      });
  return found == kIntegrations.end() ? nullptr : found;
}

}  // namespace sfn::engine
