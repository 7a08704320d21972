#pragma once
// TaskResource: the Resource of a Task, taken apart. AWS "Task state"
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/asl/service_integrations.h"
#include "engine/execution/record.h"

namespace sfn::engine::asl {

enum class ResourceKind : std::uint8_t { LambdaFunction, Activity, SwfTask, Optimized, Sdk };

struct TaskResource {
  ResourceKind kind = ResourceKind::LambdaFunction;
  std::string arn;      // as written
  std::string service;  // "lambda", "aws-sdk:s3", "swf"; empty for a function or an activity
  std::string action;   // without the pattern
  Pattern pattern = Pattern::RequestResponse;

  // What history events and the runtime name.
  [[nodiscard]] TaskTarget target() const;
};

// Checks the shape, and that AWS has such an integration; not that the function or activity exists.
// The error is AWS's message.
[[nodiscard]] Result<TaskResource, std::string> parse_task_resource(std::string_view arn);

// How a task with that target waits for what it started.
[[nodiscard]] Pattern pattern_of(const TaskTarget& target);
// The action of a service, without the pattern: "invoke" of "invoke.waitForTaskToken".
[[nodiscard]] std::string_view action_of(const TaskTarget& target);

// ".sync"; empty for RequestResponse.
[[nodiscard]] std::string_view pattern_suffix(Pattern pattern);

}  // namespace sfn::engine::asl
