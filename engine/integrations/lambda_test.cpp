#include "engine/integrations/lambda.h"

#include "base/testing/catch.h"
#include "base/testing/json_matchers.h"

namespace sfn::engine {
namespace {

using sfn::testing::json;

const std::string kFunctionArn = "arn:aws:lambda:eu-west-1:123456789012:function:f";

IntegrationSettings settings() {
  IntegrationSettings result;
  result.lambda.endpoint = "http://127.0.0.1:3001";
  return result;
}

CallEffect function_call(std::string arn, std::string input = "{}") {
  CallEffect call;
  call.target = {TaskFamily::LambdaFunction, "", std::move(arn)};
  call.region = "us-east-1";
  call.parameters = json(std::move(input));
  return call;
}

CallEffect invoke_call(std::string parameters) {
  CallEffect call;
  call.target = {TaskFamily::Service, "lambda", "invoke"};
  call.region = "us-east-1";
  call.parameters = json(std::move(parameters));
  return call;
}

HttpRequest invoke_request(std::string parameters, const IntegrationSettings& with = settings()) {
  auto request = lambda_invoke_request(invoke_call(std::move(parameters)), with);
  REQUIRE(request);
  CHECK(request->signing_name == "lambda");
  return request->http;
}

HttpResponse response(unsigned status, std::string body, HttpHeaders headers = {}) {
  return {status, std::move(headers), std::move(body)};
}

std::string header(const HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return "none";
}

StatesError error_of(const CallResult& result) {
  REQUIRE_FALSE(result);
  return result.error();
}
StatesError function_error_of(const HttpOutcome& outcome) {
  return error_of(lambda_function_result(function_call(kFunctionArn), outcome));
}
StatesError invoke_error_of(const HttpOutcome& outcome) {
  return error_of(lambda_invoke_result(invoke_call(R"({"FunctionName":"f"})"), outcome));
}

// As Lambda itself answers.
HttpHeaders lambda_headers(HttpHeaders more = {}) {
  more.emplace_back("x-amzn-RequestId", "request-1");
  more.emplace_back("X-Amz-Executed-Version", "$LATEST");
  return more;
}

}  // namespace

// --- requests ------------------------------------------------------------------------------------

TEST_CASE("Lambda: a function ARN is called by its name, with the input as it came",
          "[integrations][lambda]") {
  const auto request =
      lambda_function_request(function_call(kFunctionArn, R"({ "a" : 1.0, "a":2 })"), settings());
  REQUIRE(request);
  CHECK(request->http.method == "POST");
  CHECK(request->http.scheme == "http");
  CHECK(request->http.host == "127.0.0.1");
  CHECK(request->http.port == "3001");
  CHECK(request->http.target == "/2015-03-31/functions/f/invocations");
  CHECK(request->http.body == R"({ "a" : 1.0, "a":2 })");
  CHECK(header(request->http, "Content-Type") == "application/json");
  CHECK(header(request->http, "X-Amz-Invocation-Type") == "none");
}

TEST_CASE("Lambda: the qualifier of a function ARN goes into the query", "[integrations][lambda]") {
  for (const auto& [arn, target] : std::vector<std::pair<std::string, std::string>>{
           {kFunctionArn + ":7", "/2015-03-31/functions/f/invocations?Qualifier=7"},
           {kFunctionArn + ":live", "/2015-03-31/functions/f/invocations?Qualifier=live"},
           {kFunctionArn + ":$LATEST", "/2015-03-31/functions/f/invocations?Qualifier=%24LATEST"},
           {"arn:aws-cn:lambda:cn-north-1:123456789012:function:f:1",
            "/2015-03-31/functions/f/invocations?Qualifier=1"}}) {
    CAPTURE(arn);
    const auto request = lambda_function_request(function_call(arn), settings());
    REQUIRE(request);
    CHECK(request->http.target == target);
  }
}

TEST_CASE("Lambda: no qualifier is sent where the endpoint cannot take one",
          "[integrations][lambda]") {
  IntegrationSettings with = settings();
  with.lambda.send_qualifier = false;
  const auto request = lambda_function_request(function_call(kFunctionArn + ":live"), with);
  REQUIRE(request);
  CHECK(request->http.target == "/2015-03-31/functions/f/invocations");
}

TEST_CASE(
    "lambda:invoke: FunctionName is a name, a partial or a whole ARN, with or without a qualifier",
    "[integrations][lambda]") {
  for (const auto& [name, target] : std::vector<std::pair<std::string, std::string>>{
           {"f", "/2015-03-31/functions/f/invocations"},
           {"f:live", "/2015-03-31/functions/f/invocations?Qualifier=live"},
           {"123456789012:function:f", "/2015-03-31/functions/f/invocations"},
           {"123456789012:function:f:2", "/2015-03-31/functions/f/invocations?Qualifier=2"},
           {kFunctionArn, "/2015-03-31/functions/f/invocations"},
           {kFunctionArn + ":live", "/2015-03-31/functions/f/invocations?Qualifier=live"},
           {"odd name/é", "/2015-03-31/functions/odd%20name%2F%C3%A9/invocations"}}) {
    CAPTURE(name);
    CHECK(invoke_request(R"({"FunctionName":")" + name + R"("})").target == target);
  }
}

TEST_CASE("lambda:invoke: Qualifier goes before the one of the name", "[integrations][lambda]") {
  CHECK(invoke_request(R"({"FunctionName":"f","Qualifier":"3"})").target ==
        "/2015-03-31/functions/f/invocations?Qualifier=3");
  CHECK(invoke_request(R"({"FunctionName":"f:live","Qualifier":"3"})").target ==
        "/2015-03-31/functions/f/invocations?Qualifier=3");
}

TEST_CASE("lambda:invoke: InvocationType, LogType, ClientContext and TenantId become headers",
          "[integrations][lambda]") {
  const HttpRequest request = invoke_request(
      R"({"FunctionName":"f","InvocationType":"Event","LogType":"Tail","ClientContext":"eyJhIjoxfQ==","TenantId":"t"})");
  CHECK(header(request, "X-Amz-Invocation-Type") == "Event");
  CHECK(header(request, "X-Amz-Log-Type") == "Tail");
  CHECK(header(request, "X-Amz-Client-Context") == "eyJhIjoxfQ==");
  CHECK(header(request, "X-Amz-Tenant-Id") == "t");
  const HttpRequest bare = invoke_request(R"({"FunctionName":"f"})");
  CHECK(header(bare, "X-Amz-Invocation-Type") == "none");
  CHECK(header(bare, "X-Amz-Log-Type") == "none");
  CHECK(header(bare, "X-Amz-Client-Context") == "none");
}

TEST_CASE("lambda:invoke: a parameter cannot add lines to the request's head",
          "[integrations][lambda]") {
  const HttpRequest request =
      invoke_request(R"({"FunctionName":"f","ClientContext":"a\r\nX-Evil: 1\u0000"})");
  CHECK(header(request, "X-Amz-Client-Context") == "aX-Evil: 1");
  CHECK(invoke_request(R"({"FunctionName":"f\r\nX-Evil: 1"})").target ==
        "/2015-03-31/functions/f%0D%0AX-Evil/invocations?Qualifier=%201");
}

TEST_CASE("lambda:invoke: Payload is sent compactly, and a text that is JSON as it is",
          "[integrations][lambda]") {
  // Observed: test_invoke_payload cases; a text that is none is quoted.
  for (const auto& [payload, body] : std::vector<std::pair<std::string, std::string>>{
           {R"({ "a" : [ 1.0, true ] })", R"({"a":[1.0,true]})"},
           {R"([1, 2])", "[1,2]"},
           {"0.50", "0.50"},
           {"true", "true"},
           {"null", "{}"},
           {R"("{}")", "{}"},
           {R"("[]")", "[]"},
           {R"("0.0")", "0.0"},
           {R"("\"HelloWorld\"")", R"("HelloWorld")"},
           {R"("null")", "null"},
           {R"("Hello")", R"("Hello")"},
           {R"("")", R"("")"}}) {
    CAPTURE(payload);
    CHECK(invoke_request(R"({"FunctionName":"f","Payload":)" + payload + "}").body == body);
  }
  CHECK(invoke_request(R"({"FunctionName":"f"})").body == "{}");
}

TEST_CASE("lambda:invoke: without a FunctionName nothing is called", "[integrations][lambda]") {
  for (const char* const parameters :
       {"{}", R"({"FunctionName":1})", R"({"FunctionName":null})", R"("f")"}) {
    CAPTURE(parameters);
    const auto request = lambda_invoke_request(invoke_call(parameters), settings());
    REQUIRE_FALSE(request);
    CHECK(request.error().name == "States.Runtime");
    CHECK(
        request.error().cause.value() ==
        "The Parameters '" + json(parameters).text() +
            "' could not be used to start the Task: [The value of the field 'FunctionName' has an "
            "invalid format]");
  }
}

// --- results -------------------------------------------------------------------------------------

TEST_CASE("Lambda: the result of a function ARN keeps its text", "[integrations][lambda]") {
  const auto result = lambda_function_result(function_call(kFunctionArn),
                                             response(200, R"({ "a" : 1.0 })", lambda_headers()));
  REQUIRE(result);
  CHECK(result->text() == R"({ "a" : 1.0 })");
}

TEST_CASE("Lambda: an empty answer is null", "[integrations][lambda]") {
  const auto result = lambda_function_result(function_call(kFunctionArn), response(200, ""));
  REQUIRE(result);
  CHECK(result->is_null());
}

// Observed: test_…data_limit_exceeded_on_large_utf8_response.
TEST_CASE("Lambda: an answer beyond the size of state data is refused unread",
          "[integrations][lambda]") {
  const std::string text(262'145, 'a');
  const StatesError function = function_error_of(response(200, text, lambda_headers()));
  CHECK(function.name == "States.DataLimitExceeded");
  CHECK(function.cause ==
        "The state/task '" + kFunctionArn +
            "' returned a result with a size exceeding the maximum number of bytes service limit.");
  const StatesError invoke = invoke_error_of(response(200, text, lambda_headers()));
  CHECK(invoke.name == "States.DataLimitExceeded");
  CHECK(invoke.cause ==
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of "
        "bytes service limit.");
}

TEST_CASE("lambda:invoke: an endpoint that names no request has a name made for it",
          "[integrations][lambda]") {
  CallEffect call = invoke_call(R"({"FunctionName":"f"})");
  call.execution_arn = "e";
  const auto id_of = [](const CallEffect& made) {
    const auto result = lambda_invoke_result(made, response(200, "1"));
    REQUIRE(result);
    return result->find("SdkResponseMetadata")->find("RequestId")->as_string();
  };
  const std::string id = id_of(call);
  CHECK(id.size() == 36);
  CHECK(id_of(call) == id);
  call.scheduled_event = 7;  // the next attempt
  CHECK(id_of(call) != id);
  const auto refused = lambda_invoke_result(call, response(404, "{}"));
  REQUIRE(!refused);
  CHECK(refused.error().cause->find("Request ID: " + id_of(call)) != std::string::npos);
}

TEST_CASE("lambda:invoke: wraps the result as AWS does, its members in alphabetical order",
          "[integrations][lambda]") {
  const auto result = lambda_invoke_result(invoke_call(R"({"FunctionName":"f"})"),
                                           response(200, R"({ "a" : 0.0 })",
                                                    {{"X-Amz-Executed-Version", "$LATEST"},
                                                     {"x-amzn-RequestId", "r-1"},
                                                     {"Content-Type", "application/json"}}));
  REQUIRE(result);
  CHECK(
      result->text() ==
      R"({"ExecutedVersion":"$LATEST","Payload":{"a":0.0},"SdkHttpMetadata":{"AllHttpHeaders":)"
      R"({"X-Amz-Executed-Version":["$LATEST"],"x-amzn-RequestId":["r-1"],"Content-Type":["application/json"]},)"
      R"("HttpHeaders":{"Content-Type":"application/json","X-Amz-Executed-Version":"$LATEST","x-amzn-RequestId":"r-1"},)"
      R"("HttpStatusCode":200},"SdkResponseMetadata":{"RequestId":"r-1"},"StatusCode":200})");
}

TEST_CASE("lambda:invoke: a log result is passed on", "[integrations][lambda]") {
  const auto result =
      lambda_invoke_result(invoke_call(R"({"FunctionName":"f"})"),
                           response(200, "1", lambda_headers({{"x-amz-log-result", "bG9n"}})));
  REQUIRE(result);
  REQUIRE(result->find("LogResult") != nullptr);
  CHECK(result->find("LogResult")->as_string() == "bG9n");
}

TEST_CASE("lambda:invoke: an answer without a version shows the qualifier, or $LATEST",
          "[integrations][lambda]") {
  const auto version = [](std::string parameters) {
    const auto result =
        lambda_invoke_result(invoke_call(std::move(parameters)), response(200, "1"));
    REQUIRE(result);
    return result->find("ExecutedVersion")->as_string();
  };
  CHECK(version(R"({"FunctionName":"f","Qualifier":"live"})") == "live");
  CHECK(version(R"({"FunctionName":"f"})") == "$LATEST");
}

TEST_CASE("lambda:invoke: an event that was taken has neither version nor payload",
          "[integrations][lambda]") {
  for (const unsigned status : {202u, 204u}) {
    CAPTURE(status);
    const auto result =
        lambda_invoke_result(invoke_call(R"({"FunctionName":"f"})"), response(status, ""));
    REQUIRE(result);
    CHECK(result->find("ExecutedVersion") == nullptr);
    CHECK(result->find("Payload") == nullptr);
    CHECK(result->find("StatusCode")->text() == std::to_string(status));
  }
}

// --- errors of functions -------------------------------------------------------------------------

TEST_CASE("Lambda: a function's error is named by its type, its cause the document as it came",
          "[integrations][lambda]") {
  // Observed: test_lambda_error cases. The name of the header and its value do not matter.
  const std::string body =
      R"({"errorMessage": "m", "errorType": "CustomException", "stackTrace": ["  File \"h.py\"\n"]})";
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"X-Amz-Function-Error", "Unhandled"},
                                                        {"X-Amz-Function-Error", "Handled"},
                                                        {"x-amz-function-error", "Unhandled"}}) {
    const HttpOutcome outcome = response(200, body, lambda_headers({{name, value}}));
    CHECK(function_error_of(outcome).name == "CustomException");
    CHECK(function_error_of(outcome).cause == body);
    CHECK(invoke_error_of(outcome).name == "CustomException");
    CHECK(
        invoke_error_of(outcome).cause ==
        R"({"errorMessage":"m","errorType":"CustomException","stackTrace":["  File \"h.py\"\n"]})");
  }
}

