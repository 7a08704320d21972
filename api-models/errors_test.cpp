#include "api-models/errors.h"

#include <set>

#include "base/testing/catch.h"

namespace sfn::api {
namespace {

constexpr auto kLast = ErrorCode::UnknownOperation;

TEST_CASE("Errors: each has a type of its own and the status that AWS answers", "[errors]") {
  std::set<std::string_view> types;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(kLast); ++i) {
    const ErrorRow& row = error_row(static_cast<ErrorCode>(i));
    CAPTURE(row.type);
    CHECK(row.code == static_cast<ErrorCode>(i));
    const std::size_t hash = row.type.find('#');
    REQUIRE(hash != std::string_view::npos);
    const bool is_of_the_service = row.type.substr(0, hash) == "com.amazonaws.swf.service.v2.model";
    if (is_of_the_service) CHECK(row.status == 400);
    CHECK((is_of_the_service || row.type.starts_with("com.amazon.coral.")));
    CHECK(row.type.find(':') == std::string_view::npos);  // some SDKs cut there
    types.insert(row.type);
  }
  CHECK(types.size() == static_cast<std::size_t>(kLast) + 1);
  CHECK(error_row(ErrorCode::InternalFailure).status == 500);
  CHECK_THROWS(error_row(static_cast<ErrorCode>(200)));
}

TEST_CASE("Errors: are in AWS's words", "[errors]") {
  using namespace api_error;
  const auto is = [](const Unexpected<ApiError>& error, ErrorCode code, std::string_view message) {
    CHECK(error.value().code == code);
    CHECK(error.value().message == message);
  };
  is(activity_already_exists("arn"), ErrorCode::ActivityAlreadyExists,
     "Activity Already Exists: 'arn'");
  is(activity_does_not_exist("arn"), ErrorCode::ActivityDoesNotExist,
     "Activity Does Not Exist: 'arn'");
  is(activity_worker_limit_exceeded(), ErrorCode::ActivityWorkerLimitExceeded,
     "The maximum number of workers concurrently polling for activity tasks has been reached.");
  is(invalid_output("text"), ErrorCode::InvalidOutput, "Invalid Output: 'text'");
  is(task_timed_out(), ErrorCode::TaskTimedOut,
     "Task Timed Out: 'Provided task does not exist anymore'");
  is(task_does_not_exist(), ErrorCode::TaskDoesNotExist,
     "Task Does Not Exist: 'Provided task does not exist'");
  is(execution_already_exists("arn"), ErrorCode::ExecutionAlreadyExists,
     "Execution Already Exists: 'arn'");
  is(execution_does_not_exist("arn"), ErrorCode::ExecutionDoesNotExist,
     "Execution Does Not Exist: 'arn'");
  is(execution_limit_exceeded(), ErrorCode::ExecutionLimitExceeded,
     "The maximum number of running executions has been reached.");
  is(invalid_arn_prefix("x"), ErrorCode::InvalidArn, "Invalid Arn: 'Invalid ARN prefix: x'");
  is(invalid_arn_type("express"), ErrorCode::InvalidArn,
     "Invalid Arn: 'Resource type not valid in this context: express'");
  is(invalid_execution_input("text"), ErrorCode::InvalidExecutionInput,
     "Invalid State Machine Execution Input: 'text'");
  is(empty_execution_input(), ErrorCode::InvalidExecutionInput,
     "Invalid State Machine Execution Input: 'Invalid execution input.'");
  is(invalid_logging_configuration("Must specify exactly one Log Destination."),
     ErrorCode::InvalidLoggingConfiguration,
     "Invalid Logging Configuration: Must specify exactly one Log Destination.");
  is(invalid_name("a b"), ErrorCode::InvalidName, "Invalid Name: 'a b'");
  is(invalid_token(), ErrorCode::InvalidToken, "Invalid Token: 'Invalid token'");
  is(nothing_to_update(), ErrorCode::MissingRequiredParameter,
     "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration "
     "must be specified");
  is(resource_not_found("arn"), ErrorCode::ResourceNotFound, "Resource not found: 'arn'");
  is(state_machine_already_exists("arn"), ErrorCode::StateMachineAlreadyExists,
     "State Machine Already Exists: 'arn'");
  is(state_machine_does_not_exist("arn"), ErrorCode::StateMachineDoesNotExist,
     "State Machine Does Not Exist: 'arn'");
  is(state_machine_type_not_supported(), ErrorCode::StateMachineTypeNotSupported,
     "This operation is not supported by this type of state machine");
}

}  // namespace
}  // namespace sfn::api
