#include "engine/states/task_request.h"

#include <algorithm>
#include <vector>

#include "engine/asl/expression_checks.h"
#include "engine/asl/fields.h"
#include "engine/integrations/integration.h"

namespace sfn::engine {
namespace {

std::string_view request_field(const asl::StateSource& source) {
  return source.place.language == asl::Language::JsonPath ? asl::fields::kParameters
                                                          : asl::fields::kArguments;
}

bool is_built_as_a_whole(const Json& request, const asl::StateSource& source) {
  return source.place.language == asl::Language::Jsonata && asl::is_expression(request);
}

// What is no object has no members.
std::vector<std::string_view> missing_members(const Json& request, const asl::ServiceRequest& known,
                                              asl::Language language) {
  std::vector<std::string_view> missing;
  asl::for_each_word(known.required, [&](std::string_view name) {
    if (!has_member(request, name, language)) missing.push_back(name);
  });
  return missing;
}

std::vector<std::string_view> unknown_members(const Json& request, const asl::ServiceRequest& known,
                                              asl::Language language) {
  std::vector<std::string_view> unknown;
  if (!request.is_object()) return unknown;
  for (const auto& [key, value] : request.members()) {
    const std::string_view name = asl::result_member(key, language);
    if (!known.knows(name)) unknown.push_back(name);
  }
  return unknown;
}

std::string member_not_supported(std::string_view name) {
  return "The field \"" + std::string(name) + "\" is not supported by Step Functions";
}

void check_members(const Json& request, const asl::ServiceRequest& known, const asl::Place& here) {
  for (const std::string_view name : missing_members(request, known, here.language))
    here.schema_error(member_required(name));
  for (const std::string_view name : unknown_members(request, known, here.language)) {
    if (here.enough()) return;
    here.schema_error(member_not_supported(name));
  }
}

}  // namespace

std::string member_required(std::string_view name) {
  return "The field '" + std::string(name) + "' is required but was missing";
}

bool has_member(const Json& value, std::string_view name, asl::Language language) {
  return value.is_object() &&
         std::any_of(value.members().begin(), value.members().end(), [&](const auto& member) {
           return asl::result_member(member.first, language) == name;
         });
}

void check_request(const asl::TaskResource& resource, const asl::StateSource& source) {
  if (resource.kind != asl::ResourceKind::Optimized && resource.kind != asl::ResourceKind::Sdk)
    return;
  const std::string_view field = request_field(source);
  const Json* const request = source.fields.find(field);
  if (request == nullptr) {
    source.place.at(asl::fields::kResource)
        .schema_error(std::string(field) + " field is required for resource ARN: " + resource.arn);
    return;
  }
  if (is_built_as_a_whole(*request, source)) return;
  // Of calls of the SDK no members are known: their services have other names in the table.
  if (const auto* const known = asl::find_service_request(resource.service, resource.action))
    check_members(*request, *known, source.place.at(field));
}

const asl::ServiceRequest* request_checked_when_built(const asl::TaskResource& resource,
                                                      const asl::StateSource& source) {
  if (resource.kind != asl::ResourceKind::Optimized) return nullptr;
  const Json* const request = source.fields.find(request_field(source));
  if (request == nullptr || !is_built_as_a_whole(*request, source)) return nullptr;
  return asl::find_service_request(resource.service, resource.action);
}

// Reported of AWS: the reasons. Which comes first of two kinds is a guess.
std::optional<StatesError> refusal(const Json& request, const asl::ServiceRequest& known) {
  std::string reasons;
  const auto add = [&](std::string_view reason) {
    if (!reasons.empty()) reasons += ", ";
    reasons += reason;
  };
  for (const std::string_view name : missing_members(request, known, asl::Language::Jsonata))
    add("The field \"" + std::string(name) + "\" is required but was missing");
  for (const std::string_view name : unknown_members(request, known, asl::Language::Jsonata))
    add(member_not_supported(name));
  if (reasons.empty()) return std::nullopt;
  return could_not_start(request, reasons);
}

}  // namespace sfn::engine
