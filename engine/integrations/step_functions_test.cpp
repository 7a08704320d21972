#include "engine/integrations/step_functions.h"

#include <algorithm>

#include "base/testing/catch.h"
#include "base/testing/json_matchers.h"
#include "engine/integrations/named_uuid.h"

namespace sfn::engine {
namespace {

using sfn::testing::json;

const std::string kMachine = "arn:aws:states:us-east-1:123456789012:stateMachine:child";
const std::string kChild = "arn:aws:states:us-east-1:123456789012:execution:child:";

CallEffect call(const std::string& parameters, std::string resource = "startExecution") {
  CallEffect effect;
  effect.target = {TaskFamily::Service, "states", std::move(resource)};
  effect.region = "us-east-1";
  effect.parameters = json(parameters);
  effect.scheduled_event = 3;
  effect.execution_arn = "arn:aws:states:us-east-1:123456789012:execution:parent:p";
  return effect;
}

std::string request(const std::string& parameters) {
  return kStartExecution.to_request(call(parameters))->text();
}

ApiAnswer answer(const std::string& body) {
  return {json(body), "request-1", "Tue, 23 May 2023 12:00:00 GMT"};
}
ApiAnswer refusal(std::string name, std::string message, unsigned status = 400) {
  return {sfn::unexpected(ApiFailure{std::move(name), std::move(message), status}), "request-1",
          "Tue, 23 May 2023 12:00:00 GMT"};
}

StatesError error_of(const CallResult& result) {
  REQUIRE_FALSE(result);
  return result.error();
}

}  // namespace

TEST_CASE("states:startExecution: the request has the API's spelling, and the input as a text",
          "[integrations][nested]") {
  CHECK(kStartExecution.name(call("{}", "startExecution.sync:2").target) == "StartExecution");
  CHECK(request(
            R"({"StateMachineArn":"m","Name":"n","TraceHeader":"t","Input":{"a": [1.0, "x"]}})") ==
        R"({"stateMachineArn":"m","name":"n","traceHeader":"t","input":"{\"a\":[1.0,\"x\"]}"})");
  CHECK(request(R"({"Name":"n","Input":"{ \"as\": \"it is\" }"})") ==
        R"({"name":"n","input":"{ \"as\": \"it is\" }"})");
  CHECK(request(R"({"Name":"n","Input":7})") == R"({"name":"n","input":"7"})");
  CHECK(request(R"({"Name":"n","Input":null})") == R"({"name":"n"})");
  CHECK(request(R"({"Name":"n","name":"m"})") == R"({"name":"n"})");
}

TEST_CASE("states:startExecution: an execution without a name gets one that its attempt always has",
          "[integrations][nested]") {
  const CallEffect unnamed = call(R"({"StateMachineArn":"m","Name":null})");
  const std::string first = kStartExecution.to_request(unnamed)->text();
  CHECK(first == kStartExecution.to_request(unnamed)->text());
  CHECK(json(first).find("name")->as_string() == named_uuid(unnamed.attempt_name()));
  CallEffect again = unnamed;
  again.scheduled_event = 9;
  CHECK(first != kStartExecution.to_request(again)->text());
}

TEST_CASE("named_uuid: has the form of a UUID and depends on the text", "[integrations]") {
  const std::string uuid = named_uuid("a#1");
  REQUIRE(uuid.size() == 36);
  CHECK(std::count(uuid.begin(), uuid.end(), '-') == 4);
  CHECK(uuid[14] == '8');
  CHECK(std::string("89ab").find(uuid[19]) != std::string::npos);
  CHECK(uuid != named_uuid("a#2"));
}

// Observed: test_start_execution_sync2, history 6.14.
TEST_CASE("states:startExecution: its result tells of the answer too, in the order of AWS",
          "[integrations][nested]") {
  const CallResult result = kStartExecution.to_result(
      call("{}"), answer(R"({"executionArn":"e","startDate":1551225146.847})"));
  REQUIRE(result);
  CHECK(
      result->text() ==
      R"({"ExecutionArn":"e","SdkHttpMetadata":{"AllHttpHeaders":{"x-amzn-RequestId":["request-1"],)"
      R"("connection":["keep-alive"],"Content-Length":["47"],"Date":["Tue, 23 May 2023 12:00:00 GMT"],)"
      R"("Content-Type":["application/x-amz-json-1.0"]},"HttpHeaders":{"connection":"keep-alive",)"
      R"("Content-Length":"47","Content-Type":"application/x-amz-json-1.0",)"
      R"("Date":"Tue, 23 May 2023 12:00:00 GMT","x-amzn-RequestId":"request-1"},"HttpStatusCode":200},)"
      R"("SdkResponseMetadata":{"RequestId":"request-1"},"StartDate":1551225146847})");
}

TEST_CASE("states:startExecution: errors are those of the SDK of AWS Step Functions",
          "[integrations][nested]") {
  const StatesError missing = error_of(kStartExecution.to_result(
      call("{}"), refusal("StateMachineDoesNotExist", "State Machine Does Not Exist: 'm'")));
  CHECK(missing.name == "StepFunctions.StateMachineDoesNotExistException");
  CHECK(missing.cause ==
        "State Machine Does Not Exist: 'm' (Service: AWSStepFunctions; Status Code: 400; Error "
        "Code: StateMachineDoesNotExist; Request ID: request-1; Proxy: null)");
  CHECK(missing.kind == ErrorKind::Catchable);
  CHECK(error_of(kStartExecution.to_result(call("{}"), refusal("ValidationException", "v"))).name ==
        "StepFunctions.ValidationException");
  const StatesError broken =
      error_of(kStartExecution.to_result(call("{}"), refusal("InternalFailure", "", 500)));
  CHECK(broken.name == "StepFunctions.AWSStepFunctionsException");
  CHECK(broken.cause ==
        "null (Service: AWSStepFunctions; Status Code: 500; Error Code: InternalFailure; Request "
        "ID: request-1; Proxy: null)");
}

TEST_CASE("states:startExecution.sync: the execution is known before it starts, and by the answer",
          "[integrations][nested]") {
  const auto started = kStartExecution.execution_started_by;
  CHECK(started(call(R"({"StateMachineArn":")" + kMachine + R"(","Name":"n"})")) == kChild + "n");
  CHECK(started(call(R"({"StateMachineArn":")" + kMachine + R"(:live","Name":"n"})")) ==
        kChild + "n");
  const CallEffect unnamed = call(R"({"StateMachineArn":")" + kMachine + R"("})");
  CHECK(started(unnamed) == kChild + named_uuid(unnamed.attempt_name()));
  CHECK(started(call(R"({"StateMachineArn":7})")).empty());
  CHECK(started(call(R"({"StateMachineArn":"m"})")).empty());
  CallEffect accepted = unnamed;
  accepted.accepted = json(R"({"ExecutionArn":"told"})");
  CHECK(started(accepted) == "told");
}

TEST_CASE("states:startExecution.sync: the result describes the execution",
          "[integrations][nested]") {
  const std::string described =
      R"({"executionArn":"e","stateMachineArn":"m","name":"n","status":"SUCCEEDED","startDate":1.5,)"
      R"("stopDate":2,"input":"{ }","inputDetails":{"included":true},"output":"{\"Arg1\": 1.0}",)"
      R"("outputDetails":{"included":true},"redriveCount":0,"redriveStatus":"NOT_REDRIVABLE"})";
  // Observed: test_start_execution_sync.
  CHECK(kStartExecution.to_end(call("{}", "startExecution.sync"), answer(described))->text() ==
        R"({"ExecutionArn":"e","Input":"{ }","InputDetails":{"Included":true},"Name":"n",)"
        R"("Output":"{\"Arg1\": 1.0}","OutputDetails":{"Included":true},"StartDate":1500,)"
        R"("StateMachineArn":"m","Status":"SUCCEEDED","StopDate":2000})");
  // Observed: test_start_execution_sync2.
  CHECK(kStartExecution.to_end(call("{}", "startExecution.sync:2"), answer(described))->text() ==
        R"({"ExecutionArn":"e","Input":{},"InputDetails":{"Included":true},"Name":"n",)"
        R"("Output":{"Arg1":1.0},"OutputDetails":{"Included":true},"StartDate":1500,)"
        R"("StateMachineArn":"m","Status":"SUCCEEDED","StopDate":2000})");
}

// Observed: test_start_execution_sync_delegate_failure, test_start_execution_sync_delegate_timeout.
TEST_CASE("states:startExecution.sync: an execution that does not succeed fails the task",
          "[integrations][nested]") {
  for (const std::string status : {"FAILED", "TIMED_OUT", "ABORTED"}) {
    const StatesError error = error_of(kStartExecution.to_end(
        call("{}", "startExecution.sync"),
        answer(R"({"executionArn":"e","stateMachineArn":"m","name":"n","status":")" + status +
               R"(","startDate":1,"stopDate":2,"input":"{}","inputDetails":{"included":true},)"
               R"("error":"SomeFailure","cause":"why"})")));
    CHECK(error.name == "States.TaskFailed");
    CHECK(error.cause ==
          R"({"Cause":"why","Error":"SomeFailure","ExecutionArn":"e","Input":"{}",)"
          R"("InputDetails":{"Included":true},"Name":"n","StartDate":1000,"StateMachineArn":"m",)"
          R"("Status":")" +
              status + R"(","StopDate":2000})");
  }
  const StatesError gone = error_of(kStartExecution.to_end(
      call("{}", "startExecution.sync"), refusal("ExecutionDoesNotExist", "Gone")));
  CHECK(gone.name == "StepFunctions.ExecutionDoesNotExistException");
}

}  // namespace sfn::engine
