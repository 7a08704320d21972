// Walks every table of the actions and compares it with AWS's service model (2016-11-23): names,
// what is required, and bounds.
#include <algorithm>
#include <cctype>
#include <set>

#include "api-models/operations/create_activity.h"
#include "api-models/operations/create_state_machine.h"
#include "api-models/operations/delete_activity.h"
#include "api-models/operations/delete_state_machine.h"
#include "api-models/operations/describe_activity.h"
#include "api-models/operations/describe_execution.h"
#include "api-models/operations/describe_map_run.h"
#include "api-models/operations/describe_state_machine.h"
#include "api-models/operations/describe_state_machine_for_execution.h"
#include "api-models/operations/get_activity_task.h"
#include "api-models/operations/get_execution_history.h"
#include "api-models/operations/list_activities.h"
#include "api-models/operations/list_executions.h"
#include "api-models/operations/list_map_runs.h"
#include "api-models/operations/list_state_machines.h"
#include "api-models/operations/operation_names.h"
#include "api-models/operations/send_task_failure.h"
#include "api-models/operations/send_task_heartbeat.h"
#include "api-models/operations/send_task_success.h"
#include "api-models/operations/start_execution.h"
#include "api-models/operations/start_sync_execution.h"
#include "api-models/operations/stop_execution.h"
#include "api-models/operations/update_map_run.h"
#include "api-models/operations/update_state_machine.h"
#include "api-models/operations/validate_state_machine_definition.h"
#include "base/testing/json_matchers.h"

