#include "server/protocol/error_body.h"

#include "base/testing/catch.h"
#include "server/operations/registry.h"
#include "server/protocol/aws_json.h"

namespace sfn::server {

TEST_CASE("error body: has the type with its namespace, and a message where there is one",
          "[server][protocol]") {
  const HttpAnswer answer = error_answer(
      {api::ErrorCode::StateMachineDoesNotExist, "State Machine Does Not Exist: '\"\n'"});
  CHECK(answer.status == 400);
  CHECK(answer.content_type == "application/x-amz-json-1.0");
  CHECK(
      answer.body ==
      R"({"__type":"com.amazonaws.swf.service.v2.model#StateMachineDoesNotExist","message":"State Machine Does Not Exist: '\"\n'"})");
  CHECK(
      error_answer(api::api_error::map_run_completed().value()).body ==
      R"({"__type":"com.amazonaws.swf.service.v2.model#ValidationException",)"
      R"("message":"A completed Map Run cannot be updated","reason":"CANNOT_UPDATE_COMPLETED_MAP_RUN"})");
  CHECK(error_answer({api::ErrorCode::Serialization, {}}).body ==
        R"({"__type":"com.amazon.coral.service#SerializationException"})");
  CHECK(error_answer({api::ErrorCode::InternalFailure, {}}).status == 500);
}

TEST_CASE("action: only the service's own prefix names one", "[server][protocol]") {
  CHECK(action_of("AWSStepFunctions.StartExecution") == "StartExecution");
  CHECK(action_of("DynamoDB_20120810.StartExecution").empty());
  CHECK(action_of("StartExecution").empty());
  CHECK(action_of("").empty());
  CHECK(find_operation(action_of("AWSStepFunctions.")) == nullptr);
}

TEST_CASE("operations: each is found by its name and answers in one way", "[server][protocol]") {
  for (const Operation& operation : operations()) {
    CAPTURE(operation.name);
    CHECK(find_operation(operation.name) == &operation);
    CHECK((operation.answer == nullptr) != (operation.answer_later == nullptr));
  }
  CHECK(find_operation("Startexecution") == nullptr);
}

}  // namespace sfn::server
