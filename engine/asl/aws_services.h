#pragma once
// The services that `arn:aws:states:::aws-sdk:<service>:<action>` reaches, and the actions of
// theirs that it does not. AWS "Using AWS service SDK integrations"
#include <span>
#include <string_view>

namespace sfn::engine::asl {

struct AwsService {
  std::string_view segment;       // in the Resource: the service's name in AWS SDK for Java 2
  std::string_view error_prefix;  // in the names of its errors: "DynamoDb" of
                                  // "DynamoDb.ResourceNotFoundException"
};

// Sorted by segment.
[[nodiscard]] std::span<const AwsService> aws_services();
// nullptr if AWS has none of that name.
[[nodiscard]] const AwsService* find_aws_service(std::string_view segment);

// False for what cannot be an action: one that is not written in lower camel case, and the few that
// AWS does not offer. Which actions a service has is not known here: every other one is accepted,
// and the service itself refuses it.
[[nodiscard]] bool may_be_action(std::string_view segment, std::string_view action);

}  // namespace sfn::engine::asl