TEST_CASE("Lambda: a function that was killed has no error type", "[integrations][lambda]") {
  const std::string expected =
      "The cause could not be determined because Lambda did not return an error type. Returned "
      "payload: ";
  for (const std::string body :
       {R"({"errorMessage":"2026-01-01T00:00:00.000Z r Task timed out after 3.00 seconds"})",
        "null", R"({"errorType":1})", "not json", ""}) {
    CAPTURE(body);
    const HttpOutcome outcome =
        response(200, body, lambda_headers({{"X-Amz-Function-Error", "Unhandled"}}));
    CHECK(function_error_of(outcome).name == "Lambda.Unknown");
    CHECK(function_error_of(outcome).cause == expected + body);
    CHECK(invoke_error_of(outcome).cause == expected + body);
  }
}

TEST_CASE(
    "Lambda: a document that looks like an error is one only where the server does not know "
    "Lambda's headers",
    "[integrations][lambda]") {
  const std::string body = R"({"errorMessage":"m","errorType":"E"})";
  // The runtime interface emulator.
  CHECK(function_error_of(response(200, body)).name == "E");
  CHECK(invoke_error_of(response(200, body)).name == "E");
  // Lambda: the function returned it.
  const auto result =
      lambda_function_result(function_call(kFunctionArn), response(200, body, lambda_headers()));
  REQUIRE(result);
  CHECK(result->text() == body);
  // Not quite an error document.
  for (const char* const other : {R"({"errorMessage":"m"})", R"({"errorType":"E"})",
                                  R"({"errorMessage":1,"errorType":"E"})"}) {
    CAPTURE(other);
    CHECK(lambda_function_result(function_call(kFunctionArn), response(200, other)));
  }
}