namespace sfn::api {
namespace {

using testing::json;

std::string described(const Constraints& constraints) {
  std::string text;
  const auto bounds = [&](const auto& min, const auto& max, const char* unit) {
    if (!min && !max) return;
    text +=
        " " + (min ? std::to_string(*min) : "") + ".." + (max ? std::to_string(*max) : "") + unit;
  };
  bounds(constraints.min_length, constraints.max_length, "");
  bounds(std::optional<int>{}, constraints.max_utf8_bytes, " bytes");
  bounds(constraints.min_value, constraints.max_value, " as value");
  if (constraints.ascii) text += " ascii";
  if (constraints.sensitive) text += " sensitive";
  return text;
}

// One line for each member: its name, `*` where it is required, its bounds.
template <typename S>
std::vector<std::string> table() {
  std::vector<std::string> lines;
  std::set<std::string_view> names;
  for (const Field<S>& field : Shape<S>::fields()) {
    CAPTURE(field.name);
    CHECK(names.insert(field.name).second);
    CHECK((!field.name.empty() && field.name[0] >= 'a' && field.name[0] <= 'z'));
    CHECK(std::all_of(field.name.begin(), field.name.end(),
                      [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }));
    CHECK((field.decode != nullptr && field.encode != nullptr && field.has != nullptr));
    lines.push_back(std::string(field.name) + (field.is_required ? "*" : "") +
                    described(field.constraints));
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("Tables: the requests are those of the service model", "[operations]") {
  CHECK(table<CreateStateMachineInput>() ==
        Lines{"name* 1..80", "definition* 1..1048576 sensitive", "roleArn* 1..256", "type",
              "loggingConfiguration", "tags", "tracingConfiguration", "publish",
              "versionDescription ..256 sensitive", "encryptionConfiguration"});
  CHECK(table<UpdateStateMachineInput>() ==
        Lines{"stateMachineArn* 1..256", "definition 1..1048576 sensitive", "roleArn 1..256",
              "loggingConfiguration", "tracingConfiguration", "publish",
              "versionDescription ..256 sensitive", "encryptionConfiguration"});
  CHECK(table<DeleteStateMachineInput>() == Lines{"stateMachineArn* 1..256"});
  CHECK(table<DescribeStateMachineInput>() == Lines{"stateMachineArn* 1..256", "includedData"});
  CHECK(table<DescribeStateMachineForExecutionInput>() ==
        Lines{"executionArn* 1..256", "includedData"});
  CHECK(table<ListStateMachinesInput>() ==
        Lines{"maxResults 0..1000 as value", "nextToken 1..1024"});
  CHECK(table<StartExecutionInput>() == Lines{"stateMachineArn* 1..256", "name 1..80",
                                              "input ..262144 bytes sensitive",
                                              "traceHeader ..256 ascii"});
  CHECK(table<StartSyncExecutionInput>() == Lines{"stateMachineArn* 1..256", "name 1..80",
                                                  "input ..262144 bytes sensitive",
                                                  "traceHeader ..256 ascii", "includedData"});
  CHECK(table<StopExecutionInput>() ==
        Lines{"executionArn* 1..256", "error ..256 sensitive", "cause ..32768 sensitive"});
  CHECK(table<DescribeExecutionInput>() == Lines{"executionArn* 1..256", "includedData"});
  CHECK(table<ListExecutionsInput>() == Lines{"stateMachineArn 1..256", "statusFilter",
                                              "maxResults 0..1000 as value", "nextToken 1..3096",
                                              "mapRunArn 1..2000", "redriveFilter"});
  CHECK(table<GetExecutionHistoryInput>() == Lines{"executionArn* 1..256",
                                                   "maxResults 0..1000 as value", "reverseOrder",
                                                   "nextToken 1..1024", "includeExecutionData"});
  CHECK(table<CreateActivityInput>() == Lines{"name* 1..80", "tags", "encryptionConfiguration"});
  CHECK(table<DeleteActivityInput>() == Lines{"activityArn* 1..256"});
  CHECK(table<DescribeActivityInput>() == Lines{"activityArn* 1..256"});
  CHECK(table<ListActivitiesInput>() == Lines{"maxResults 0..1000 as value", "nextToken 1..1024"});
  CHECK(table<GetActivityTaskInput>() == Lines{"activityArn* 1..256", "workerName 1..80"});
  CHECK(table<SendTaskSuccessInput>() ==
        Lines{"taskToken* 1..2048", "output* ..262144 bytes sensitive"});
  CHECK(table<SendTaskFailureInput>() ==
        Lines{"taskToken* 1..2048", "error ..256 sensitive", "cause ..32768 sensitive"});
  CHECK(table<SendTaskHeartbeatInput>() == Lines{"taskToken* 1..2048"});
  CHECK(table<ListMapRunsInput>() ==
        Lines{"executionArn* 1..256", "maxResults 0..1000 as value", "nextToken 1..1024"});
  CHECK(table<DescribeMapRunInput>() == Lines{"mapRunArn* 1..2000"});
  CHECK(table<UpdateMapRunInput>() == Lines{"mapRunArn* 1..2000", "maxConcurrency 0.. as value",
                                            "toleratedFailurePercentage 0..100 as value",
                                            "toleratedFailureCount 0.. as value"});
  CHECK(table<ValidateStateMachineDefinitionInput>() == Lines{"definition* 1..1048576 sensitive",
                                                              "type", "severity",
                                                              "maxResults 0..100 as value"});
}

TEST_CASE("Tables: the answers have the model's members in its order", "[operations]") {
  CHECK(table<CreateStateMachineOutput>() ==
        Lines{"stateMachineArn*", "creationDate*", "stateMachineVersionArn"});
  CHECK(table<UpdateStateMachineOutput>() ==
        Lines{"updateDate*", "revisionId", "stateMachineVersionArn"});
  CHECK(table<DeleteStateMachineOutput>().empty());
  CHECK(table<ListStateMachinesOutput>() == Lines{"stateMachines*", "nextToken"});
  CHECK(table<StateMachineListItem>() ==
        Lines{"stateMachineArn*", "name*", "type*", "creationDate*"});
  CHECK(table<StartExecutionOutput>() == Lines{"executionArn*", "startDate*"});
  CHECK(table<StartSyncExecutionOutput>() ==
        Lines{"executionArn*", "stateMachineArn*", "name*", "startDate*", "stopDate*", "status*",
              "error", "cause", "input", "inputDetails*", "output", "outputDetails*", "traceHeader",
              "billingDetails*"});
  CHECK(table<BillingDetails>() == Lines{"billedMemoryUsedInMB*", "billedDurationInMilliseconds*"});
  CHECK(table<StopExecutionOutput>() == Lines{"stopDate*"});
  CHECK(table<ListExecutionsOutput>() == Lines{"executions*", "nextToken"});
  CHECK(table<ExecutionListItem>() == Lines{"executionArn*", "stateMachineArn*", "name*", "status*",
                                            "startDate*", "stopDate", "mapRunArn", "itemCount",
                                            "redriveCount*"});
  CHECK(table<ListMapRunsOutput>() == Lines{"mapRuns*", "nextToken"});
  CHECK(table<MapRunListItem>() ==
        Lines{"executionArn*", "mapRunArn*", "stateMachineArn*", "startDate*", "stopDate"});
  CHECK(table<DescribeMapRunOutput>() ==
        Lines{"mapRunArn*", "executionArn*", "status*", "startDate*", "stopDate", "maxConcurrency*",
              "toleratedFailurePercentage*", "toleratedFailureCount*", "itemCounts*",
              "executionCounts*", "redriveCount*"});
  CHECK(table<UpdateMapRunOutput>().empty());
  CHECK(table<GetExecutionHistoryOutput>() == Lines{"events*", "nextToken"});
  CHECK(table<DescribeExecutionOutput>() ==
        Lines{"executionArn*", "stateMachineArn*", "name*", "status*", "startDate*", "stopDate",
              "input", "inputDetails", "output", "outputDetails", "traceHeader", "mapRunArn",
              "error", "cause", "redriveCount*", "redriveStatus*", "redriveStatusReason"});
  CHECK(table<DescribeStateMachineOutput>() ==
        Lines{"stateMachineArn*", "name*", "status*", "definition*", "roleArn*", "type*",
              "creationDate*", "loggingConfiguration*", "tracingConfiguration*", "label",
              "revisionId", "description", "encryptionConfiguration*", "variableReferences"});
  CHECK(table<DescribeStateMachineForExecutionOutput>() ==
        Lines{"stateMachineArn*", "name*", "definition*", "roleArn*", "updateDate*",
              "loggingConfiguration*", "tracingConfiguration*", "mapRunArn", "label", "revisionId",
              "encryptionConfiguration*", "variableReferences"});
  CHECK(table<CreateActivityOutput>() == Lines{"activityArn*", "creationDate*"});
  CHECK(table<DeleteActivityOutput>().empty());
  CHECK(table<DescribeActivityOutput>() ==
        Lines{"activityArn*", "name*", "creationDate*", "encryptionConfiguration*"});
  CHECK(table<ListActivitiesOutput>() == Lines{"activities*", "nextToken"});
  CHECK(table<ActivityListItem>() == Lines{"activityArn*", "name*", "creationDate*"});
  CHECK(table<GetActivityTaskOutput>() == Lines{"taskToken", "input"});
  CHECK(table<SendTaskSuccessOutput>().empty());
  CHECK(table<SendTaskFailureOutput>().empty());
  CHECK(table<SendTaskHeartbeatOutput>().empty());
  CHECK(table<ValidateStateMachineDefinitionOutput>() ==
        Lines{"result*", "diagnostics*", "truncated*"});
  CHECK(table<ValidateStateMachineDefinitionDiagnostic>() ==
        Lines{"severity*", "code*", "message*", "location"});
}

TEST_CASE("Tables: the structures that actions share are the model's", "[operations]") {
  CHECK(table<LoggingConfiguration>() == Lines{"level", "includeExecutionData", "destinations"});
  CHECK(table<LogDestination>() == Lines{"cloudWatchLogsLogGroup"});
  CHECK(table<CloudWatchLogsLogGroup>() == Lines{"logGroupArn 1..256"});
  CHECK(table<TracingConfiguration>() == Lines{"enabled"});
  CHECK(table<EncryptionConfiguration>() ==
        Lines{"kmsKeyId 1..2048", "kmsDataKeyReusePeriodSeconds 60..900 as value", "type*"});
  CHECK(table<Tag>() == Lines{"key 1..128", "value 0..256"});
  CHECK(table<CloudWatchEventsExecutionDataDetails>() == Lines{"included*"});
  CHECK(table<MapRunCounts>() == Lines{"pending*", "running*", "succeeded*", "failed*", "timedOut*",
                                       "aborted*", "total*", "resultsWritten*"});
  CHECK(table<MapRunState>() == Lines{"maxConcurrency*", "toleratedFailurePercentage*",
                                      "toleratedFailureCount*", "itemCounts*", "executionCounts*"});
}

template <typename E>
void check_enum(std::size_t count) {
  CHECK(std::size(EnumNames<E>::names) == count);
  std::set<std::string_view> names(std::begin(EnumNames<E>::names), std::end(EnumNames<E>::names));
  CHECK(names.size() == count);
  // The set that messages show has the same names, in an order of its own.
  std::set<std::string_view> listed;
  std::string_view rest = EnumNames<E>::set;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(", "), rest.size());
    listed.insert(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 2, rest.size()));
  }
  CHECK(listed == names);
}

TEST_CASE("Tables: every enumeration has a name for each value and lists them all in messages",
          "[operations]") {
  check_enum<StateMachineType>(2);
  check_enum<StateMachineStatus>(2);
  check_enum<ExecutionStatus>(6);
  check_enum<SyncExecutionStatus>(3);
  check_enum<IncludedData>(2);
  check_enum<LogLevelSetting>(4);
  check_enum<EncryptionType>(2);
  check_enum<RedriveStatus>(3);
  check_enum<MapRunStatus>(4);
  check_enum<RedriveFilter>(2);
  check_enum<ValidationSeverity>(2);
  check_enum<ValidationResult>(2);
  CHECK(enum_name(ExecutionStatus::TimedOut) == "TIMED_OUT");
  CHECK(enum_name(StateMachineType::Express) == "EXPRESS");
}

TEST_CASE("Tables: AWS has 37 actions, each listed once", "[operations]") {
  CHECK(kOperationNames.size() == 37);
  const std::set<std::string_view> names(kOperationNames.begin(), kOperationNames.end());
  CHECK(names.size() == 37);
}

std::string refusal_of_list(std::string text) {
  const auto decoded = decode<ListExecutionsInput>(json(std::move(text)));
  return decoded ? "accepted" : decoded.error().message;
}

TEST_CASE("ListExecutions: refuses as AWS does", "[operations]") {
  // Observed: test_state_machine_status_filter, test_list_executions_pagination.
  CHECK(refusal_of_list(R"({"stateMachineArn":"arn","statusFilter":"succeeded"})") ==
        "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy "
        "constraint: "
        "Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, "
        "FAILED, RUNNING]");
  CHECK(refusal_of_list(R"({"maxResults":1001})") ==
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: "
        "Member must have value less than or equal to 1000");
  const std::string token(3'097, 't');
  CHECK(refusal_of_list(R"({"nextToken":")" + token + "\"}") ==
        "1 validation error detected: Value '" + token +
            "' at 'nextToken' failed to satisfy constraint: "
            "Member must have length less than or equal to 3096");
  CHECK(refusal_of_list(R"({"maxResults":0,"nextToken":")" + token.substr(1) + "\"}") ==
        "accepted");
}

