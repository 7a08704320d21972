#include "engine/integrations/lambda.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "api-models/quotas.h"
#include "base/json/json.h"
#include "engine/asl/request_members.h"
#include "engine/integrations/lambda_target.h"
#include "engine/integrations/named_uuid.h"
#include "engine/integrations/sdk_metadata.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kSigningName = "lambda";
constexpr std::string_view kErrorPrefix = "Lambda.";

// Members of a task's parameters.
namespace parameter = request_members;

std::optional<std::string> text_parameter(const Json& parameters, std::string_view name) {
  const Json* const value = parameters.find(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return value->as_string();
}

// --- requests ------------------------------------------------------------------------------------

// The body for a Payload. Observed: a text that is JSON itself is sent as it is; where there is no
// Payload, or null, the function gets {} (test_invoke). Lambda makes {} of an empty body, which
// other runtimes fail to parse.
std::string payload_body(const Json* payload) {
  if (payload == nullptr || payload->is_null()) return "{}";
  if (payload->is_string() && Json::parse(payload->as_string())) return payload->as_string();
  return payload->rebuilt().text();
}

// --- responses -----------------------------------------------------------------------------------

enum class CauseText : std::uint8_t {
  Verbatim,  // a function ARN passes the error document on as it came
  Compact,   // lambda:invoke writes it anew
};

bool has_error_members(const Json& body) {
  const Json* const message = body.find("errorMessage");
  const Json* const type = body.find("errorType");
  return message != nullptr && message->is_string() && type != nullptr && type->is_string();
}

// Servers that know Lambda's headers say by X-Amz-Function-Error what failed; the runtime interface
// emulator says it only by the look of the document.
bool knows_lambda_headers(const HttpResponse& response) {
  constexpr std::array<std::string_view, 3> kHeaders{"X-Amz-Executed-Version", "x-amzn-RequestId",
                                                     "x-amzn-ErrorType"};
  return std::any_of(kHeaders.begin(), kHeaders.end(),
                     [&](std::string_view h) { return response.header(h) != nullptr; });
}

StatesError function_error(const std::string& body, CauseText cause_text) {
  const auto document = Json::parse(body);
  const Json* const type = document ? document->find("errorType") : nullptr;
  // Public logs of AWS: a function that was killed has no error type.
  if (type == nullptr || !type->is_string()) {
    return {"Lambda.Unknown",
            "The cause could not be determined because Lambda did not return an error type. "
            "Returned payload: " +
                body};
  }
  return {type->as_string(), cause_text == CauseText::Verbatim ? body : document->rebuilt().text()};
}

// What the SDK of AWS Step Functions has a class for; whatever else Lambda says becomes the
// service's base class. AWS Lambda Invoke "Errors".
constexpr std::string_view kBaseClass = "AWSLambdaException";
constexpr auto kServiceErrors = std::to_array<std::string_view>({
    "EC2AccessDeniedException",
    "EC2ThrottledException",
    "EC2UnexpectedException",
    "EFSIOException",
    "EFSMountConnectivityException",
    "EFSMountFailureException",
    "EFSMountTimeoutException",
    "ENILimitReachedException",
    "InvalidParameterValueException",
    "InvalidRequestContentException",
    "InvalidRuntimeException",
    "InvalidSecurityGroupIDException",
    "InvalidSubnetIDException",
    "InvalidZipFileException",
    "KMSAccessDeniedException",
    "KMSDisabledException",
    "KMSInvalidStateException",
    "KMSNotFoundException",
    "RecursiveInvocationException",
    "RequestTooLargeException",
    "ResourceConflictException",
    "ResourceNotFoundException",
    "ResourceNotReadyException",
    "ServiceException",
    "SnapStartException",
    "SnapStartNotReadyException",
    "SnapStartTimeoutException",
    "SubnetIPAddressLimitReachedException",
    "TooManyRequestsException",
    "UnsupportedMediaTypeException",
});

// The code that the service gave: in a header, "Code:uri", or in the body, "namespace#Code".
std::optional<std::string> given_code(const HttpResponse& response, const Json* body) {
  if (const std::string* const header = response.header("x-amzn-ErrorType"))
    return header->substr(0, header->find(':'));
  for (const std::string_view member : {"__type", "errorType", "code"}) {
    const auto text = body == nullptr ? std::nullopt : text_parameter(*body, member);
    if (text) return text->substr(text->rfind('#') + 1);
  }
  return std::nullopt;
}

std::string code_of_status(unsigned status) {
  if (status == 404) return "ResourceNotFoundException";
  if (status == 429) return "TooManyRequestsException";
  return status >= 500 ? "ServiceException" : std::string(kBaseClass);
}

std::string class_of_code(std::string code) {
  constexpr std::string_view kException = "Exception";
  if (!code.ends_with(kException)) code += kException;
  const bool is_known =
      std::find(kServiceErrors.begin(), kServiceErrors.end(), code) != kServiceErrors.end();
  return is_known ? code : std::string(kBaseClass);
}

std::string service_error_message(const HttpResponse& response, const Json* body) {
  for (const std::string_view member : {"Message", "message", "errorMessage"}) {
    auto text = body == nullptr ? std::nullopt : text_parameter(*body, member);
    if (text) return *std::move(text);
  }
  // Java prints a message that is not there as null.
  return response.body.empty() ? "null" : response.body.substr(0, 1000);
}

// A local endpoint may give none, where AWS's always does: then the attempt has one of its own.
std::string request_id_of(const CallEffect& call, const HttpResponse& response) {
  const std::string* const given = response.header("x-amzn-RequestId");
  return given == nullptr ? named_uuid(call.attempt_name()) : *given;
}

// Observed: test_invoke_lambda_no_such_function. The words are those of the AWS SDK for Java,
// version 1.
StatesError service_error(const CallEffect& call, const HttpResponse& response) {
  const auto body = Json::parse(response.body);
  const Json* const document = body ? &*body : nullptr;
  const std::string code = given_code(response, document).value_or(code_of_status(response.status));
  return {std::string(kErrorPrefix) + class_of_code(code),
          service_error_message(response, document) + " (Service: AWSLambda; Status Code: " +
              std::to_string(response.status) + "; Error Code: " + code +
              "; Request ID: " + request_id_of(call, response) + "; Proxy: null)"};
}

struct FunctionAnswer {
  const HttpResponse* response = nullptr;
  std::optional<Json> result;  // nullopt: an empty body
};

// The function's answer, or why there is none.
StateResult<FunctionAnswer> function_answer(const CallEffect& call, const HttpOutcome& outcome,
                                            CauseText cause_text) {
  if (const auto* const failure = std::get_if<HttpFailure>(&outcome)) {
    return sfn::unexpected(StatesError{"Lambda.SdkClientException",
                                       "Unable to execute HTTP request: " + failure->message});
  }
  const auto& response = std::get<HttpResponse>(outcome);
  if (response.header("X-Amz-Function-Error") != nullptr) {
    return sfn::unexpected(function_error(response.body, cause_text));
  }
  const bool is_success = response.status >= 200 && response.status < 300;
  if (is_success && response.body.empty()) return FunctionAnswer{&response, std::nullopt};
  // The size is judged before the text: AWS does not look into what is too large.
  if (is_success && response.body.size() > api::quotas::kPayloadBytes)
    return sfn::unexpected(result_too_large(call.target));
  auto body = Json::parse(response.body);
  // The runtime interface emulator answers a function that cannot be loaded with 502 and the same
  // document.
  if (body && !knows_lambda_headers(response) && has_error_members(*body)) {
    return sfn::unexpected(function_error(response.body, cause_text));
  }
  if (!is_success) return sfn::unexpected(service_error(call, response));
  // Not JSON: the time-out text of the runtime interface emulator, or a function that is none.
  if (!body) return sfn::unexpected(function_error(response.body, cause_text));
  return FunctionAnswer{&response, *std::move(body)};
}

// --- the result of lambda:invoke -----------------------------------------------------------------

std::optional<std::string> executed_version(const CallEffect& call, const HttpResponse& response) {
  if (const std::string* const header = response.header("X-Amz-Executed-Version")) return *header;
  if (response.status != 200) return std::nullopt;  // an event was taken, nothing has run
  return text_parameter(call.parameters, parameter::kQualifier).value_or("$LATEST");
}

}  // namespace

