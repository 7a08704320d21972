#include "engine/asl/task_resource.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "api-models/arn.h"
#include "engine/asl/aws_services.h"

namespace sfn::engine::asl {
namespace {

struct PatternRow {
  Pattern pattern;
  std::string_view suffix;
};
constexpr auto kPatterns = std::to_array<PatternRow>({
    {Pattern::RequestResponse, ""},
    {Pattern::Sync, ".sync"},
    {Pattern::Sync2, ".sync:2"},
    {Pattern::WaitForTaskToken, ".waitForTaskToken"},
});

constexpr std::string_view kSdk = "aws-sdk";
constexpr std::string_view kSwf = "swf";
constexpr std::string_view kSwfTask = "task";

std::string not_recognized(std::string_view arn) {
  return "The resource provided " + std::string(arn) +
         " is not recognized. The value is not a valid resource ARN, or the resource is not "
         "available in this region.";
}

// "invoke.waitForTaskToken" -> "invoke", WaitForTaskToken
std::pair<std::string_view, std::optional<Pattern>> split_pattern(std::string_view action) {
  const std::size_t dot = action.find('.');
  const std::string_view suffix =
      dot == std::string_view::npos ? std::string_view{} : action.substr(dot);
  const auto row = std::find_if(kPatterns.begin(), kPatterns.end(),
                                [&](const PatternRow& r) { return r.suffix == suffix; });
  if (row == kPatterns.end()) return {action, std::nullopt};
  return {action.substr(0, dot), row->pattern};
}

}  // namespace

std::string_view pattern_suffix(Pattern pattern) {
  return std::find_if(kPatterns.begin(), kPatterns.end(),
                      [&](const PatternRow& row) { return row.pattern == pattern; })
      ->suffix;
}

Pattern pattern_of(const TaskTarget& target) {
  if (target.family != TaskFamily::Service) return Pattern::RequestResponse;
  return split_pattern(target.resource).second.value_or(Pattern::RequestResponse);
}

std::string_view action_of(const TaskTarget& target) {
  return split_pattern(target.resource).first;
}

TaskTarget TaskResource::target() const {
  switch (kind) {
    case ResourceKind::LambdaFunction:
      return {TaskFamily::LambdaFunction, "", arn};
    case ResourceKind::Activity:
      return {TaskFamily::Activity, "", arn};
    case ResourceKind::SwfTask:
    case ResourceKind::Optimized:
    case ResourceKind::Sdk:
      break;
  }
  return {TaskFamily::Service, service, action + std::string(pattern_suffix(pattern))};
}

Result<TaskResource, std::string> parse_task_resource(std::string_view arn) {
  // arn:<partition>:<service>:<region>:<account>:<what> and, from there on, what the service makes
  // of it. Definitions in use leave region and account empty where AWS's documentation does not,
  // and the other way round.
  const std::vector<std::string_view> parts = api::split_arn(arn);
  const bool shaped =
      parts.size() >= 6 && parts[0] == "arn" && !parts[1].empty() && !parts[2].empty();
  if (!shaped) return sfn::unexpected(std::string("Value is not a valid resource ARN"));

  TaskResource resource;
  resource.arn = std::string(arn);
  if (parts[2] == "lambda" && parts[5] == "function") {
    const bool named =
        (parts.size() == 7 || parts.size() == 8) && !parts[6].empty() && !parts.back().empty();
    if (!named) return sfn::unexpected(not_recognized(arn));
    resource.kind = ResourceKind::LambdaFunction;
    return resource;
  }
  // ASL "Task State": the specification's own example of a Resource. What AWS does with such a task
  // when it runs is not known.
  if (parts[2] == kSwf && parts[5] == kSwfTask) {
    if (parts.size() != 7 || parts[6].empty()) return sfn::unexpected(not_recognized(arn));
    resource.kind = ResourceKind::SwfTask;
    resource.service = std::string(kSwf);
    resource.action = std::string(kSwfTask) + ":" + std::string(parts[6]);
    return resource;
  }
  if (parts[2] != "states") return sfn::unexpected(not_recognized(arn));
  if (parts[5] == "activity") {
    if (parts.size() != 7 || parts[6].empty()) return sfn::unexpected(not_recognized(arn));
    resource.kind = ResourceKind::Activity;
    return resource;
  }

  const bool sdk = parts[5] == kSdk;
  const std::size_t action_at = sdk ? 7 : 6;
  // ".sync:2" has a colon of its own.
  if (parts.size() != action_at + 1 && parts.size() != action_at + 2)
    return sfn::unexpected(not_recognized(arn));
  const std::string_view tail =
      arn.substr(static_cast<std::size_t>(parts[action_at].data() - arn.data()));
  const auto [action, pattern] = split_pattern(tail);
  if (!pattern) return sfn::unexpected(not_recognized(arn));
  resource.action = std::string(action);
  resource.pattern = *pattern;
  if (sdk) {
    // AWS "SDK integrations": never .sync.
    const bool offered =
        *pattern == Pattern::RequestResponse || *pattern == Pattern::WaitForTaskToken;
    if (!offered || find_aws_service(parts[6]) == nullptr || !may_be_action(parts[6], action))
      return sfn::unexpected(not_recognized(arn));
    resource.kind = ResourceKind::Sdk;
    resource.service = std::string(kSdk) + ":" + std::string(parts[6]);
    return resource;
  }
  resource.kind = ResourceKind::Optimized;
  resource.service = std::string(parts[5]);
  const ServiceIntegration* const integration = find_service_integration(parts[5], action);
  if (integration == nullptr || !integration->offers(*pattern))
    return sfn::unexpected(not_recognized(arn));
  return resource;
}

}  // namespace sfn::engine::asl
