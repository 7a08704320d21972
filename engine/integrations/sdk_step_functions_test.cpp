#include "engine/integrations/sdk_step_functions.h"

#include "base/testing/catch.h"
#include "base/testing/json_matchers.h"

namespace sfn::engine {
namespace {

using sfn::testing::json;

CallEffect call(const std::string& parameters, std::string resource = "startExecution") {
  CallEffect effect;
  effect.target = {TaskFamily::Service, "aws-sdk:sfn", std::move(resource)};
  effect.parameters = json(parameters);
  return effect;
}

std::string request(const std::string& parameters) {
  return kSdkStepFunctions.to_request(call(parameters))->text();
}
std::string result(const std::string& body) {
  return kSdkStepFunctions.to_result(call("{}"), {json(body), "request-1", ""})->text();
}

}  // namespace

TEST_CASE("aws-sdk:sfn: the action is the operation with a small first letter",
          "[integrations][nested]") {
  CHECK(kSdkStepFunctions.name(call("{}", "sendTaskSuccess").target) == "SendTaskSuccess");
  CHECK(kSdkStepFunctions.name(call("{}", "startExecution.waitForTaskToken").target) ==
        "StartExecution");
}

TEST_CASE("aws-sdk:sfn: members of requests, and of what is in them, get the API's spelling",
          "[integrations][nested]") {
  CHECK(
      request(
          R"({"Name":"n","Tags":[{"Key":"K","Value":"V"}],"LoggingConfiguration":{"Level":"ALL"}})") ==
      R"({"name":"n","tags":[{"key":"K","value":"V"}],"loggingConfiguration":{"level":"ALL"}})");
  CHECK(request(R"({"Input":null,"MaxResults":5})") == R"({"maxResults":5})");
  CHECK(request("7") == "{}");
}

// Observed: test_sfn_start_execution_implicit_json_serialisation.
TEST_CASE("aws-sdk:sfn: a value where the API wants a text of JSON is written out",
          "[integrations][nested]") {
  CHECK(request(R"({"Input":{"Key": "value"}})") == R"({"input":"{\"Key\":\"value\"}"})");
  CHECK(request(R"({"TaskToken":"t","Output":[1]})") == R"({"taskToken":"t","output":"[1]"})");
  CHECK(request(R"({"TaskToken":"t","Output":"\"x\""})") ==
        R"({"taskToken":"t","output":"\"x\""})");
  CHECK(request(R"({"Definition":{"StartAt":"A"}})") == R"({"definition":"{\"StartAt\":\"A\"}"})");
}

TEST_CASE("aws-sdk:sfn: members of results are in the order of the alphabet, times are texts",
          "[integrations][nested]") {
  CHECK(result(R"({"startDate":1684843200.123,"executionArn":"e"})") ==
        R"({"ExecutionArn":"e","StartDate":"2023-05-23T12:00:00.123Z"})");
  CHECK(result(R"({"startDate":1684843200})") == R"({"StartDate":"2023-05-23T12:00:00Z"})");
  CHECK(result(R"({"events":[{"timestamp":0,"type":"T","id":1}]})") ==
        R"({"Events":[{"Id":1,"Timestamp":"1970-01-01T00:00:00Z","Type":"T"}]})");
  CHECK(result("{}") == "{}");
}

TEST_CASE("aws-sdk:sfn: names from a definition keep their spelling", "[integrations][nested]") {
  CHECK(result(R"({"variableReferences":{"state":["v"],"A":[]}})") ==
        R"({"VariableReferences":{"state":["v"],"A":[]}})");
}

// Observed: the error for a bad token.
TEST_CASE("aws-sdk:sfn: errors are those of the AWS SDK for Java, version 2",
          "[integrations][nested]") {
  const auto refuse = [](std::string name, std::string message, unsigned status) {
    return kSdkStepFunctions
        .to_result(call("{}"),
                   {sfn::unexpected(ApiFailure{std::move(name), std::move(message), status}),
                    "request-1", ""})
        .error();
  };
  const StatesError error = refuse("InvalidToken", "Invalid Token: 'Invalid token'", 400);
  CHECK(error.name == "Sfn.InvalidTokenException");
  CHECK(error.cause ==
        "Invalid Token: 'Invalid token' (Service: Sfn, Status Code: 400, Request ID: request-1) "
        "(SDK Attempt Count: 1)");
  CHECK(refuse("ValidationException", "v", 400).name == "Sfn.ValidationException");
  CHECK(refuse("SerializationException", "", 400).name == "Sfn.SfnException");
  CHECK(refuse("SerializationException", "", 400).cause ==
        "null (Service: Sfn, Status Code: 400, Request ID: request-1) (SDK Attempt Count: 1)");
}

}  // namespace sfn::engine
