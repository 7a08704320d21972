#pragma once
// The actions' functions; each is defined in the file of its name. Those that write or start
// something are coroutines.
#include <boost/asio/awaitable.hpp>

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
#include "server/operations/app.h"
#include "server/operations/operation.h"

namespace sfn::server {

template <typename Output>
using Later = boost::asio::awaitable<api::ApiResult<Output>>;

Later<api::CreateActivityOutput> create_activity(api::CreateActivityInput in, api::Owner caller,
                                                 App& app);
Later<api::CreateStateMachineOutput> create_state_machine(api::CreateStateMachineInput in,
                                                          api::Owner caller, App& app);
Later<api::DeleteActivityOutput> delete_activity(api::DeleteActivityInput in, api::Owner caller,
                                                 App& app);
Later<api::DeleteStateMachineOutput> delete_state_machine(api::DeleteStateMachineInput in,
                                                          api::Owner caller, App& app);
Later<api::GetActivityTaskOutput> get_activity_task(api::GetActivityTaskInput in, api::Owner caller,
                                                    ClientPresence client, App& app);
Later<api::SendTaskFailureOutput> send_task_failure(api::SendTaskFailureInput in, api::Owner caller,
                                                    App& app);
Later<api::SendTaskHeartbeatOutput> send_task_heartbeat(api::SendTaskHeartbeatInput in,
                                                        api::Owner caller, App& app);
Later<api::SendTaskSuccessOutput> send_task_success(api::SendTaskSuccessInput in, api::Owner caller,
                                                    App& app);
Later<api::StartExecutionOutput> start_execution(api::StartExecutionInput in, api::Owner caller,
                                                 App& app);
Later<api::StartSyncExecutionOutput> start_sync_execution(api::StartSyncExecutionInput in,
                                                          api::Owner caller, ClientPresence client,
                                                          App& app);
Later<api::StopExecutionOutput> stop_execution(api::StopExecutionInput in, api::Owner caller,
                                               App& app);
Later<api::UpdateMapRunOutput> update_map_run(api::UpdateMapRunInput in, api::Owner caller,
                                              App& app);
Later<api::UpdateStateMachineOutput> update_state_machine(api::UpdateStateMachineInput in,
                                                          api::Owner caller, App& app);

api::ApiResult<api::DescribeActivityOutput> describe_activity(api::DescribeActivityInput in,
                                                              const api::Owner& caller, App& app);
api::ApiResult<api::DescribeExecutionOutput> describe_execution(api::DescribeExecutionInput in,
                                                                const api::Owner& caller, App& app);
api::ApiResult<api::DescribeMapRunOutput> describe_map_run(api::DescribeMapRunInput in,
                                                           const api::Owner& caller, App& app);
api::ApiResult<api::DescribeStateMachineOutput> describe_state_machine(
    api::DescribeStateMachineInput in, const api::Owner& caller, App& app);
api::ApiResult<api::DescribeStateMachineForExecutionOutput> describe_state_machine_for_execution(
    api::DescribeStateMachineForExecutionInput in, const api::Owner& caller, App& app);
api::ApiResult<api::GetExecutionHistoryOutput> get_execution_history(
    api::GetExecutionHistoryInput in, const api::Owner& caller, App& app);
api::ApiResult<api::ListActivitiesOutput> list_activities(api::ListActivitiesInput in,
                                                          const api::Owner& caller, App& app);
api::ApiResult<api::ListExecutionsOutput> list_executions(api::ListExecutionsInput in,
                                                          const api::Owner& caller, App& app);
api::ApiResult<api::ListMapRunsOutput> list_map_runs(api::ListMapRunsInput in,
                                                     const api::Owner& caller, App& app);
api::ApiResult<api::ListStateMachinesOutput> list_state_machines(api::ListStateMachinesInput in,
                                                                 const api::Owner& caller,
                                                                 App& app);
api::ApiResult<api::ValidateStateMachineDefinitionOutput> validate_state_machine_definition(
    api::ValidateStateMachineDefinitionInput in, const api::Owner& caller, App& app);

}  // namespace sfn::server
