#pragma once
// The handlers, one for each action of the API, each in the file of its name. A query is a plain function that reads the store; a
// command is a coroutine that waits for its commit.
#include <boost/asio/awaitable.hpp>

#include "api-models/operations/create_state_machine.h"
#include "api-models/operations/delete_state_machine.h"
#include "api-models/operations/describe_execution.h"
#include "api-models/operations/describe_state_machine.h"
#include "api-models/operations/describe_state_machine_for_execution.h"
#include "api-models/operations/get_execution_history.h"
#include "api-models/operations/list_executions.h"
#include "api-models/operations/list_state_machines.h"
#include "api-models/operations/start_execution.h"
#include "api-models/operations/stop_execution.h"
#include "api-models/operations/update_state_machine.h"
#include "server/operations/app.h"
#include "server/protocol/caller.h"

namespace sfn::server {

template <typename T>
using Eventually = boost::asio::awaitable<api::ApiResult<T>>;

Eventually<api::CreateStateMachineOutput> create_state_machine(api::CreateStateMachineInput, Caller, App&);
Eventually<api::UpdateStateMachineOutput> update_state_machine(api::UpdateStateMachineInput, Caller, App&);
Eventually<api::DeleteStateMachineOutput> delete_state_machine(api::DeleteStateMachineInput, Caller, App&);
Eventually<api::StartExecutionOutput> start_execution(api::StartExecutionInput, Caller, App&);
Eventually<api::StopExecutionOutput> stop_execution(api::StopExecutionInput, Caller, App&);

api::ApiResult<api::DescribeStateMachineOutput> describe_state_machine(api::DescribeStateMachineInput, Caller, App&);
api::ApiResult<api::ListStateMachinesOutput> list_state_machines(api::ListStateMachinesInput, Caller, App&);
api::ApiResult<api::DescribeExecutionOutput> describe_execution(api::DescribeExecutionInput, Caller, App&);
api::ApiResult<api::DescribeStateMachineForExecutionOutput> describe_state_machine_for_execution(
    api::DescribeStateMachineForExecutionInput, Caller, App&);
api::ApiResult<api::ListExecutionsOutput> list_executions(api::ListExecutionsInput, Caller, App&);
api::ApiResult<api::GetExecutionHistoryOutput> get_execution_history(api::GetExecutionHistoryInput, Caller, App&);

}  // namespace sfn::server
