// A request's body for each of the actions, of which the first byte chooses one: it is refused with
// AWS's words, or what is read is written and read alike. And the texts that only we understand:
// task tokens and page tokens.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

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
#include "api-models/operations/send_task_failure.h"
#include "api-models/operations/send_task_heartbeat.h"
#include "api-models/operations/send_task_success.h"
#include "api-models/operations/start_execution.h"
#include "api-models/operations/start_sync_execution.h"
#include "api-models/operations/stop_execution.h"
#include "api-models/operations/update_map_run.h"
#include "api-models/operations/update_state_machine.h"
#include "api-models/operations/validate_state_machine_definition.h"
#include "base/assert.h"
#include "base/json/json.h"
#include "base/utf8.h"
#include "engine/execution/task_token.h"
#include "server/operations/page_token.h"

namespace {

using namespace sfn::api;

using Inputs = std::tuple<
    CreateActivityInput, CreateStateMachineInput, DeleteActivityInput, DeleteStateMachineInput,
    DescribeActivityInput, DescribeExecutionInput, DescribeMapRunInput, DescribeStateMachineInput,
    DescribeStateMachineForExecutionInput, GetActivityTaskInput, GetExecutionHistoryInput,
    ListActivitiesInput, ListExecutionsInput, ListMapRunsInput, ListStateMachinesInput,
    SendTaskFailureInput, SendTaskHeartbeatInput, SendTaskSuccessInput, StartExecutionInput,
    StartSyncExecutionInput, StopExecutionInput, UpdateMapRunInput, UpdateStateMachineInput,
    ValidateStateMachineDefinitionInput>;
constexpr std::size_t kActions = std::tuple_size_v<Inputs>;

template <typename Input>
void check_action(const sfn::Json& body) {
  const auto input = decode<Input>(body);
  if (!input) {
    SFN_ASSERT(!input.error().message.empty(), "a refusal says what is wrong");
    SFN_ASSERT(sfn::first_non_utf8(input.error().message) == input.error().message.size(),
               "and is text");
    return;
  }
  const std::string written = encode(*input);
  const auto read = sfn::Json::parse(written);
  SFN_ASSERT(read.has_value(), "what is written is JSON");
  const auto again = decode<Input>(*read);
  SFN_ASSERT(again.has_value() && encode(*again) == written, "and is read alike");
}

template <std::size_t... Places>
void check_chosen(std::size_t chosen, const sfn::Json& body, std::index_sequence<Places...>) {
  ((chosen == Places ? check_action<std::tuple_element_t<Places, Inputs>>(body) : void()), ...);
}

void check_tokens(std::string_view text) {
  if (const auto token = sfn::engine::decode_task_token(text))
    SFN_ASSERT(sfn::engine::encode_task_token(*token) == text, "a task token is one text");
  if (const auto position = sfn::server::read_page_token({"ListExecutions", "arn"}, text)) {
    SFN_ASSERT(sfn::server::make_page_token({"ListExecutions", "arn"}, *position) == text,
               "a page token is one text");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  check_tokens(text);
  const auto body = sfn::Json::parse(text);
  if (body) check_chosen(data[0] % kActions, *body, std::make_index_sequence<kActions>{});
  return 0;
}