TEST_CASE("StartExecution: refuses as AWS does", "[operations]") {
  const auto refusal = [](std::string text) {
    const auto decoded = decode<StartExecutionInput>(json(std::move(text)));
    return decoded ? "accepted" : decoded.error().message;
  };
  const std::string payload(262'145, 'x');
  CHECK(refusal(R"({"stateMachineArn":"arn","input":")" + payload.substr(1) + "\"}") == "accepted");
  CHECK(refusal(R"({"stateMachineArn":"arn","input":")" + payload + "\"}") ==
        "1 validation error detected: Value at 'input' failed to satisfy constraint: "
        "Member must have size less than or equal to 262144 bytes in UTF-8 encoding");
  CHECK(refusal(R"({"name":")" + std::string(81, 'n') + "\"}") ==
        "2 validation errors detected: "
        "Value null at 'stateMachineArn' failed to satisfy constraint: Member must not be null; "
        "Value '" +
            std::string(81, 'n') +
            "' at 'name' failed to satisfy constraint: "
            "Member must have length less than or equal to 80");
  CHECK(
      refusal(R"({"stateMachineArn":"arn","traceHeader":"Root=ä"})") ==
      "1 validation error detected: Value 'Root=ä' at 'traceHeader' failed to satisfy constraint: "
      "Member must satisfy regular expression pattern: \\p{ASCII}*");
}

