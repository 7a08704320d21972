#pragma once
// What the two ways to this server's own API share: the spelling of members, and of errors.
// AWS Step Functions writes all members with a capital, the API itself does not.
#include <string>
#include <string_view>

#include "engine/integrations/integration.h"

namespace sfn::engine {

// "stateMachineArn" <-> "StateMachineArn"
[[nodiscard]] std::string with_capital(std::string_view name);
[[nodiscard]] std::string without_capital(std::string_view name);

// The request that a task's parameters are: members as the API spells them, without nulls; what the
// API wants as a text that holds JSON may be any value.
[[nodiscard]] Json to_api_request(const Json& parameters);

// The SDKs' class for an error of the API: "StateMachineDoesNotExistException", or the given one
// for what is no error of the service itself.
[[nodiscard]] std::string exception_class(const ApiFailure& failure, std::string_view base_class);

// Milliseconds since the epoch, of a time as the API's JSON has it: seconds with a fraction.
[[nodiscard]] std::int64_t milliseconds_of(const Json& seconds);

}  // namespace sfn::engine
