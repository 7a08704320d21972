#include "api-models/errors.h"

#include <array>
#include <utility>

#include "base/assert.h"

namespace sfn::api {
namespace {

// Observed on AWS: the namespaces of `__type`, and that every error of the service has status 400.
constexpr auto kErrors = std::to_array<ErrorRow>({
    {ErrorCode::ActivityAlreadyExists, "com.amazonaws.swf.service.v2.model#ActivityAlreadyExists",
     400},
    {ErrorCode::ActivityDoesNotExist, "com.amazonaws.swf.service.v2.model#ActivityDoesNotExist",
     400},
    {ErrorCode::ActivityWorkerLimitExceeded,
     "com.amazonaws.swf.service.v2.model#ActivityWorkerLimitExceeded", 400},
    {ErrorCode::ConflictException, "com.amazonaws.swf.service.v2.model#ConflictException", 400},
    {ErrorCode::ExecutionAlreadyExists, "com.amazonaws.swf.service.v2.model#ExecutionAlreadyExists",
     400},
    {ErrorCode::ExecutionDoesNotExist, "com.amazonaws.swf.service.v2.model#ExecutionDoesNotExist",
     400},
    {ErrorCode::ExecutionLimitExceeded, "com.amazonaws.swf.service.v2.model#ExecutionLimitExceeded",
     400},
    {ErrorCode::InvalidArn, "com.amazonaws.swf.service.v2.model#InvalidArn", 400},
    {ErrorCode::InvalidDefinition, "com.amazonaws.swf.service.v2.model#InvalidDefinition", 400},
    {ErrorCode::InvalidEncryptionConfiguration,
     "com.amazonaws.swf.service.v2.model#InvalidEncryptionConfiguration", 400},
    {ErrorCode::InvalidExecutionInput, "com.amazonaws.swf.service.v2.model#InvalidExecutionInput",
     400},
    {ErrorCode::InvalidLoggingConfiguration,
     "com.amazonaws.swf.service.v2.model#InvalidLoggingConfiguration", 400},
    {ErrorCode::InvalidName, "com.amazonaws.swf.service.v2.model#InvalidName", 400},
    {ErrorCode::InvalidOutput, "com.amazonaws.swf.service.v2.model#InvalidOutput", 400},
    {ErrorCode::InvalidToken, "com.amazonaws.swf.service.v2.model#InvalidToken", 400},
    {ErrorCode::MissingRequiredParameter,
     "com.amazonaws.swf.service.v2.model#MissingRequiredParameter", 400},
    {ErrorCode::ResourceNotFound, "com.amazonaws.swf.service.v2.model#ResourceNotFound", 400},
    {ErrorCode::StateMachineAlreadyExists,
     "com.amazonaws.swf.service.v2.model#StateMachineAlreadyExists", 400},
    {ErrorCode::StateMachineDoesNotExist,
     "com.amazonaws.swf.service.v2.model#StateMachineDoesNotExist", 400},
    {ErrorCode::StateMachineTypeNotSupported,
     "com.amazonaws.swf.service.v2.model#StateMachineTypeNotSupported", 400},
    {ErrorCode::TaskDoesNotExist, "com.amazonaws.swf.service.v2.model#TaskDoesNotExist", 400},
    {ErrorCode::TaskTimedOut, "com.amazonaws.swf.service.v2.model#TaskTimedOut", 400},
    {ErrorCode::TooManyTags, "com.amazonaws.swf.service.v2.model#TooManyTags", 400},
    {ErrorCode::ServiceValidation, "com.amazonaws.swf.service.v2.model#ValidationException", 400},
    {ErrorCode::ConstraintViolation, "com.amazon.coral.validate#ValidationException", 400},
    {ErrorCode::InternalFailure, "com.amazon.coral.service#InternalFailure", 500},
    {ErrorCode::RequestTooLarge, "com.amazon.coral.service#RequestEntityTooLargeException", 413},
    {ErrorCode::Serialization, "com.amazon.coral.service#SerializationException", 400},
    {ErrorCode::UnknownOperation, "com.amazon.coral.service#UnknownOperationException", 400},
});

consteval bool rows_are_in_order() {
  for (std::size_t i = 0; i < kErrors.size(); ++i) {
    if (static_cast<std::size_t>(kErrors[i].code) != i) return false;
  }
  return true;
}
static_assert(rows_are_in_order(), "a row stands at the place of its code");

Unexpected<ApiError> error(ErrorCode code, std::string message, std::string_view reason = {}) {
  return sfn::unexpected(ApiError{code, std::move(message), reason});
}

std::string quoted(std::string_view words, std::string_view value) {
  return std::string(words) + ": '" + std::string(value) + "'";
}

}  // namespace

const ErrorRow& error_row(ErrorCode code) { return kErrors.at(static_cast<std::size_t>(code)); }

namespace api_error {

// The code is the model's, the words are those of its siblings.
Unexpected<ApiError> activity_already_exists(std::string_view arn) {
  return error(ErrorCode::ActivityAlreadyExists, quoted("Activity Already Exists", arn));
}
// Observed: test_describe_deleted_activity.
Unexpected<ApiError> activity_does_not_exist(std::string_view arn) {
  return error(ErrorCode::ActivityDoesNotExist, quoted("Activity Does Not Exist", arn));
}
// AWS GetActivityTask.
Unexpected<ApiError> activity_worker_limit_exceeded() {
  return error(
      ErrorCode::ActivityWorkerLimitExceeded,
      "The maximum number of workers concurrently polling for activity tasks has been reached.");
}
Unexpected<ApiError> execution_already_exists(std::string_view arn) {
  return error(ErrorCode::ExecutionAlreadyExists, quoted("Execution Already Exists", arn));
}
// AWS StartExecution; its text is not known.
Unexpected<ApiError> execution_limit_exceeded() {
  return error(ErrorCode::ExecutionLimitExceeded,
               "The maximum number of running executions has been reached.");
}
Unexpected<ApiError> execution_does_not_exist(std::string_view arn) {
  return error(ErrorCode::ExecutionDoesNotExist, quoted("Execution Does Not Exist", arn));
}
Unexpected<ApiError> invalid_arn_prefix(std::string_view given) {
  return invalid_arn("Invalid ARN prefix: " + std::string(given));
}
Unexpected<ApiError> invalid_arn_type(std::string_view resource_type) {
  return invalid_arn("Resource type not valid in this context: " + std::string(resource_type));
}
Unexpected<ApiError> invalid_arn(std::string_view given) {
  return error(ErrorCode::InvalidArn, quoted("Invalid Arn", given));
}
Unexpected<ApiError> invalid_definition(std::string message) {
  return error(ErrorCode::InvalidDefinition, std::move(message));
}
Unexpected<ApiError> invalid_encryption_configuration(std::string_view text) {
  return error(ErrorCode::InvalidEncryptionConfiguration,
               "Invalid Encryption Configuration: " + std::string(text));
}
Unexpected<ApiError> invalid_execution_input(std::string_view parser_text) {
  return error(ErrorCode::InvalidExecutionInput,
               quoted("Invalid State Machine Execution Input", parser_text));
}
// Observed: test_invalid_start_execution_input.
Unexpected<ApiError> empty_execution_input() {
  return invalid_execution_input("Invalid execution input.");
}
Unexpected<ApiError> invalid_logging_configuration(std::string_view text) {
  return error(ErrorCode::InvalidLoggingConfiguration,
               "Invalid Logging Configuration: " + std::string(text));
}
Unexpected<ApiError> invalid_name(std::string_view name) {
  return error(ErrorCode::InvalidName, quoted("Invalid Name", name));
}
// The code is the model's, the words are those of InvalidExecutionInput.
Unexpected<ApiError> invalid_output(std::string_view parser_text) {
  return error(ErrorCode::InvalidOutput, quoted("Invalid Output", parser_text));
}
Unexpected<ApiError> invalid_token() {
  return error(ErrorCode::InvalidToken, quoted("Invalid Token", "Invalid token"));
}
// Observed: test_create_update_state_machine_base_update_none.
Unexpected<ApiError> nothing_to_update() {
  return error(ErrorCode::MissingRequiredParameter,
               "Either the definition, the role ARN, the LoggingConfiguration, or the "
               "TracingConfiguration must be specified");
}
// Observed: test_tag_state_machine_version, of tags.
Unexpected<ApiError> resource_not_found(std::string_view arn) {
  return error(ErrorCode::ResourceNotFound, quoted("Resource not found", arn));
}
Unexpected<ApiError> state_machine_already_exists(std::string_view arn) {
  return error(ErrorCode::StateMachineAlreadyExists, quoted("State Machine Already Exists", arn));
}
Unexpected<ApiError> state_machine_does_not_exist(std::string_view arn) {
  return error(ErrorCode::StateMachineDoesNotExist, quoted("State Machine Does Not Exist", arn));
}
// Observed: test_start_sync_execution.
Unexpected<ApiError> state_machine_type_not_supported() {
  return error(ErrorCode::StateMachineTypeNotSupported,
               "This operation is not supported by this type of state machine");
}
// The code is the model's, the words are those of TaskTimedOut.
Unexpected<ApiError> task_does_not_exist() {
  return error(ErrorCode::TaskDoesNotExist,
               quoted("Task Does Not Exist", "Provided task does not exist"));
}
// Public reports of AWS.
Unexpected<ApiError> task_timed_out() {
  return error(ErrorCode::TaskTimedOut,
               quoted("Task Timed Out", "Provided task does not exist anymore"));
}
Unexpected<ApiError> too_many_tags() {
  return error(ErrorCode::TooManyTags,
               "You've exceeded the number of tags allowed for a resource.");
}
Unexpected<ApiError> validation(std::string message) {
  return error(ErrorCode::ServiceValidation, std::move(message));
}
// AWS ValidationExceptionReason. The words of these three are not known.
Unexpected<ApiError> no_labelled_arns() {
  return error(ErrorCode::ServiceValidation,
               "This operation does not support labelled state machine ARNs",
               "API_DOES_NOT_SUPPORT_LABELED_ARNS");
}
Unexpected<ApiError> map_run_completed() {
  return error(ErrorCode::ServiceValidation, "A completed Map Run cannot be updated",
               "CANNOT_UPDATE_COMPLETED_MAP_RUN");
}
Unexpected<ApiError> nothing_to_update_of_map_run() {
  return error(ErrorCode::ServiceValidation,
               "Either the maxConcurrency, the toleratedFailurePercentage, or the "
               "toleratedFailureCount must be specified",
               "MISSING_REQUIRED_PARAMETER");
}
Unexpected<ApiError> internal_failure() { return error(ErrorCode::InternalFailure, {}); }
Unexpected<ApiError> serialization(std::string message) {
  return error(ErrorCode::Serialization, std::move(message));
}
Unexpected<ApiError> unknown_operation() { return error(ErrorCode::UnknownOperation, {}); }

}  // namespace api_error
}  // namespace sfn::api