StateResult<IntegrationRequest> lambda_function_request(const CallEffect& call,
                                                        const IntegrationSettings& settings) {
  const LambdaTarget target = parse_lambda_target(call.target.resource, call.region, std::nullopt);
  SFN_TRY(HttpRequest request, lambda_address(target, settings.lambda));
  request.headers.emplace_back("Content-Type", "application/json");
  request.body = call.parameters.text();
  return IntegrationRequest{std::move(request), std::string(kSigningName)};
}

CallResult lambda_function_result(const CallEffect& call, const HttpOutcome& outcome) {
  SFN_TRY(FunctionAnswer answer, function_answer(call, outcome, CauseText::Verbatim));
  return std::move(answer.result).value_or(Json{});
}

StateResult<IntegrationRequest> lambda_invoke_request(const CallEffect& call,
                                                      const IntegrationSettings& settings) {
  const auto function = text_parameter(call.parameters, parameter::kFunctionName);
  if (!function) {
    return sfn::unexpected(could_not_start(
        call.parameters, "The value of the field 'FunctionName' has an invalid format"));
  }
  const LambdaTarget target = parse_lambda_target(
      *function, call.region, text_parameter(call.parameters, parameter::kQualifier));
  SFN_TRY(HttpRequest request, lambda_address(target, settings.lambda));
  request.headers.emplace_back("Content-Type", "application/json");
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kHeaders{
      {{parameter::kInvocationType, "X-Amz-Invocation-Type"},
       {parameter::kLogType, "X-Amz-Log-Type"},
       {parameter::kClientContext, "X-Amz-Client-Context"},
       {parameter::kTenantId, "X-Amz-Tenant-Id"}}};
  for (const auto& [name, header] : kHeaders) {
    auto value = text_parameter(call.parameters, name);
    if (!value) continue;
    // What would break the request's head never gets there.
    std::erase_if(*value, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    request.headers.emplace_back(std::string(header), std::move(*value));
  }
  request.body = payload_body(call.parameters.find(parameter::kPayload));
  return IntegrationRequest{std::move(request), std::string(kSigningName)};
}

// Observed: test_invoke_bytes_payload; the members are in alphabetical order.
CallResult lambda_invoke_result(const CallEffect& call, const HttpOutcome& outcome) {
  SFN_TRY(const FunctionAnswer answer, function_answer(call, outcome, CauseText::Compact));
  const HttpResponse& response = *answer.response;
  Json::Members members;
  if (auto version = executed_version(call, response)) {
    members.emplace_back("ExecutedVersion", Json::string(std::move(*version)));
  }
  if (const std::string* const log = response.header("X-Amz-Log-Result")) {
    members.emplace_back("LogResult", Json::string(*log));
  }
  if (answer.result) {
    members.emplace_back(std::string(parameter::kPayload), answer.result->rebuilt());
  } else if (response.status == 200) {
    members.emplace_back(std::string(parameter::kPayload), Json{});
  }
  members.emplace_back(std::string(kSdkHttpMetadata),
                       sdk_http_metadata(response.headers, response.status));
  members.emplace_back(std::string(kSdkResponseMetadata),
                       sdk_response_metadata(request_id_of(call, response)));
  members.emplace_back("StatusCode", Json::integer(response.status));
  return Json::object(std::move(members));
}

}  // namespace sfn::engine
