#include "engine/asl/service_integrations.h"

#include <algorithm>
#include <array>

namespace sfn::engine::asl {
namespace {

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
    {"dynamodb", "getItem", R},
    {"dynamodb", "putItem", R},
    {"dynamodb", "updateItem", R},
    {"dynamodb", "deleteItem", R},
    {"ecs", "runTask", RST},
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
    {"events", "putEvents", RT},
    {"glue", "startJobRun", RS},
    {"http", "invoke", R},
    {"lambda", "invoke", RT},
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
    {"sns", "publish", RT},
    {"sqs", "sendMessage", RT},
    {"states", "startExecution", RST | Pattern::Sync2},
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
