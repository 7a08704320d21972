#include "engine/states/task_checks.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "engine/asl/fields.h"
#include "engine/asl/schema.h"
#include "engine/asl/service_requests.h"
#include "engine/query/jsonpath/template.h"

namespace sfn::engine {

std::string member_required(std::string_view name) {
  return "The field '" + std::string(name) + "' is required but was missing";
}

bool has_member(const Json& object, std::string_view name) {
  return std::any_of(object.members().begin(), object.members().end(), [&](const auto& member) {
    return jsonpath::member_name(member.first) == name;
  });
}

namespace {

// AWS "Express workflows": no pattern but request-response, and no activities.
void check_machine_type(const asl::TaskResource& resource, const asl::Place& here) {
  if (here.machine_type != MachineType::Express) return;
  // Observed: test_illegal_activity_task, test_illegal_callbacks; the blank at the end of the
  // second is AWS's.
  if (resource.kind == asl::ResourceKind::Activity) {
    here.schema_error("Express state machine does not support Activity ARN");
  } else if (resource.pattern == asl::Pattern::WaitForTaskToken) {
    here.schema_error(
        "Express state machine does not support '.waitForTaskToken' service integration ");
  } else if (resource.pattern != asl::Pattern::RequestResponse) {
    here.schema_error("Express state machine does not support '.sync' service integration");
  }
}

void check_members(const Json& request, const asl::ServiceRequest& known, const asl::Place& here) {
  asl::for_each_word(known.required, [&](std::string_view name) {
    if (!has_member(request, name)) here.schema_error(member_required(name));
  });
  for (const auto& [key, value] : request.members()) {
    const std::string_view name = jsonpath::member_name(key);
    if (here.enough()) return;
    if (known.knows(name)) continue;
    here.schema_error("The field \"" + std::string(name) + "\" is not supported by Step Functions");
  }
}

void check_request(const asl::TaskResource& resource, const asl::StateSource& source) {
  if (resource.kind != asl::ResourceKind::Optimized && resource.kind != asl::ResourceKind::Sdk)
    return;
  const std::string_view field = source.place.language == asl::Language::JsonPath
                                     ? asl::fields::kParameters
                                     : asl::fields::kArguments;
  const Json* const request = source.fields.find(field);
  if (request == nullptr) {
    source.place.at(asl::fields::kResource)
        .schema_error(std::string(field) + " field is required for resource ARN: " + resource.arn);
    return;
  }
  // Of calls of the SDK no members are known: their services have other names in the table.
  if (!request->is_object()) return;
  if (const auto* const known = asl::find_service_request(resource.service, resource.action))
    check_members(*request, *known, source.place.at(field));
}

}  // namespace

std::optional<asl::TaskResource> check_task(const asl::StateSource& source) {
  const Json* const written = source.fields.find(asl::fields::kResource);
  if (written == nullptr || !written->is_string()) return std::nullopt;
  auto resource = asl::parse_task_resource(written->as_string());
  const asl::Place here = source.place.at(asl::fields::kResource);
  if (!resource) {
    here.schema_error(resource.error());
    return std::nullopt;
  }
  check_machine_type(*resource, here);
  check_request(*resource, source);
  return std::move(*resource);
}

}  // namespace sfn::engine