TEST_CASE("SendTaskSuccess: refuses as AWS does", "[operations]") {
  const auto decoded = decode<SendTaskSuccessInput>(json(R"({"taskToken":"t"})"));
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().message ==
        "1 validation error detected: Value at 'output' failed to satisfy constraint: "
        "Member must not be null");
}

TEST_CASE("UpdateMapRun: a percentage may have a fraction and has bounds", "[operations]") {
  const auto refusal = [](const std::string& members) {
    const auto decoded = decode<UpdateMapRunInput>(json(R"({"mapRunArn":"arn",)" + members + "}"));
    return decoded ? "accepted" : decoded.error().message;
  };
  const auto accepted = decode<UpdateMapRunInput>(
      json(R"({"mapRunArn":"arn","maxConcurrency":7,"toleratedFailurePercentage":12.5})"));
  REQUIRE(accepted.has_value());
  CHECK(accepted->max_concurrency == 7);
  CHECK(accepted->tolerated_failure_percentage == 12.5);
  CHECK_FALSE(accepted->tolerated_failure_count);
  CHECK(refusal(R"("toleratedFailurePercentage":100)") == "accepted");
  CHECK(refusal(R"("toleratedFailurePercentage":100.5)") ==
        "1 validation error detected: Value '100.5' at 'toleratedFailurePercentage' failed to "
        "satisfy constraint: Member must have value less than or equal to 100");
  CHECK(refusal(R"("maxConcurrency":-1,"toleratedFailurePercentage":-0.5)") ==
        "2 validation errors detected: Value '-1' at 'maxConcurrency' failed to satisfy "
        "constraint: Member must have value greater than or equal to 0; Value '-0.5' at "
        "'toleratedFailurePercentage' failed to satisfy constraint: Member must have value greater "
        "than or equal to 0");
  CHECK(refusal(R"("toleratedFailurePercentage":"1")") ==
        "STRING_VALUE cannot be converted to Float");
}

