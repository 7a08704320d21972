#pragma once
// Every error of the API, once: its name, where its shape lives, its HTTP status, and AWS's words.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sfn::api {

enum class ErrorCode : std::uint8_t {
  // of the service
  ActivityAlreadyExists,
  ActivityDoesNotExist,
  ActivityWorkerLimitExceeded,
  ConflictException,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ExecutionLimitExceeded,
  InvalidArn,
  InvalidDefinition,
  InvalidEncryptionConfiguration,
  InvalidExecutionInput,
  InvalidLoggingConfiguration,
  InvalidName,
  InvalidOutput,
  InvalidToken,
  MissingRequiredParameter,
  ResourceNotFound,
  StateMachineAlreadyExists,
  StateMachineDoesNotExist,
  StateMachineTypeNotSupported,
  TaskDoesNotExist,
  TaskTimedOut,
  TooManyTags,
  ServiceValidation,
  // of the framework in front of it
  ConstraintViolation,
  InternalFailure,
  RequestTooLarge,
  Serialization,
  UnknownOperation,
};

struct ErrorRow {
  ErrorCode code;
  std::string_view type;  // as `__type` carries it
  unsigned status;
};

[[nodiscard]] const ErrorRow& error_row(ErrorCode code);

struct ApiError {
  ErrorCode code = ErrorCode::InternalFailure;
  std::string message;
  std::string_view reason = {};  // of ValidationException, a literal; most have none
};

template <typename T>
using ApiResult = Result<T, ApiError>;

// The words of AWS. Each returns what can be returned from any ApiResult function.
namespace api_error {
[[nodiscard]] Unexpected<ApiError> activity_already_exists(std::string_view arn);
[[nodiscard]] Unexpected<ApiError> activity_does_not_exist(std::string_view arn);
[[nodiscard]] Unexpected<ApiError> activity_worker_limit_exceeded();
[[nodiscard]] Unexpected<ApiError> execution_already_exists(std::string_view arn);
[[nodiscard]] Unexpected<ApiError> execution_does_not_exist(std::string_view arn);
[[nodiscard]] Unexpected<ApiError> execution_limit_exceeded();
[[nodiscard]] Unexpected<ApiError> invalid_arn_prefix(std::string_view given);
[[nodiscard]] Unexpected<ApiError> invalid_arn_type(std::string_view resource_type);
[[nodiscard]] Unexpected<ApiError> invalid_arn(std::string_view given);
[[nodiscard]] Unexpected<ApiError> invalid_definition(std::string message);
[[nodiscard]] Unexpected<ApiError> invalid_encryption_configuration(std::string_view text);
[[nodiscard]] Unexpected<ApiError> invalid_execution_input(std::string_view parser_text);
[[nodiscard]] Unexpected<ApiError> empty_execution_input();
[[nodiscard]] Unexpected<ApiError> invalid_logging_configuration(std::string_view text);
[[nodiscard]] Unexpected<ApiError> invalid_name(std::string_view name);
[[nodiscard]] Unexpected<ApiError> invalid_output(std::string_view parser_text);
[[nodiscard]] Unexpected<ApiError> invalid_token();
[[nodiscard]] Unexpected<ApiError> nothing_to_update();
[[nodiscard]] Unexpected<ApiError> resource_not_found(std::string_view arn);
[[nodiscard]] Unexpected<ApiError> state_machine_already_exists(std::string_view arn);
[[nodiscard]] Unexpected<ApiError> state_machine_does_not_exist(std::string_view arn);
[[nodiscard]] Unexpected<ApiError> state_machine_type_not_supported();
[[nodiscard]] Unexpected<ApiError> task_does_not_exist();
[[nodiscard]] Unexpected<ApiError> task_timed_out();
[[nodiscard]] Unexpected<ApiError> too_many_tags();
[[nodiscard]] Unexpected<ApiError> validation(std::string message);
[[nodiscard]] Unexpected<ApiError> no_labelled_arns();
[[nodiscard]] Unexpected<ApiError> map_run_completed();
[[nodiscard]] Unexpected<ApiError> nothing_to_update_of_map_run();
[[nodiscard]] Unexpected<ApiError> internal_failure();
[[nodiscard]] Unexpected<ApiError> serialization(std::string message = {});
[[nodiscard]] Unexpected<ApiError> unknown_operation();
}  // namespace api_error

}  // namespace sfn::api
