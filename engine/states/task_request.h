#pragma once
// The request of an optimized integration, by its members: checked in the definition where that
// shows them, and once it is built where Arguments are one expression. AWS "Integrating services"
#include <optional>
#include <string>
#include <string_view>

#include "engine/asl/service_requests.h"
#include "engine/asl/state_source.h"
#include "engine/asl/task_resource.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

// AWS's words for a member that is missing.
[[nodiscard]] std::string member_required(std::string_view name);
// Whether the value is an object with a member that makes the one of that name.
[[nodiscard]] bool has_member(const Json& value, std::string_view name, asl::Language language);

// Reports what is wrong with the members that the definition shows.
void check_request(const asl::TaskResource& resource, const asl::StateSource& source);

// What is left to check once the request is built; nullptr where nothing is.
[[nodiscard]] const asl::ServiceRequest* request_checked_when_built(
    const asl::TaskResource& resource, const asl::StateSource& source);
// The failure of a task whose built request lacks a member or has one that is not known.
[[nodiscard]] std::optional<StatesError> refusal(const Json& request,
                                                 const asl::ServiceRequest& known);

}  // namespace sfn::engine