TEST_CASE(
    "Lambda: the runtime interface emulator's answer to a function that cannot be loaded is the "
    "function's error",
    "[integrations][lambda]") {
  const std::string body =
      R"({"errorMessage":"No module named 'x'","errorType":"Runtime.ImportModuleError"})";
  CHECK(function_error_of(response(502, body)).name == "Runtime.ImportModuleError");
  CHECK(function_error_of(response(502, body)).cause == body);
}

TEST_CASE("Lambda: an answer that is no JSON has no error type", "[integrations][lambda]") {
  // The runtime interface emulator's time-out, and what a function must not return.
  for (const char* const body :
       {"Task timed out after 3.00 seconds", "{\"a\":", "\xFF", "NaN", "{} x"}) {
    CAPTURE(body);
    CHECK(function_error_of(response(200, body)).name == "Lambda.Unknown");
    CHECK(function_error_of(response(200, body, lambda_headers())).name == "Lambda.Unknown");
    CHECK(invoke_error_of(response(200, body)).name == "Lambda.Unknown");
  }
}

// --- errors of the service -----------------------------------------------------------------------

TEST_CASE("Lambda: an unknown function is told in the words of AWS", "[integrations][lambda]") {
  // Observed: test_invoke_lambda_no_such_function.
  const HttpOutcome outcome = response(
      404,
      R"({"Type":"User","Message":"Function not found: arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST"})",
      {{"x-amzn-RequestId", "r-1"}, {"x-amzn-ErrorType", "ResourceNotFoundException"}});
  const StatesError expected{
      "Lambda.ResourceNotFoundException",
      "Function not found: arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST (Service: "
      "AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: r-1; Proxy: "
      "null)"};
  CHECK(invoke_error_of(outcome).name == expected.name);
  CHECK(invoke_error_of(outcome).cause == expected.cause);
  CHECK(function_error_of(outcome).name == expected.name);
  CHECK(function_error_of(outcome).cause == expected.cause);
}