TEST_CASE("MapRunState: reads what it wrote", "[operations]") {
  MapRunState state;
  state.max_concurrency = 3;
  state.tolerated_failure_percentage = 2.5;
  state.item_counts = {.pending = 1, .running = 2, .total = 3, .results_written = 4};
  const auto read = decode<MapRunState>(json(encode(state)));
  REQUIRE(read.has_value());
  CHECK(*read == state);
  CHECK(encode(MapRunState{}) ==
        R"({"maxConcurrency":0,"toleratedFailurePercentage":0.0,"toleratedFailureCount":0,)"
        R"("itemCounts":{"pending":0,"running":0,"succeeded":0,"failed":0,"timedOut":0,)"
        R"("aborted":0,"total":0,"resultsWritten":0},)"
        R"("executionCounts":{"pending":0,"running":0,"succeeded":0,"failed":0,"timedOut":0,)"
        R"("aborted":0,"total":0,"resultsWritten":0}})");
}

TEST_CASE("CreateStateMachine: names the path into structures and lists", "[operations]") {
  const auto decoded = decode<CreateStateMachineInput>(json(
      R"({"name":"m","definition":"{}","roleArn":"r","tags":[{"key":"k"},{"key":""}],"loggingConfiguration":
      {"level":"LOUD","destinations":[{"cloudWatchLogsLogGroup":{"logGroupArn":""}}]},"encryptionConfiguration":{}})"));
  REQUIRE_FALSE(decoded.has_value());
  CHECK(
      decoded.error().message ==
      "4 validation errors detected: "
      "Value 'LOUD' at 'loggingConfiguration.level' failed to satisfy constraint: "
      "Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]; "
      "Value '' at 'loggingConfiguration.destinations.1.member.cloudWatchLogsLogGroup.logGroupArn' "
      "failed to satisfy "
      "constraint: Member must have length greater than or equal to 1; "
      "Value '' at 'tags.2.member.key' failed to satisfy constraint: "
      "Member must have length greater than or equal to 1; "
      "Value null at 'encryptionConfiguration.type' failed to satisfy constraint: Member must not "
      "be null");
}

TEST_CASE("Answers: members without a value are left out, an answer without members is an object",
          "[operations]") {
  CHECK(encode(DeleteStateMachineOutput{}) == "{}");
  CHECK(encode(StopExecutionOutput{from_epoch_milliseconds(1'500)}) == R"({"stopDate":1.5})");
  DescribeExecutionOutput running;
  running.execution_arn = "e";
  running.state_machine_arn = "m";
  running.name = "n";
  running.input = "{}";
  running.input_details = CloudWatchEventsExecutionDataDetails{true};
  running.redrive_status_reason = "Execution is RUNNING and cannot be redriven";
  CHECK(
      encode(running) ==
      R"({"executionArn":"e","stateMachineArn":"m","name":"n","status":"RUNNING","startDate":0,"input":"{}",)"
      R"("inputDetails":{"included":true},"redriveCount":0,"redriveStatus":"NOT_REDRIVABLE",)"
      R"("redriveStatusReason":"Execution is RUNNING and cannot be redriven"})");
  GetExecutionHistoryOutput history;
  CHECK(encode(history) == R"({"events":[]})");
  history.next_token = "t";
  history.events.events.resize(2);
  CHECK(json(encode(history)).find("events")->items().size() == 2);
  CHECK(json(encode(history)).find("nextToken")->as_string() == "t");
}

}  // namespace
}  // namespace sfn::api
