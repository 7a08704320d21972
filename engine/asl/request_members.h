#pragma once
// Members of requests to services that both the check of a definition and an integration name. AWS
// "Invoke AWS Lambda", "Start a new workflow from a running execution"
#include <string_view>

namespace sfn::engine::request_members {

inline constexpr std::string_view kFunctionName = "FunctionName";
inline constexpr std::string_view kPayload = "Payload";
inline constexpr std::string_view kInvocationType = "InvocationType";
inline constexpr std::string_view kQualifier = "Qualifier";
inline constexpr std::string_view kClientContext = "ClientContext";
inline constexpr std::string_view kLogType = "LogType";
inline constexpr std::string_view kTenantId = "TenantId";
inline constexpr std::string_view kStateMachineArn = "StateMachineArn";

}  // namespace sfn::engine::request_members
