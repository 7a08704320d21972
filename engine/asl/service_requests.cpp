#include "engine/asl/service_requests.h"

#include <algorithm>
#include <array>

#include "engine/asl/request_members.h"

namespace sfn::engine::asl {
namespace {

// Observed on AWS: what CreateStateMachine misses of lambda:invoke, sqs:sendMessage, sns:publish,
// dynamodb:putItem and getItem, states:startExecution, events:putEvents, ecs:runTask and
// glue:startJobRun is what the models of these services demand. So the models stand for the other
// ones, too, without the tokens that an SDK makes up by itself. What Step Functions has made itself
// is taken from its documentation: apigateway, http, elasticmapreduce, eks:call and eks:runJob.
constexpr auto kServiceRequests = std::to_array<ServiceRequest>({
    {"apigateway", "invoke", "",
     "ApiEndpoint Method Headers Stage Path QueryParameters RequestBody AllowNullValues "
     "AuthType"},
    {"athena", "startQueryExecution", "QueryString",
     "ClientRequestToken QueryExecutionContext ResultConfiguration WorkGroup "
     "ExecutionParameters ResultReuseConfiguration EngineConfiguration"},
    {"athena", "stopQueryExecution", "", "QueryExecutionId"},
    {"athena", "getQueryExecution", "QueryExecutionId", ""},
    {"athena", "getQueryResults", "QueryExecutionId", "NextToken MaxResults QueryResultType"},
    {"batch", "submitJob", "JobName JobQueue JobDefinition",
     "ShareIdentifier SchedulingPriorityOverride ArrayProperties DependsOn Parameters "
     "ContainerOverrides NodeOverrides RetryStrategy PropagateTags Timeout Tags "
     "EksPropertiesOverride EcsPropertiesOverride ConsumableResourcePropertiesOverride"},
    {"bedrock", "invokeModel", "ModelId",
     "Body ContentType Accept Trace GuardrailIdentifier GuardrailVersion "
     "PerformanceConfigLatency ServiceTier Input Output"},
    {"bedrock", "createModelCustomizationJob",
     "JobName CustomModelName RoleArn BaseModelIdentifier TrainingDataConfig OutputDataConfig",
     "ClientRequestToken CustomizationType CustomModelKmsKeyId JobTags CustomModelTags "
     "ValidationDataConfig HyperParameters VpcConfig CustomizationConfig"},
    {"codebuild", "startBuild", "ProjectName",
     "SecondarySourcesOverride SecondarySourcesVersionOverride SourceVersion ArtifactsOverride "
     "SecondaryArtifactsOverride EnvironmentVariablesOverride SourceTypeOverride "
     "SourceLocationOverride SourceAuthOverride GitCloneDepthOverride "
     "GitSubmodulesConfigOverride BuildspecOverride InsecureSslOverride "
     "ReportBuildStatusOverride BuildStatusConfigOverride EnvironmentTypeOverride "
     "ImageOverride ComputeTypeOverride CertificateOverride CacheOverride ServiceRoleOverride "
     "PrivilegedModeOverride TimeoutInMinutesOverride QueuedTimeoutInMinutesOverride "
     "EncryptionKeyOverride IdempotencyToken LogsConfigOverride RegistryCredentialOverride "
     "ImagePullCredentialsTypeOverride DebugSessionEnabled FleetOverride "
     "AutoRetryLimitOverride"},
    {"codebuild", "stopBuild", "Id", ""},
    {"codebuild", "batchDeleteBuilds", "Ids", ""},
    {"codebuild", "batchGetReports", "ReportArns", ""},
    {"codebuild", "startBuildBatch", "ProjectName",
     "SecondarySourcesOverride SecondarySourcesVersionOverride SourceVersion ArtifactsOverride "
     "SecondaryArtifactsOverride EnvironmentVariablesOverride SourceTypeOverride "
     "SourceLocationOverride SourceAuthOverride GitCloneDepthOverride "
     "GitSubmodulesConfigOverride BuildspecOverride InsecureSslOverride "
     "ReportBuildBatchStatusOverride EnvironmentTypeOverride ImageOverride ComputeTypeOverride "
     "CertificateOverride CacheOverride ServiceRoleOverride PrivilegedModeOverride "
     "BuildTimeoutInMinutesOverride QueuedTimeoutInMinutesOverride EncryptionKeyOverride "
     "IdempotencyToken LogsConfigOverride RegistryCredentialOverride "
     "ImagePullCredentialsTypeOverride BuildBatchConfigOverride DebugSessionEnabled"},
    {"codebuild", "stopBuildBatch", "Id", ""},
    {"codebuild", "retryBuildBatch", "", "Id IdempotencyToken RetryType"},
    {"codebuild", "deleteBuildBatch", "Id", ""},
    {"databrew", "startJobRun", "Name", ""},
    {"dynamodb", "getItem", "TableName Key",
     "AttributesToGet ConsistentRead ReturnConsumedCapacity ProjectionExpression "
     "ExpressionAttributeNames"},
    {"dynamodb", "putItem", "TableName Item",
     "Expected ReturnValues ReturnConsumedCapacity ReturnItemCollectionMetrics "
     "ConditionalOperator ConditionExpression ExpressionAttributeNames "
     "ExpressionAttributeValues ReturnValuesOnConditionCheckFailure"},
    {"dynamodb", "updateItem", "TableName Key",
     "AttributeUpdates Expected ConditionalOperator ReturnValues ReturnConsumedCapacity "
     "ReturnItemCollectionMetrics UpdateExpression ConditionExpression "
     "ExpressionAttributeNames ExpressionAttributeValues ReturnValuesOnConditionCheckFailure"},
    {"dynamodb", "deleteItem", "TableName Key",
     "Expected ConditionalOperator ReturnValues ReturnConsumedCapacity "
     "ReturnItemCollectionMetrics ConditionExpression ExpressionAttributeNames "
     "ExpressionAttributeValues ReturnValuesOnConditionCheckFailure"},
    {"ecs", "runTask", "TaskDefinition",
     "CapacityProviderStrategy Cluster Count EnableECSManagedTags EnableExecuteCommand Group "
     "LaunchType NetworkConfiguration Overrides PlacementConstraints PlacementStrategy "
     "PlatformVersion PropagateTags ReferenceId StartedBy Tags ClientToken "
     "VolumeConfigurations"},
    {"eks", "createCluster", "Name RoleArn ResourcesVpcConfig",
     "Version KubernetesNetworkConfig Logging ClientRequestToken Tags EncryptionConfig "
     "OutpostConfig AccessConfig BootstrapSelfManagedAddons UpgradePolicy ZonalShiftConfig "
     "RemoteNetworkConfig ComputeConfig StorageConfig DeletionProtection "
     "ControlPlaneScalingConfig"},
    {"eks", "deleteCluster", "Name", ""},
    {"eks", "createFargateProfile", "FargateProfileName ClusterName PodExecutionRoleArn",
     "Subnets Selectors ClientRequestToken Tags"},
    {"eks", "deleteFargateProfile", "ClusterName FargateProfileName", ""},
    {"eks", "createNodegroup", "ClusterName NodegroupName Subnets NodeRole",
     "ScalingConfig DiskSize InstanceTypes AmiType RemoteAccess Labels Taints Tags "
     "ClientRequestToken LaunchTemplate UpdateConfig NodeRepairConfig CapacityType Version "
     "ReleaseVersion WarmPoolConfig"},
    {"eks", "deleteNodegroup", "ClusterName NodegroupName", ""},
    {"eks", "runJob", "", "ClusterName CertificateAuthority Endpoint Namespace Job LogOptions"},
    {"eks", "call", "",
     "ClusterName CertificateAuthority Endpoint Method Path QueryParameters RequestBody"},
    {"elasticmapreduce", "createCluster", "Name Instances",
     "LogUri LogEncryptionKmsKeyId AdditionalInfo AmiVersion ReleaseLabel Steps "
     "StepExecutionRoleArn BootstrapActions SupportedProducts NewSupportedProducts "
     "Applications Configurations VisibleToAllUsers JobFlowRole ServiceRole Tags "
     "SecurityConfiguration AutoScalingRole ScaleDownBehavior CustomAmiId EbsRootVolumeSize "
     "RepoUpgradeOnBoot KerberosAttributes StepConcurrencyLevel ManagedScalingPolicy "
     "PlacementGroupConfigs AutoTerminationPolicy OSReleaseLabel EbsRootVolumeIops "
     "EbsRootVolumeThroughput ExtendedSupport MonitoringConfiguration"},
    {"elasticmapreduce", "terminateCluster", "ClusterId", ""},
    {"elasticmapreduce", "addStep", "ClusterId Step", "ExecutionRoleArn"},
    {"elasticmapreduce", "cancelStep", "ClusterId StepId", "StepCancellationOption"},
    {"elasticmapreduce", "setClusterTerminationProtection", "ClusterId TerminationProtected", ""},
    {"elasticmapreduce", "modifyInstanceFleetByName", "ClusterId InstanceFleetName InstanceFleet",
     ""},
    {"elasticmapreduce", "modifyInstanceGroupByName", "ClusterId InstanceGroupName InstanceGroup",
     ""},
    {"emr-containers", "createVirtualCluster", "Name ContainerProvider",
     "ClientToken Tags SecurityConfigurationId"},
    {"emr-containers", "deleteVirtualCluster", "Id", ""},
    {"emr-containers", "startJobRun", "VirtualClusterId",
     "Name ClientToken ExecutionRoleArn ReleaseLabel JobDriver ConfigurationOverrides Tags "
     "JobTemplateId JobTemplateParameters RetryPolicyConfiguration"},
    {"emr-serverless", "createApplication", "ReleaseLabel Type",
     "Name ClientToken InitialCapacity MaximumCapacity Tags AutoStartConfiguration "
     "AutoStopConfiguration NetworkConfiguration Architecture ImageConfiguration "
     "WorkerTypeSpecifications RuntimeConfiguration MonitoringConfiguration "
     "DiskEncryptionConfiguration InteractiveConfiguration SchedulerConfiguration "
     "IdentityCenterConfiguration JobLevelCostAllocationConfiguration"},
    {"emr-serverless", "startApplication", "ApplicationId", ""},
    {"emr-serverless", "stopApplication", "ApplicationId", ""},
    {"emr-serverless", "deleteApplication", "ApplicationId", ""},
    {"emr-serverless", "startJobRun", "ApplicationId ExecutionRoleArn",
     "ClientToken ExecutionIamPolicy JobDriver ConfigurationOverrides Tags "
     "ExecutionTimeoutMinutes Name Mode RetryPolicy"},
    {"emr-serverless", "cancelJobRun", "ApplicationId JobRunId", "ShutdownGracePeriodInSeconds"},
    {"events", "putEvents", "Entries", "EndpointId"},
    {"glue", "startJobRun", "JobName",
     "JobRunQueuingEnabled JobRunId Arguments AllocatedCapacity Timeout MaxCapacity "
     "SecurityConfiguration NotificationProperty WorkerType NumberOfWorkers ExecutionClass "
     "ExecutionRoleSessionPolicy"},
    {"http", "invoke", "ApiEndpoint Method",
     "InvocationConfig Authentication Headers QueryParameters RequestBody Transform"},
    {"lambda", "invoke", request_members::kFunctionName,
     "Payload InvocationType Qualifier ClientContext LogType TenantId"},
    {"mediaconvert", "createJob", "Role Settings",
     "AccelerationSettings BillingTagsSource ClientRequestToken HopDestinations "
     "JobEngineVersion JobTemplate Priority Queue SimulateReservedQueue StatusUpdateInterval "
     "Tags UserMetadata"},
    {"sagemaker", "createTrainingJob", "TrainingJobName RoleArn OutputDataConfig",
     "HyperParameters AlgorithmSpecification InputDataConfig ResourceConfig VpcConfig "
     "StoppingCondition Tags EnableNetworkIsolation EnableInterContainerTrafficEncryption "
     "EnableManagedSpotTraining CheckpointConfig DebugHookConfig DebugRuleConfigurations "
     "TensorBoardOutputConfig ExperimentConfig ProfilerConfig ProfilerRuleConfigurations "
     "Environment RetryStrategy RemoteDebugConfig InfraCheckConfig SessionChainingConfig "
     "ServerlessJobConfig MlflowConfig ModelPackageConfig"},
    {"sagemaker", "createTransformJob",
     "TransformJobName ModelName TransformInput TransformOutput TransformResources",
     "MaxConcurrentTransforms ModelClientConfig MaxPayloadInMB BatchStrategy Environment "
     "DataCaptureConfig DataProcessing Tags ExperimentConfig"},
    {"sagemaker", "createProcessingJob",
     "ProcessingJobName ProcessingResources AppSpecification RoleArn",
     "ProcessingInputs ProcessingOutputConfig StoppingCondition Environment NetworkConfig Tags "
     "ExperimentConfig"},
    {"sagemaker", "createLabelingJob",
     "LabelingJobName LabelAttributeName InputConfig OutputConfig RoleArn HumanTaskConfig",
     "LabelCategoryConfigS3Uri StoppingConditions LabelingJobAlgorithmsConfig Tags"},
    {"sagemaker", "createHyperParameterTuningJob",
     "HyperParameterTuningJobName HyperParameterTuningJobConfig",
     "TrainingJobDefinition TrainingJobDefinitions WarmStartConfig Tags Autotune"},
    {"sagemaker", "createModel", "ModelName",
     "PrimaryContainer Containers InferenceExecutionConfig ExecutionRoleArn Tags VpcConfig "
     "EnableNetworkIsolation"},
    {"sagemaker", "createEndpointConfig", "EndpointConfigName ProductionVariants",
     "DataCaptureConfig Tags KmsKeyId AsyncInferenceConfig ExplainerConfig "
     "ShadowProductionVariants ExecutionRoleArn VpcConfig EnableNetworkIsolation MetricsConfig"},
    {"sagemaker", "createEndpoint", "EndpointName EndpointConfigName", "DeploymentConfig Tags"},
    {"sagemaker", "updateEndpoint", "EndpointName EndpointConfigName",
     "RetainAllVariantProperties ExcludeRetainedVariantProperties DeploymentConfig "
     "RetainDeploymentConfig"},
    {"sns", "publish", "Message",
     "TopicArn TargetArn PhoneNumber Subject MessageStructure MessageAttributes "
     "MessageDeduplicationId MessageGroupId"},
    {"sqs", "sendMessage", "QueueUrl MessageBody",
     "DelaySeconds MessageAttributes MessageSystemAttributes MessageDeduplicationId "
     "MessageGroupId"},
    {"states", "startExecution", request_members::kStateMachineArn, "Name Input TraceHeader"},
});

bool is_word_of(std::string_view words, std::string_view wanted) {
  bool found = false;
  for_each_word(words, [&](std::string_view word) { found = found || word == wanted; });
  return found;
}

}  // namespace

bool ServiceRequest::knows(std::string_view member) const {
  return is_word_of(required, member) || is_word_of(optional, member);
}

std::span<const ServiceRequest> service_requests() { return kServiceRequests; }

const ServiceRequest* find_service_request(std::string_view service, std::string_view action) {
  const auto found =
      std::find_if(kServiceRequests.begin(), kServiceRequests.end(),
                   [&](const auto& row) { return row.service == service && row.action == action; });
  return found == kServiceRequests.end() ? nullptr : &*found;
}

}  // namespace sfn::engine::asl