TEST_CASE("Lambda: errors of the service are named by header, body or status",
          "[integrations][lambda]") {
  struct Row {
    unsigned status;
    std::string error_type;  // header; empty: none
    std::string body;
    std::string name;
  };
  const std::vector<Row> rows{
      {429, "TooManyRequestsException",
       R"({"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded"})",
       "Lambda.TooManyRequestsException"},
      {429, "", "", "Lambda.TooManyRequestsException"},
      {404, "", "", "Lambda.ResourceNotFoundException"},
      {500, "ServiceException", "{}", "Lambda.ServiceException"},
      {500, "", "", "Lambda.ServiceException"},
      {502, "", "<html>Bad Gateway</html>", "Lambda.ServiceException"},
      {503, "", "", "Lambda.ServiceException"},
      {400, "", "", "Lambda.AWSLambdaException"},
      {301, "", "", "Lambda.AWSLambdaException"},
      // A code with the URI of its documentation.
      {400, "InvalidParameterValueException:http://internal.amazon.com/coral/", "{}",
       "Lambda.InvalidParameterValueException"},
      {413, "RequestTooLargeException", "{}", "Lambda.RequestTooLargeException"},
      {400, "", R"({"__type":"com.amazonaws.lambda#InvalidRequestContentException"})",
       "Lambda.InvalidRequestContentException"},
      // Codes without "Exception", as `sam local start-lambda` has them.
      {404, "ResourceNotFound", R"({"Type":"User","Message":"Function not found"})",
       "Lambda.ResourceNotFoundException"},
      {400, "InvalidRequestContent", R"({"Type":"User","Message":"m"})",
       "Lambda.InvalidRequestContentException"},
      // What AWS's client has no class for.
      {501, "NotImplemented", R"({"Type":"LocalService","Message":"m"})",
       "Lambda.AWSLambdaException"},
      {403, "AccessDeniedException", R"({"Message":"m"})", "Lambda.AWSLambdaException"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.status, row.error_type, row.body);
    HttpHeaders headers;
    if (!row.error_type.empty()) headers.emplace_back("x-amzn-errortype", row.error_type);
    const StatesError error = invoke_error_of(response(row.status, row.body, headers));
    CHECK(error.name == row.name);
    CHECK(error.cause.value().find("(Service: AWSLambda; Status Code: " +
                                   std::to_string(row.status) + "; ") != std::string::npos);
    CHECK(function_error_of(response(row.status, row.body, headers)).name == row.name);
  }
}

TEST_CASE(
    "Lambda: an error of the service without a message says null, one without JSON its beginning",
    "[integrations][lambda]") {
  CHECK(invoke_error_of(response(500, ""))
            .cause.value()
            .starts_with("null (Service: AWSLambda; Status Code: 500; Error Code: "));
  const std::string cause = invoke_error_of(response(502, std::string(5000, 'x'))).cause.value();
  CHECK(cause.starts_with(std::string(1000, 'x') + " (Service"));
}

TEST_CASE("Lambda: what kept a call from being answered is the client's error",
          "[integrations][lambda]") {
  for (const char* const message : {"Connect to 127.0.0.1:3001 failed: Connection refused",
                                    "Read timed out", "127.0.0.1:3001 failed to respond"}) {
    const StatesError error = invoke_error_of(HttpFailure{message});
    CHECK(error.name == "Lambda.SdkClientException");
    CHECK(error.cause == std::string("Unable to execute HTTP request: ") + message);
    CHECK(function_error_of(HttpFailure{message}).name == "Lambda.SdkClientException");
  }
}

}  // namespace sfn::engine
