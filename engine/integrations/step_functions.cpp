#include "engine/integrations/step_functions.h"

#include <array>
#include <utility>

#include "api-models/arn.h"
#include "engine/asl/request_members.h"
#include "engine/asl/task_resource.h"
#include "engine/integrations/named_uuid.h"
#include "engine/integrations/own_api.h"
#include "engine/integrations/sdk_metadata.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kStateMachineArn = request_members::kStateMachineArn;
constexpr std::string_view kExecutionArn = "ExecutionArn";
constexpr std::string_view kName = "Name";
constexpr std::string_view kInput = "Input";
constexpr std::string_view kOutput = "Output";
constexpr std::string_view kStartDate = "StartDate";
constexpr std::string_view kStopDate = "StopDate";

constexpr std::string_view kErrorPrefix = "StepFunctions.";
constexpr std::string_view kBaseClass = "AWSStepFunctionsException";

const Json* find_of_api(const Json& body, std::string_view member) {
  return body.find(without_capital(member));
}

// An execution without a name gets one that its attempt always has: a call that is made again after
// a crash starts no second one.
std::string execution_name(const CallEffect& call) {
  const Json* const name = call.parameters.find(kName);
  if (name == nullptr || name->is_null()) return named_uuid(call.attempt_name());
  return name->is_string() ? name->as_string() : std::string();
}

// Observed: test_start_execution_no_such_arn. The words are those of the AWS SDK for Java, version
// 1.
StatesError service_error(const ApiAnswer& answer) {
  const ApiFailure& failure = answer.result.error();
  return {std::string(kErrorPrefix) + exception_class(failure, kBaseClass),
          // Java prints a message that is not there as null.
          (failure.message.empty() ? "null" : failure.message) +
              " (Service: AWSStepFunctions; Status Code: " + std::to_string(failure.status) +
              "; Error Code: " + failure.name + "; Request ID: " + answer.request_id +
              "; Proxy: null)"};
}

// Observed: the names, and their order that follows from them.
HttpHeaders headers_of(const ApiAnswer& answer) {
  return {{"x-amzn-RequestId", answer.request_id},
          {"connection", "keep-alive"},
          {"Content-Length", std::to_string(answer.result->text_bytes())},
          {"Date", answer.date},
          {"Content-Type", "application/x-amz-json-1.0"}};
}

// AWS "Start a new workflow …": dates in results are milliseconds since the epoch.
void add_date(Json::Members& members, std::string_view name, const Json& body) {
  const Json* const date = find_of_api(body, name);
  if (date != nullptr)
    members.emplace_back(std::string(name), Json::integer(milliseconds_of(*date)));
}

void add_text(Json::Members& members, std::string_view name, const Json& body) {
  const Json* const text = find_of_api(body, name);
  if (text != nullptr) members.emplace_back(std::string(name), *text);
}

// Observed: test_start_execution_sync, test_start_execution_sync2: .sync has texts here, .sync:2
// the values that these are.
void add_data(Json::Members& members, std::string_view name, const Json& body,
              asl::Pattern pattern) {
  const Json* const text = find_of_api(body, name);
  if (text != nullptr && text->is_string()) {
    auto value = pattern == asl::Pattern::Sync2 ? Json::parse(text->as_string())
                                                : Result<Json, JsonParseError>{*text};
    members.emplace_back(std::string(name), value ? value->rebuilt() : *text);
  }
  const std::string details = std::string(name) + "Details";
  const Json* const given = find_of_api(body, details);
  const Json* const included = given == nullptr ? nullptr : given->find("included");
  if (included != nullptr) members.emplace_back(details, Json::object({{"Included", *included}}));
}

// Observed: test_start_execution_sync, test_start_execution_sync_delegate_failure: these members,
// in the order of the alphabet.
Json description(const Json& body, asl::Pattern pattern) {
  Json::Members members;
  add_text(members, "Cause", body);
  add_text(members, "Error", body);
  add_text(members, kExecutionArn, body);
  add_data(members, kInput, body, pattern);
  add_text(members, kName, body);
  add_data(members, kOutput, body, pattern);
  add_date(members, kStartDate, body);
  add_text(members, kStateMachineArn, body);
  add_text(members, "Status", body);
  add_date(members, kStopDate, body);
  return Json::object(std::move(members));
}

}  // namespace

namespace detail {

std::string start_execution_action(const TaskTarget& target) {
  return with_capital(asl::action_of(target));
}

StateResult<Json> start_execution_request(const CallEffect& call) {
  Json request = to_api_request(call.parameters);
  if (find_of_api(request, kName) != nullptr) return request;
  return request.with(without_capital(kName), Json::string(execution_name(call)));
}

CallResult start_execution_result(const CallEffect&, const ApiAnswer& answer) {
  if (!answer.result) return sfn::unexpected(service_error(answer));
  constexpr unsigned kOk = 200;
  Json::Members members;
  add_text(members, kExecutionArn, *answer.result);
  members.emplace_back(std::string(kSdkHttpMetadata), sdk_http_metadata(headers_of(answer), kOk));
  members.emplace_back(std::string(kSdkResponseMetadata), sdk_response_metadata(answer.request_id));
  add_date(members, kStartDate, *answer.result);
  return Json::object(std::move(members));
}

std::string execution_started_by(const CallEffect& call) {
  const Json* const accepted = call.accepted ? call.accepted->find(kExecutionArn) : nullptr;
  if (accepted != nullptr && accepted->is_string()) return accepted->as_string();
  const Json* const machine = call.parameters.find(kStateMachineArn);
  if (machine == nullptr || !machine->is_string()) return {};
  // A version or an alias is no part of an execution's ARN.
  std::vector<std::string_view> parts = api::split_arn(machine->as_string());
  constexpr std::size_t kPartsOfMachine = 7;
  if (parts.size() < kPartsOfMachine) return {};
  std::string arn;
  for (std::size_t i = 0; i < kPartsOfMachine; ++i) arn.append(i == 0 ? "" : ":").append(parts[i]);
  return api::execution_arn(arn, execution_name(call));
}

CallResult ended_execution_result(const CallEffect& call, const ApiAnswer& described) {
  if (!described.result) return sfn::unexpected(service_error(described));
  Json result = description(*described.result, asl::pattern_of(call.target));
  const Json* const status = result.find("Status");
  if (status != nullptr && status->is_string() && status->as_string() == "SUCCEEDED") return result;
  return sfn::unexpected(StatesError{std::string(error_names::kTaskFailed), result.text()});
}

}  // namespace detail
}  // namespace sfn::engine
