#include "engine/asl/service_integrations.h"

#include <algorithm>
#include <array>

#include "engine/asl/request_members.h"

namespace sfn::engine::asl {
namespace {

// Observed on AWS: what CreateStateMachine misses where it is not given.
constexpr auto kInvoke = std::to_array<std::string_view>({request_members::kFunctionName});
constexpr auto kInvokeKnown = std::to_array<std::string_view>(
    {request_members::kFunctionName, request_members::kPayload, request_members::kInvocationType,
     request_members::kQualifier, request_members::kClientContext, request_members::kLogType,
     request_members::kTenantId});
constexpr auto kSendMessage = std::to_array<std::string_view>({"QueueUrl", "MessageBody"});
constexpr auto kPublish = std::to_array<std::string_view>({"Message"});
constexpr auto kPutItem = std::to_array<std::string_view>({"TableName", "Item"});
constexpr auto kGetItem = std::to_array<std::string_view>({"TableName", "Key"});
constexpr auto kStartExecution =
    std::to_array<std::string_view>({request_members::kStateMachineArn});
constexpr auto kPutEvents = std::to_array<std::string_view>({"Entries"});
constexpr auto kRunTask = std::to_array<std::string_view>({"TaskDefinition"});
constexpr auto kStartJobRun = std::to_array<std::string_view>({"JobName"});

constexpr std::uint8_t operator|(Pattern a, Pattern b) {
  return static_cast<std::uint8_t>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr std::uint8_t operator|(std::uint8_t a, Pattern b) {
  return static_cast<std::uint8_t>(a | static_cast<std::uint8_t>(b));
}
constexpr std::uint8_t R = static_cast<std::uint8_t>(Pattern::RequestResponse);
constexpr std::uint8_t RS = Pattern::RequestResponse | Pattern::Sync;
constexpr std::uint8_t RT = Pattern::RequestResponse | Pattern::WaitForTaskToken;
constexpr std::uint8_t RST = RS | Pattern::WaitForTaskToken;

constexpr auto kServiceIntegrations = std::to_array<ServiceIntegration>({
    {"apigateway", "invoke", RT},
    {"athena", "startQueryExecution", RS},
    {"athena", "stopQueryExecution", R},
    {"athena", "getQueryExecution", R},
    {"athena", "getQueryResults", R},
    {"batch", "submitJob", RS},
    {"bedrock", "invokeModel", RT},
    {"bedrock", "createModelCustomizationJob", RS},
    {"bedrock-agentcore", "invokeHarness", R},
    {"codebuild", "startBuild", RS},
    {"codebuild", "stopBuild", R},
    {"codebuild", "batchDeleteBuilds", R},
    {"codebuild", "batchGetReports", R},
    {"codebuild", "startBuildBatch", RS},
    {"codebuild", "stopBuildBatch", R},
    {"codebuild", "retryBuildBatch", RS},
    {"codebuild", "deleteBuildBatch", R},
    {"databrew", "startJobRun", RS},
    {"dynamodb", "getItem", R, kGetItem},
    {"dynamodb", "putItem", R, kPutItem},
    {"dynamodb", "updateItem", R},
    {"dynamodb", "deleteItem", R},
    {"ecs", "runTask", RST, kRunTask},
    {"eks", "createCluster", RS},
    {"eks", "deleteCluster", RS},
    {"eks", "createFargateProfile", RS},
    {"eks", "deleteFargateProfile", RS},
    {"eks", "createNodegroup", RS},
    {"eks", "deleteNodegroup", RS},
    {"eks", "runJob", RST},
    {"eks", "call", RT},
    {"elasticmapreduce", "createCluster", RS},
    {"elasticmapreduce", "terminateCluster", RS},
    {"elasticmapreduce", "addStep", RS},
    {"elasticmapreduce", "cancelStep", R},
    {"elasticmapreduce", "setClusterTerminationProtection", R},
    {"elasticmapreduce", "modifyInstanceFleetByName", R},
    {"elasticmapreduce", "modifyInstanceGroupByName", R},
    {"emr-containers", "createVirtualCluster", R},
    {"emr-containers", "deleteVirtualCluster", RS},
    {"emr-containers", "startJobRun", RS},
    {"emr-serverless", "createApplication", RS},
    {"emr-serverless", "startApplication", RS},
    {"emr-serverless", "stopApplication", RS},
    {"emr-serverless", "deleteApplication", RS},
    {"emr-serverless", "startJobRun", RS},
    {"emr-serverless", "cancelJobRun", RS},
    {"events", "putEvents", RT, kPutEvents},
    {"glue", "startJobRun", RS, kStartJobRun},
    {"http", "invoke", R},
    {"lambda", "invoke", RT, kInvoke, kInvokeKnown},
    {"mediaconvert", "createJob", RS},
    {"sagemaker", "createTrainingJob", RS},
    {"sagemaker", "createTransformJob", RS},
    {"sagemaker", "createProcessingJob", RS},
    {"sagemaker", "createLabelingJob", RS},
    {"sagemaker", "createHyperParameterTuningJob", RS},
    {"sagemaker", "createModel", R},
    {"sagemaker", "createEndpointConfig", R},
    {"sagemaker", "createEndpoint", R},
    {"sagemaker", "updateEndpoint", R},
    {"sns", "publish", RT, kPublish},
    {"sqs", "sendMessage", RT, kSendMessage},
    {"states", "startExecution", RST | Pattern::Sync2, kStartExecution},
});

}  // namespace

std::span<const ServiceIntegration> service_integrations() { return kServiceIntegrations; }

const ServiceIntegration* find_service_integration(std::string_view service,
                                                   std::string_view action) {
  const auto found = std::find_if(kServiceIntegrations.begin(), kServiceIntegrations.end(),
                                  [&](const ServiceIntegration& row) {
                                    return row.service == service && row.action == action;
                                  });
  return found == kServiceIntegrations.end() ? nullptr : &*found;
}

}  // namespace sfn::engine::asl
